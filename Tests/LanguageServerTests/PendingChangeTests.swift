import SourceText
import Testing

@testable import LanguageServer

@Suite struct PendingChangeTests {
  private func edit(_ start: Int, _ end: Int, _ text: String) -> TextEdit { TextEdit(ByteRange(start, end), text) }

  @Test func typingBecomesOneEdit() {
    var change = PendingChange.none
    for (offset, letter) in ["a", "b", "c"].enumerated() { change.append(edit(5 + offset, 5 + offset, letter)) }
    #expect(change == .edits([edit(5, 5, "abc")]))
    change.append(edit(6, 8, ""))
    #expect(change == .edits([edit(5, 5, "a")]))
  }

  @Test func editsElsewhereStayApart() {
    var change = PendingChange.none
    change.append(edit(5, 5, "a"))
    change.append(edit(0, 1, ""))
    change.append(edit(9, 9, "b"))
    #expect(change == .edits([edit(5, 5, "a"), edit(0, 1, ""), edit(9, 9, "b")]))
  }

  @Test func manyEditsBecomeTheWholeText() {
    var change = PendingChange.none
    for place in 0...PendingChange.mostEdits { change.append(edit(place * 10, place * 10, "x")) }
    #expect(change == .wholeText)
    change.append(edit(0, 0, "y"))
    #expect(change == .wholeText)
  }

  @Test(arguments: 0..<100)
  func mergedEditsDoWhatTheyDoInSequence(seed: Int) {
    var state = UInt64(seed + 1)
    func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var sequence = SourceText("0123456789")
    let before = sequence
    var change = PendingChange.none
    for step in 0..<12 {
      let start = below(sequence.count + 1)
      let edit = edit(start, start + below(min(3, sequence.count - start) + 1), String(repeating: "\(step % 10)", count: below(4)))
      sequence.apply(edit)
      change.append(edit)
    }
    guard case .edits(let edits) = change else { return }
    var merged = before
    for edit in edits { merged.apply(edit) }
    #expect(merged == sequence)
  }
}

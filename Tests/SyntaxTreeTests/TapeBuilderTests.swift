import SourceText
import Testing

@testable import SyntaxTree

@Suite("The tape builder")
struct TapeBuilderTests {
  /// Kind, gap, length and children of each entry.
  func entries(_ tape: Tape) -> [String] {
    var result: [String] = []
    var index = 0
    while index < tape.words.count {
      let word = tape.words[index]
      var entry = "\(TapeWord.kind(word).rawValue) +\(TapeWord.gap(word)) \(TapeWord.length(word))"
      if let code = TapeWord.hasError(word) ? TapeWord.flags(word) : nil { entry += " !\(code)" }
      if TapeWord.isContainer(word) {
        entry += " (\(tape.words[index + 1] >> 32) of \(tape.words[index + 1] & 0xffff_ffff))"
        index += 1
      }
      result.append(entry)
      index += 1
    }
    return result
  }
  let a = NodeKind(rawValue: 200), b = NodeKind(rawValue: 201)

  @Test("Gaps follow from the offsets; a container's tail belongs to it")
  func gaps() {
    var builder = TapeBuilder()
    builder.leaf(a, 1, 3)
    builder.open(b, 5)
    builder.leaf(a, 6, 7, error: 9)
    builder.close(9)
    let tape = builder.finish(12)
    #expect(entries(tape) == ["0 +0 12 (2 of 6)", "200 +1 2", "201 +2 4 (1 of 3)", "200 +1 1 !9"])
  }

  @Test("What is open at the end is closed there; an error marks the container")
  func open() {
    var builder = TapeBuilder()
    builder.open(b, 0)
    builder.open(b, 1)
    builder.leaf(a, 2, 3)
    builder.close(4, error: 7)
    #expect(entries(builder.finish(6)) == ["0 +0 6 (1 of 7)", "201 +0 4 (1 of 5)", "201 +1 3 !7 (1 of 3)", "200 +1 1"])
  }

  @Test("An entry that would start before the end of the one before is moved there")
  func order() {
    var builder = TapeBuilder()
    builder.leaf(a, 0, 5)
    builder.leaf(a, 3, 4)
    builder.leaf(a, 2, 8)
    #expect(entries(builder.finish(8)) == ["0 +0 8 (3 of 5)", "200 +0 5", "200 +0 0", "200 +0 3"])
  }

  @Test("A gap longer than a word can tell becomes trivia")
  func longGaps() {
    var builder = TapeBuilder()
    builder.leaf(a, 150_000, 150_001)
    let tape = builder.finish(400_000)
    #expect(entries(tape) == ["0 +0 400000 (3 of 5)", "3 +0 65535", "3 +0 65535", "200 +18930 1"])
    let document = Document(SourceText([UInt8](repeating: 0x20, count: 10)), format: .json(.strict))
    #expect(document.kind(document.root) == .root)
  }

  @Test("Wrapping takes what was added since the checkpoint into a container, and counts it there")
  func wrap() {
    var builder = TapeBuilder()
    builder.leaf(a, 0, 1)
    let checkpoint = builder.checkpoint
    builder.leaf(a, 2, 3)
    builder.leaf(a, 3, 4)
    builder.wrap(checkpoint, b)
    builder.leaf(a, 6, 7)
    builder.close(8)
    #expect(entries(builder.finish(9)) == ["0 +0 9 (2 of 8)", "200 +0 1", "201 +1 6 (3 of 5)", "200 +0 1", "200 +0 1", "200 +2 1"])
  }

  @Test("Wrapping works behind a long gap, around containers, and not across them or around nothing")
  func wrapEdges() {
    var builder = TapeBuilder()
    let first = builder.checkpoint
    builder.leaf(a, 70_000, 70_001)
    builder.wrap(first, b)
    let empty = builder.checkpoint
    builder.wrap(empty, b)
    builder.close(70_002)
    #expect(entries(builder.finish(70_003)) == ["0 +0 70003 (2 of 6)", "3 +0 65535", "201 +4465 2 (1 of 3)", "200 +0 1"])

    var other = TapeBuilder()
    let outside = other.checkpoint
    other.open(b, 0)
    other.leaf(a, 1, 2)
    other.wrap(outside, b)
    other.close(3)
    other.wrap(outside, a)
    other.leaf(a, 4, 5)
    #expect(entries(other.finish(6)) == ["0 +0 6 (1 of 8)", "200 +0 5 (2 of 6)", "201 +0 3 (1 of 3)", "200 +1 1", "200 +1 1"])
  }

  @Test("The walk over a tape gives every entry where it stands")
  func walk() {
    let text = SourceText("[ 1, {\"a\": [2]} ]")
    let document = Document(text, format: .json(.strict))
    let path = document.path(to: 12).map { document.string($0) }
    #expect(path == ["[ 1, {\"a\": [2]} ]", "[ 1, {\"a\": [2]} ]", "{\"a\": [2]}", "[2]", "2"])
    #expect(document.path(to: 12, limit: 2).count == 2)
    #expect(document.childCount(document.root) == 1)
  }
}

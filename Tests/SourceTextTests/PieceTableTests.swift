import Testing

@testable import SourceText

@Suite("Piece table")
struct PieceTableTests {
  @Test("After any edits a table reads as an array after the same", arguments: [1, 2, 3, 8, 40])
  func randomEdits(margin: Int) {
    var random = Steps(state: UInt64(margin))
    for round in 0..<20 {
      var array = (0..<Int32(random.below(600))).map { $0 }
      var table = PieceTable(array, margin: margin)
      var kept: [(array: [Int32], table: PieceTable<Int32>)] = []
      for step in 0..<300 {
        let start = random.below(array.count + 1)
        switch random.below(8) {
        case 0 where !array.isEmpty:
          let index = random.below(array.count)
          array[index] = Int32(step)
          table[index] = Int32(step)
        case 1:
          let delta = Int32(random.below(9)) - 4
          for i in start..<array.count { array[i] &+= delta }
          table.shift(from: start, by: delta)
        case 2:
          let end = min(array.count, start + random.below(4))
          for i in start..<end { array[i] = ~array[i] }
          table.update(start..<end) { for i in $0.indices { $0[i] = ~$0[i] } }
        default:
          let end = min(array.count, start + (random.below(40) == 0 ? random.below(400) : random.below(4)))
          let new = (0..<(random.below(60) == 0 ? random.below(300) : random.below(4))).map { Int32(step * 1000 + $0) }
          array.replaceSubrange(start..<end, with: new)
          table.replaceSubrange(start..<end, with: new)
        }
        if round % 2 == 0, random.below(20) == 0 { kept.append((array, table)) }
        guard agree(table, array, &random) else {
          Issue.record("margin \(margin), round \(round), step \(step)")
          return
        }
      }
      for (array, table) in kept { #expect(agree(table, array, &random)) }
      table.flatten()
      #expect(table.isFlat && table.elements == array)
    }
  }

  private func agree(_ table: PieceTable<Int32>, _ array: [Int32], _ random: inout Steps) -> Bool {
    guard table.count == array.count, table.elements == array, table == PieceTable(array) else { return false }
    let start = random.below(array.count + 1)
    let end = start + random.below(array.count - start + 1)
    guard table.withElements(start..<end, { Array($0) == Array(array[start..<end]) }) else { return false }
    return array.indices.allSatisfy { table[$0] == array[$0] }
  }

  @Test("Edits in one place of a long list write a chunk there and leave the rest where it is")
  func onePlace() {
    let base = [UInt64](repeating: 7, count: 1_000_000)
    var table = PieceTable(base)
    for step in 0..<5000 {
      table.replaceSubrange((500_000 + step % 50)..<(500_000 + step % 50 + step % 2), with: [1])
      table[0] = UInt64(step)
    }
    #expect(table.pieces.count <= 64)
    #expect(table.pieces.allSatisfy { $0.kind == .base || $0.storage.count <= table.chunkLimit + 1 })
    #expect(table.first.count + table.second.count > 990_000)
  }

  @Test("A copy shares what an edit does not touch")
  func copies() {
    var table = PieceTable([UInt8](repeating: 7, count: 100_000))
    table.replaceSubrange(50_000..<50_000, with: [1])
    let copy = table
    table.replaceSubrange(50_001..<50_001, with: [2])
    func place(_ array: [UInt8]) -> UnsafePointer<UInt8>? { array.withUnsafeBufferPointer { $0.baseAddress } }
    #expect(table.pieces.indices.map { place(table.pieces[$0].storage) == place(copy.pieces[$0].storage) } == [true, false, true])
    #expect(copy.count == 100_001 && copy[50_000] == 1 && copy[50_001] == 7 && table[50_001] == 2)
  }

  @Test("Ranges are clamped to the list")
  func clamped() {
    var table = PieceTable([1, 2, 3] as [Int32])
    table.replaceSubrange(2..<90, with: [4])
    #expect(table.elements == [1, 2, 4])
    #expect(table.withElements(-4..<1) { Array($0) } == [1] && table.withElements(7..<9) { $0.count } == 0)
  }
}

/// Repeatable numbers.
private struct Steps {
  var state: UInt64
  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % max(1, limit)
  }
}

@Suite("A text in pieces")
struct TextInPiecesTests {
  @Test("After any edits bytes, lines and positions are those of the new text", arguments: [1, 3, 10])
  func randomEdits(margin: Int) {
    var random = Steps(state: 11 + UInt64(margin))
    let words = ["\n", "\r", "\r\n", "a", "", "é", "😀", "line one\nline two\r", "\u{feff}", "12345678901234567890"]
    var text = SourceText([], margin: margin)
    for step in 0..<6000 {
      let start = random.below(text.count + 1)
      let end = start + (random.below(3) == 0 ? random.below(6) : 0)
      let before = text
      let bytes = text.bytes
      text.apply(TextEdit(ByteRange(start, end), words[random.below(words.count)] + words[random.below(words.count)]))
      if text.count > 2000 { text.apply(TextEdit(ByteRange(300, 1700), "")) }
      let fresh = SourceText(text.bytes)
      let offset = random.below(text.count + 2)
      var agrees = text == fresh && text.lines == fresh.lines && before.bytes == bytes && before.table.elements == bytes
      for encoding in PositionEncoding.allCases {
        let position = text.position(of: offset, in: encoding)
        agrees = agrees && position == fresh.position(of: offset, in: encoding)
        let other = TextPosition(line: position.line, column: position.column + random.below(4))
        agrees = agrees && text.offset(of: other, in: encoding) == fresh.offset(of: other, in: encoding)
      }
      let range = ByteRange(start, start + 30)
      agrees = agrees && text.string(range) == fresh.string(range) && text.slice(range) == fresh.slice(range)
      agrees =
        agrees && text.contentRange(ofLine: random.below(text.lines.lineCount)).end <= text.count && text.lineBreak == fresh.lineBreak
      guard agrees else {
        Issue.record("step \(step)")
        return
      }
    }
  }
}

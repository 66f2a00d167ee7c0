import Testing

@testable import SourceText

@Suite struct LineTableEditTests {
  @Test(arguments: 0..<200)
  func anEditedTableEqualsAFreshOne(seed: Int) {
    var random = Steps(state: UInt64(seed) &* 0x9e37_79b9 + 1)
    let alphabet: [UInt8] = [0x0a, 0x0d, 0x61, 0x62]
    func bytes(_ limit: Int) -> [UInt8] { (0..<random.below(limit + 1)).map { _ in alphabet[random.below(alphabet.count)] } }
    var text = SourceText(bytes(20))
    for _ in 0..<30 {
      let start = random.below(text.count + 1)
      let end = start + random.below(text.count - start + 1)
      text.apply(TextEdit(ByteRange(start, random.below(3) == 0 ? end : min(end, start + 2)), bytes(4)))
      #expect(text.lines == LineTable(of: text.bytes), "\(text.bytes)")
    }
  }

  /// Repeatable numbers.
  private struct Steps {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
  }
}

/// Writes JSON as bytes, two spaces deep a level, keys in the order in which they are given.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var isFirst = true
  /// On one line, without any white space.
  let isCompact: Bool

  init(isCompact: Bool = false) { self.isCompact = isCompact }

  mutating func string(_ text: String) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22: bytes += [0x5c, 0x22]
      case 0x5c: bytes += [0x5c, 0x5c]
      case 0x0a: bytes += [0x5c, 0x6e]
      case 0x0d: bytes += [0x5c, 0x72]
      case 0x09: bytes += [0x5c, 0x74]
      case 0..<0x20, 0x7f:
        let digits = Array("0123456789abcdef".utf8)
        bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }

  mutating func number(_ value: Int) { bytes += Array(String(value).utf8) }
  mutating func boolean(_ value: Bool) { bytes += Array((value ? "true" : "false").utf8) }

  mutating func object(_ body: (inout JSONWriter) -> Void) { nested(0x7b, 0x7d, body) }

  mutating func array<Elements: Sequence>(_ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void) {
    nested(0x5b, 0x5d) { writer in
      for element in elements {
        writer.separate()
        body(&writer, element)
      }
    }
  }

  mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
    separate()
    string(name)
    bytes += isCompact ? [0x3a] : [0x3a, 0x20]
    body(&self)
  }

  mutating func member(_ name: String, _ text: String) { member(name) { $0.string(text) } }
  mutating func member(_ name: String, _ value: Int) { member(name) { $0.number(value) } }

  private mutating func nested(_ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void) {
    bytes.append(open)
    let outer = isFirst
    depth += 1
    isFirst = true
    body(&self)
    depth -= 1
    if !isFirst { newLine() }
    isFirst = outer
    bytes.append(close)
  }

  private mutating func separate() {
    if !isFirst { bytes.append(0x2c) }
    isFirst = false
    newLine()
  }

  private mutating func newLine() {
    if isCompact { return }
    bytes.append(0x0a)
    bytes += [UInt8](repeating: 0x20, count: depth * 2)
  }
}

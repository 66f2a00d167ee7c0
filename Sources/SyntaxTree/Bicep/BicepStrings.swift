import SourceText

// MARK: - Values of literals

extension BicepSyntax {
  /// A part of a string.
  public enum Segment: Hashable, Sendable {
    /// Text, escapes decoded.
    case text(String)
    /// The expression in a hole.
    case hole(Node)
  }

  /// The value of a string without holes, escapes decoded; nil for anything else and where it cannot be read.
  public func string(_ node: Node) -> String? {
    guard kind(node) == .bicepString else { return nil }
    let bytes = Array(document.bytes(node))
    let dollars = bytes.prefix { $0 == 0x24 }.count
    let quotes = bytes.dropFirst(dollars)
    let isMultiLine = quotes.starts(with: [0x27, 0x27, 0x27]) && bytes.count - dollars > 2
    let opening = dollars + (isMultiLine ? 3 : 1)
    let closing = isMultiLine ? 3 : 1
    guard bytes.count >= opening + closing, bytes.suffix(closing).allSatisfy({ $0 == 0x27 }) else { return nil }
    let content = bytes[opening..<(bytes.count - closing)]
    return isMultiLine ? Self.multiLine(content, isFirst: true) : Self.decode(content)
  }

  /// The segments of a string of any kind, text and holes in turn; nil where it cannot be read.
  public func segments(_ node: Node) -> [Segment]? {
    if kind(node) == .bicepString { return string(node).map { [.text($0)] } }
    guard kind(node) == .interpolatedString, !document.hasError(node) else { return nil }
    let isMultiLine = document.flags(node) & BicepFlags.isMultiLine != 0
    var segments: [Segment] = []
    for part in document.children(node) {
      if document.hasError(part) { return nil }
      guard kind(part) == .stringSegment else {
        if kind(part) != .trivia { segments.append(.hole(part)) }
        continue
      }
      let bytes = document.bytes(part)
      guard let text = isMultiLine ? Self.multiLine(bytes, isFirst: segments.isEmpty) : Self.decode(bytes) else { return nil }
      segments.append(.text(text))
    }
    return segments
  }

  /// The value of an integer literal.
  public func integer(_ node: Node) -> UInt64? { kind(node) == .integer ? UInt64(text(node)) : nil }

  public func boolean(_ node: Node) -> Bool? { kind(node) == .bicepBoolean ? document.flags(node) == 1 : nil }

  /// A line break directly behind the opening quotes is not part of the string.
  private static func multiLine(_ bytes: ArraySlice<UInt8>, isFirst: Bool) -> String {
    var content = bytes
    if isFirst {
      if content.first == 0x0d { content = content.dropFirst() }
      if content.first == 0x0a { content = content.dropFirst() }
    }
    return String(decoding: content, as: UTF8.self)
  }

  /// Text between single quotes; nil where an escape sequence is none.
  private static func decode(_ bytes: ArraySlice<UInt8>) -> String? {
    guard bytes.contains(0x5c) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == 0x5c else {
        result.append(byte)
        continue
      }
      switch rest.popFirst() {
      case 0x6e: result.append(0x0a)
      case 0x72: result.append(0x0d)
      case 0x74: result.append(0x09)
      case 0x5c: result.append(0x5c)
      case 0x27: result.append(0x27)
      case 0x24: result.append(0x24)
      case 0x75:
        guard rest.popFirst() == 0x7b, let end = rest.firstIndex(of: 0x7d) else { return nil }
        let digits = rest[rest.startIndex..<end].drop { $0 == 0x30 }
        guard let value = digits.isEmpty ? 0 : UInt32(String(decoding: digits, as: UTF8.self), radix: 16) else { return nil }
        // A lone surrogate has no place in a Swift string.
        result += Array(String(Unicode.Scalar(value) ?? "\u{fffd}").utf8)
        rest = rest[(end + 1)...]
      default: return nil
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

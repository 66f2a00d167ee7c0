import SourceText

/// What the bytes of a YAML scalar say: lines folded, escapes decoded.
struct YAMLScalarText {
  private(set) var bytes: [UInt8] = []
  /// Bytes that came from an escape and are not trimmed before a line break.
  private var kept = 0

  /// The text of a flow scalar: its bytes without quotes, and its quote (0 for a plain one).
  init(flow source: ArraySlice<UInt8>, quote: UInt8) {
    bytes.reserveCapacity(source.count)
    var p = source.startIndex
    while p < source.endIndex {
      let byte = source[p]
      switch byte {
      case 0x0a, 0x0d:
        while bytes.count > kept, let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
        let breaks = Self.skipBreaks(source, &p)
        if breaks == 1 { bytes.append(0x20) } else { bytes.append(contentsOf: repeatElement(0x0a, count: breaks - 1)) }
        kept = bytes.count
      case 0x27 where quote == 0x27:
        bytes.append(byte)
        p += p + 1 < source.endIndex && source[p + 1] == 0x27 ? 2 : 1
      case 0x5c where quote == 0x22:
        readEscape(source, &p)
        kept = bytes.count
      default:
        bytes.append(byte)
        p += 1
      }
    }
  }

  /// Skips line breaks and the white space around them; returns how many there were.
  private static func skipBreaks(_ source: ArraySlice<UInt8>, _ p: inout Int) -> Int {
    var breaks = 0
    while p < source.endIndex {
      switch source[p] {
      case 0x0d:
        p += p + 1 < source.endIndex && source[p + 1] == 0x0a ? 2 : 1
        breaks += 1
      case 0x0a:
        p += 1
        breaks += 1
      case 0x20, 0x09: p += 1
      default: return breaks
      }
    }
    return breaks
  }

  private mutating func readEscape(_ source: ArraySlice<UInt8>, _ p: inout Int) {
    p += 1
    guard p < source.endIndex else {
      bytes.append(0x5c)
      return
    }
    let byte = source[p]
    switch byte {
    case 0x0a, 0x0d:
      let breaks = Self.skipBreaks(source, &p)
      bytes.append(contentsOf: repeatElement(0x0a, count: breaks - 1))
      return
    case 0x78: readHex(source, &p, 2)
    case 0x75: readHex(source, &p, 4)
    case 0x55: readHex(source, &p, 8)
    default:
      p += 1
      switch byte {
      case 0x30: bytes.append(0)
      case 0x61: bytes.append(0x07)
      case 0x62: bytes.append(0x08)
      case 0x74, 0x09: bytes.append(0x09)
      case 0x6e: bytes.append(0x0a)
      case 0x76: bytes.append(0x0b)
      case 0x66: bytes.append(0x0c)
      case 0x72: bytes.append(0x0d)
      case 0x65: bytes.append(0x1b)
      case 0x4e: append(0x85)
      case 0x5f: append(0xa0)
      case 0x4c: append(0x2028)
      case 0x50: append(0x2029)
      case 0x20, 0x22, 0x2f, 0x5c: bytes.append(byte)
      default: bytes.append(contentsOf: [0x5c, byte])
      }
    }
  }

  private mutating func readHex(_ source: ArraySlice<UInt8>, _ p: inout Int, _ digits: Int) {
    guard var value = Self.hex(source, p + 1, digits) else {
      bytes.append(0x5c)
      return
    }
    p += 1 + digits
    // A pair of surrogates, as JSON writes it.
    if value >= 0xd800, value < 0xdc00, digits == 4, p + 1 < source.endIndex, source[p] == 0x5c, source[p + 1] == 0x75,
      let low = Self.hex(source, p + 2, 4), low >= 0xdc00, low < 0xe000
    {
      value = 0x10000 + (value - 0xd800) << 10 + (low - 0xdc00)
      p += 6
    }
    append(value)
  }

  private static func hex(_ source: ArraySlice<UInt8>, _ from: Int, _ digits: Int) -> UInt32? {
    guard from + digits <= source.endIndex else { return nil }
    var value: UInt32 = 0
    for place in from..<from + digits {
      let byte = source[place]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x41...0x46: digit = byte - 0x37
      case 0x61...0x66: digit = byte - 0x57
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private mutating func append(_ value: UInt32) {
    bytes.append(contentsOf: String(Character(Unicode.Scalar(value) ?? "\u{fffd}")).utf8)
  }
}

// MARK: - Block scalars

extension YAMLScalarText {
  /// The text of a block scalar: its bytes from the header on, and the column of the collection that it stands in. The end of the text
  /// counts as a line break.
  init(block source: ArraySlice<UInt8>, parentColumn: Int) {
    guard let mark = source.first else { return }
    let isFolded = mark == 0x3e
    var p = source.startIndex + 1
    var indent = -1
    var chomping: UInt8 = 0
    header: while p < source.endIndex {
      switch source[p] {
      case 0x2b, 0x2d: chomping = source[p]
      case 0x31...0x39: indent = max(0, parentColumn) + Int(source[p] - 0x30)
      default: break header
      }
      p += 1
    }
    while p < source.endIndex, source[p] != 0x0a, source[p] != 0x0d { p += 1 }
    Self.skipBreak(source, &p)

    var blanks = 0
    var hasBreak = false
    var afterIndented = false
    while p < source.endIndex {
      let first = p
      while p < source.endIndex, source[p] == 0x20, indent < 0 || p - first < indent { p += 1 }
      if p == source.endIndex || source[p] == 0x0a || source[p] == 0x0d {
        // A last line of nothing but spaces counts with `+`.
        if p < source.endIndex || p > first { blanks += 1 }
        Self.skipBreak(source, &p)
        continue
      }
      if indent < 0 { indent = p - first }
      let isIndented = source[p] == 0x20 || source[p] == 0x09
      if hasBreak {
        if isFolded, !afterIndented, !isIndented {
          if blanks == 0 { bytes.append(0x20) }
        } else {
          bytes.append(0x0a)
        }
      }
      bytes.append(contentsOf: repeatElement(0x0a, count: blanks))
      blanks = 0
      afterIndented = isIndented
      while p < source.endIndex, source[p] != 0x0a, source[p] != 0x0d {
        bytes.append(source[p])
        p += 1
      }
      hasBreak = true
      Self.skipBreak(source, &p)
    }
    if chomping != 0x2d, hasBreak, !bytes.isEmpty || chomping == 0x2b { bytes.append(0x0a) }
    if chomping == 0x2b { bytes.append(contentsOf: repeatElement(0x0a, count: blanks)) }
  }

  private static func skipBreak(_ source: ArraySlice<UInt8>, _ p: inout Int) {
    guard p < source.endIndex else { return }
    p += source[p] == 0x0d && p + 1 < source.endIndex && source[p + 1] == 0x0a ? 2 : source[p] == 0x0d || source[p] == 0x0a ? 1 : 0
  }
}

extension Document {
  /// The text of a scalar, without regard to its type.
  func yamlBytes(_ node: Node) -> [UInt8] {
    let kind = kind(node)
    var slice = bytes(node)
    switch kind {
    case .yamlSingleQuoted, .yamlDoubleQuoted:
      let quote: UInt8 = kind == .yamlDoubleQuoted ? 0x22 : 0x27
      if !slice.isEmpty { slice = slice.dropFirst() }
      if slice.last == quote { slice = slice.dropLast() }
      return flags(node) & YAMLFlag.encoded == 0 && !hasError(node) ? Array(slice) : YAMLScalarText(flow: slice, quote: quote).bytes
    case .yamlPlain:
      return flags(node) & YAMLFlag.encoded == 0 && !hasError(node) ? Array(slice) : YAMLScalarText(flow: slice, quote: 0).bytes
    case .yamlLiteral, .yamlFolded:
      let isExplicit = slice.dropFirst().prefix(2).contains { $0 >= 0x31 && $0 <= 0x39 }
      return YAMLScalarText(block: slice, parentColumn: isExplicit ? yamlBlockColumn(of: node) : 0).bytes
    default: return []
    }
  }

  /// The column of the innermost block collection that holds a node; -1 at the top of a document.
  func yamlBlockColumn(of node: Node) -> Int {
    var column = -1
    var current = root
    while current.index != node.index {
      if kind(current) == .yamlBlockMapping || kind(current) == .yamlBlockSequence { column = yamlColumn(current.start) }
      guard let next = children(current).first(where: { $0.index <= node.index && node.index < $0.index + span($0.index) }) else { break }
      current = next
    }
    return column
  }

  /// The column of a byte, a byte order mark at the text's start not counted.
  func yamlColumn(_ offset: Int) -> Int {
    let line = text.lines.line(at: offset)
    let start = text.lines.range(ofLine: line).start
    return offset - start - (line == 0 && text.slice(ByteRange(0, 3)).starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
  }
}

/// Cuts a stream of bytes into message bodies (LSP base protocol: a header, an empty line, `Content-Length` bytes).
///
/// Header names are matched without regard to case, blanks around a value and unknown headers are ignored, a lone LF counts as a
/// line end, and empty lines before a header are skipped: clients differ in all of these.
struct FrameSplitter {
  enum Step: Equatable {
    case body([UInt8])
    /// More bytes are needed.
    case incomplete
    /// Where the next message starts cannot be known any more.
    case broken(String)
  }

  /// No message is larger; a claim above this is a broken header, not a reason to allocate.
  static let largestBody = 256 << 20
  static let largestHeader = 16 << 10

  private var buffer: [UInt8] = []
  /// Bytes of the buffer that are done with.
  private var consumed = 0
  /// Known once the header is read.
  private var bodyLength: Int?

  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    if consumed == buffer.count {
      buffer.removeAll(keepingCapacity: buffer.capacity <= 1 << 20)
      consumed = 0
    } else if consumed > 1 << 16, consumed > buffer.count / 2 {
      buffer.removeSubrange(..<consumed)
      consumed = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// Whether the bytes so far end inside a message.
  var isInsideMessage: Bool { bodyLength != nil || consumed < buffer.count }

  mutating func next() -> Step {
    if bodyLength == nil, let step = readHeader() { return step }
    guard let length = bodyLength, buffer.count - consumed >= length else { return .incomplete }
    let body = Array(buffer[consumed..<consumed + length])
    consumed += length
    bodyLength = nil
    return .body(body)
  }

  /// Reads a header if all of it is there. Nil: `bodyLength` is known.
  private mutating func readHeader() -> Step? {
    while consumed < buffer.count, buffer[consumed] == 0x0d || buffer[consumed] == 0x0a { consumed += 1 }
    var lineStart = consumed
    var i = consumed
    var length: Int?
    var isWrong = false
    while i < buffer.count {
      guard buffer[i] == 0x0a else {
        i += 1
        continue
      }
      let lineEnd = i > lineStart && buffer[i - 1] == 0x0d ? i - 1 : i
      if lineEnd == lineStart {
        consumed = i + 1
        guard let length, !isWrong else { return .broken("a header without a usable Content-Length") }
        bodyLength = length
        return nil
      }
      switch Self.contentLength(of: buffer[lineStart..<lineEnd]) {
      case .other: break
      case .length(let value): length = value
      case .wrong: isWrong = true
      }
      i += 1
      lineStart = i
    }
    return buffer.count - consumed > Self.largestHeader ? .broken("a header without an end") : .incomplete
  }

  private enum Field {
    case other
    case length(Int)
    case wrong
  }

  private static func contentLength(of line: ArraySlice<UInt8>) -> Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return .other }
    let name = trimmed(line[line.startIndex..<colon])
    guard name.count == 14, zip(name, "content-length".utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { return .other }
    let digits = trimmed(line[(colon + 1)...])
    guard !digits.isEmpty, digits.count <= 12 else { return .wrong }
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return .wrong }
      value = value * 10 + Int(digit - 0x30)
    }
    return value <= largestBody ? .length(value) : .wrong
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let first = text.first, first == 0x20 || first == 0x09 { text.removeFirst() }
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    return text
  }
}

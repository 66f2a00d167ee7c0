/// Reads what `git cat-file --batch` writes, in pieces of any size: `ID TYPE SIZE`, the content, a line break; or `ID missing`.
struct BlobStream {
  private enum Place {
    case header
    /// So many bytes of content still come; those beyond the limit are passed over.
    case content(left: Int, isKept: Bool)
    case lineBreak
  }

  private let expected: Int
  private let limit: Int
  private var place = Place.header
  private var header: [UInt8] = []
  private var current: [UInt8] = []
  private var done: [[UInt8]?] = []
  private var isStrange = false

  init(expected: Int, limit: Int) {
    self.expected = expected
    self.limit = limit
    done.reserveCapacity(expected)
  }

  /// All blobs; nil if the stream was cut short or not understood.
  var blobs: [[UInt8]?]? { !isStrange && done.count == expected ? done : nil }

  /// Takes the next piece; false if it cannot be understood.
  mutating func take(_ piece: UnsafeBufferPointer<UInt8>) -> Bool {
    var i = 0
    while i < piece.count, !isStrange {
      switch place {
      case .header:
        let byte = piece[i]
        i += 1
        if byte == 0x0a { readHeader() } else { header.append(byte) }
        if header.count > 4096 { isStrange = true }
      case .content(let left, let isKept):
        let count = min(left, piece.count - i)
        if isKept { current.append(contentsOf: piece[i..<i + count]) }
        i += count
        if count < left {
          place = .content(left: left - count, isKept: isKept)
        } else {
          done.append(isKept ? current : nil)
          current = []
          place = .lineBreak
        }
      case .lineBreak:
        if piece[i] != 0x0a { isStrange = true }
        i += 1
        place = .header
      }
    }
    return !isStrange
  }

  private mutating func readHeader() {
    let fields = header.split(separator: 0x20)
    header = []
    if fields.count == 2, fields[1].elementsEqual("missing".utf8) {
      done.append(nil)
      return
    }
    guard fields.count == 3, let size = Int(String(decoding: fields[2], as: UTF8.self)), size >= 0 else {
      isStrange = true
      return
    }
    let isKept = fields[1].elementsEqual("blob".utf8) && size <= limit
    if isKept { current.reserveCapacity(size) }
    if size == 0 {
      done.append(isKept ? [] : nil)
      place = .lineBreak
    } else {
      place = .content(left: size, isKept: isKept)
    }
  }
}

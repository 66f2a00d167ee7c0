import SourceText

/// A text after edits made one after another, as edits of the first text.
struct EditedText {
  private enum Piece {
    /// Bytes of the first text.
    case kept(ByteRange)
    case new([UInt8])

    var count: Int {
      switch self {
      case .kept(let range): range.length
      case .new(let bytes): bytes.count
      }
    }

    /// Its bytes from one offset in it to another.
    func part(_ start: Int, _ end: Int) -> Piece {
      switch self {
      case .kept(let range): .kept(ByteRange(range.start + start, range.start + end))
      case .new(let bytes): .new(Array(bytes[start..<end]))
      }
    }
  }

  private let original: [UInt8]
  private var pieces: [Piece]

  init(_ original: [UInt8]) {
    self.original = original
    pieces = [.kept(ByteRange(0, original.count))]
  }

  /// - Parameter edits: in the text as it is now, apart from each other; what overlaps one before it is left out.
  mutating func apply(_ edits: [TextEdit]) {
    var made: [Piece] = []
    var rest = pieces[...]
    var position = 0

    /// Moves on to an offset in the present text; what lies between is kept or dropped.
    func advance(to end: Int, keeping: Bool) {
      while position < end, let piece = rest.popFirst() {
        let taken = min(piece.count, end - position)
        if keeping { made.append(piece.part(0, taken)) }
        if taken < piece.count { rest = [piece.part(taken, piece.count)] + rest }
        position += taken
      }
    }

    for edit in edits.sorted(by: { $0.range < $1.range }) where edit.range.start >= position {
      advance(to: edit.range.start, keeping: true)
      advance(to: edit.range.end, keeping: false)
      made.append(.new(edit.replacement))
    }
    pieces = made + rest
  }

  var bytes: [UInt8] {
    pieces.flatMap { piece in
      switch piece {
      case .kept(let range): Array(original[range.start..<range.end])
      case .new(let bytes): bytes
      }
    }
  }

  /// In the first text, in order, none beside another.
  var edits: [TextEdit] {
    var edits: [TextEdit] = []
    var position = 0
    var pending: [UInt8] = []
    func close(at start: Int) {
      if start > position || !pending.isEmpty { edits.append(TextEdit(ByteRange(position, start), pending)) }
      pending = []
    }
    for piece in pieces where piece.count > 0 {
      switch piece {
      case .new(let bytes): pending += bytes
      case .kept(let range):
        close(at: range.start)
        position = range.end
      }
    }
    close(at: original.count)
    return edits
  }
}

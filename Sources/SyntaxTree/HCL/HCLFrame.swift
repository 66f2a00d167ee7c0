/// A container that is open.
struct HCLFrame {
  /// What the container is to the reader. Operators come first: they are closed by whatever ends an expression.
  enum Role: UInt8 {
    case unary, binary, conditional
    case traversal
    case root, body, block, argument
    case parentheses, call, tuple, object, objectItem, index
    case forTuple, forObject, forCondition
    case interpolation, ifClause, forClause
    case template, heredoc, templateIf, templateFor
  }

  /// The index of the container's words in the tape; of a late one, in the insertions.
  var index: Int32
  /// The offset of the container's first byte.
  var start: Int32
  var children: Int32
  /// The number of insertions when the container's first byte was read.
  var insertions: Int32
  var role: Role
  /// How far the container's parts have been read; its meaning is the role's.
  var phase: UInt8 = 0
  /// What the container's flags will be.
  var flags: UInt8 = 0
  /// Whether the container's words are not in the tape but in the insertions.
  var isLate = false
  /// Whether new lines ended things outside the container.
  var newlinesEnd = true
  /// The island outside an interpolation or a clause; of a template part, whether it is in a heredoc or in quotes.
  var island = HCLIsland.argument
  /// A body, while repairing: whether it has items no deeper than its block, as files without indentation have.
  var isFlush = false
  /// The owner of the island outside an interpolation or a clause.
  var islandDepth: Int32 = 0
}

/// The words of a container that was found when its first child was long written: put into the tape at the end.
struct HCLInsertion {
  /// The index in the tape as it is without insertions.
  var index: Int
  var head: UInt64
  var size: UInt64
}

/// The marker of a heredoc as a run of bytes of the text.
struct HCLHeredocMarker {
  var start: Int
  var length: Int
}

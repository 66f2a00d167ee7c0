/// What the entries of a YAML tape are.
///
/// A stream is the root with its documents. A document holds its directives, its markers, and one node with its properties
/// before it. A mapping's nodes are keys and values in turn, a sequence's its items; where nothing stands, there is an `empty` node
/// without bytes. Anchors and tags are entries right before the node that they belong to. Indicators (`-`, `?`, `:`, `,`) lie in the gaps.
extension NodeKind {
  static let yamlDocument = NodeKind(rawValue: 32)
  static let yamlDirective = NodeKind(rawValue: 33)
  /// `---`
  static let yamlDocumentStart = NodeKind(rawValue: 34)
  /// `...`
  static let yamlDocumentEnd = NodeKind(rawValue: 35)
  static let yamlAnchor = NodeKind(rawValue: 36)
  static let yamlTag = NodeKind(rawValue: 37)
  static let yamlAlias = NodeKind(rawValue: 38)
  /// A node of which nothing is written.
  static let yamlEmpty = NodeKind(rawValue: 39)
  static let yamlPlain = NodeKind(rawValue: 40)
  static let yamlSingleQuoted = NodeKind(rawValue: 41)
  static let yamlDoubleQuoted = NodeKind(rawValue: 42)
  /// A block scalar with `|`, from its header to the end of its last line (with `+`: of its last blank line).
  static let yamlLiteral = NodeKind(rawValue: 43)
  /// A block scalar with `>`.
  static let yamlFolded = NodeKind(rawValue: 44)
  static let yamlBlockMapping = NodeKind(rawValue: 48)
  static let yamlBlockSequence = NodeKind(rawValue: 49)
  static let yamlFlowMapping = NodeKind(rawValue: 50)
  static let yamlFlowSequence = NodeKind(rawValue: 51)
  /// The one-pair mapping that `key: value` is between the brackets of a flow sequence.
  static let yamlFlowPair = NodeKind(rawValue: 52)

  /// A scalar, collection or alias; not a property, marker, directive or error.
  var isYAMLNode: Bool { rawValue >= 38 && rawValue <= 52 }
  var isYAMLScalar: Bool { rawValue >= 39 && rawValue <= 44 }
  var isYAMLMapping: Bool { self == .yamlBlockMapping || self == .yamlFlowMapping || self == .yamlFlowPair }
  var isYAMLSequence: Bool { self == .yamlBlockSequence || self == .yamlFlowSequence }
  var isYAMLFlow: Bool { rawValue >= 50 && rawValue <= 52 }
}

/// The flags of a YAML entry.
enum YAMLFlag {
  /// Nodes: an anchor stands before it.
  static let anchor: UInt8 = 1
  /// Nodes: a tag stands before it.
  static let tag: UInt8 = 2
  /// Scalars: the value is not what the bytes say (several lines, escapes, doubled quotes).
  static let encoded: UInt8 = 4
  /// Documents: begins with `---`.
  static let explicitStart: UInt8 = 1
  /// Documents: ends with `...`.
  static let explicitEnd: UInt8 = 2
}

/// What the entries of a YAML tape are.
///
/// A stream is the root with its documents. A document holds its directives, its markers, and one node with its properties
/// before it. A mapping's nodes are keys and values in turn, a sequence's its items; where nothing stands, there is an `empty` node
/// without bytes. Anchors and tags are entries right before the node that they belong to. Indicators (`-`, `?`, `:`, `,`) lie in the gaps.
extension NodeKind {
  public static let yamlDocument = NodeKind(rawValue: 32)
  public static let yamlDirective = NodeKind(rawValue: 33)
  /// `---`
  public static let yamlDocumentStart = NodeKind(rawValue: 34)
  /// `...`
  public static let yamlDocumentEnd = NodeKind(rawValue: 35)
  public static let yamlAnchor = NodeKind(rawValue: 36)
  public static let yamlTag = NodeKind(rawValue: 37)
  public static let yamlAlias = NodeKind(rawValue: 38)
  /// A node of which nothing is written.
  public static let yamlEmpty = NodeKind(rawValue: 39)
  public static let yamlPlain = NodeKind(rawValue: 40)
  public static let yamlSingleQuoted = NodeKind(rawValue: 41)
  public static let yamlDoubleQuoted = NodeKind(rawValue: 42)
  /// A block scalar with `|`, from its header to the end of its last line (with `+`: of its last blank line).
  public static let yamlLiteral = NodeKind(rawValue: 43)
  /// A block scalar with `>`.
  public static let yamlFolded = NodeKind(rawValue: 44)
  public static let yamlBlockMapping = NodeKind(rawValue: 48)
  public static let yamlBlockSequence = NodeKind(rawValue: 49)
  public static let yamlFlowMapping = NodeKind(rawValue: 50)
  public static let yamlFlowSequence = NodeKind(rawValue: 51)
  /// The one-pair mapping that `key: value` is between the brackets of a flow sequence.
  public static let yamlFlowPair = NodeKind(rawValue: 52)

  /// A scalar, collection or alias; not a property, marker, directive or error.
  @inlinable var isYAMLNode: Bool { rawValue >= 38 && rawValue <= 52 }
  @inlinable var isYAMLScalar: Bool { rawValue >= 39 && rawValue <= 44 }
  @inlinable var isYAMLMapping: Bool { self == .yamlBlockMapping || self == .yamlFlowMapping || self == .yamlFlowPair }
  @inlinable var isYAMLSequence: Bool { self == .yamlBlockSequence || self == .yamlFlowSequence }
  @inlinable var isYAMLFlow: Bool { rawValue >= 50 && rawValue <= 52 }
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

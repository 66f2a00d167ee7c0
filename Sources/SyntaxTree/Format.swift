/// The notations that the parsers read.
public enum Format: Hashable, Sendable {
  case json(JSONOptions)
  case yaml
  case hcl
  case bicep

  public var isYAML: Bool { self == .yaml }
  public var isJSON: Bool { if case .json = self { true } else { false } }
}

/// What a JSON dialect allows beyond RFC 8259.
public struct JSONOptions: Hashable, Sendable {
  public var comments: Bool
  public var trailingCommas: Bool

  public init(comments: Bool, trailingCommas: Bool) {
    self.comments = comments
    self.trailingCommas = trailingCommas
  }

  /// RFC 8259 and nothing else.
  public static let strict = JSONOptions(comments: false, trailingCommas: false)
  /// ARM templates: comments, no trailing commas (SPEC §2).
  public static let armTemplate = JSONOptions(comments: true, trailingCommas: false)
  /// `.jsonc` and the program's own JSON files.
  public static let relaxed = JSONOptions(comments: true, trailingCommas: true)
}

/// What an entry of the tape is. Each format has a range of numbers of its own, declared beside its parser:
/// JSON 8–31, YAML 32–63, HCL 64–127, Bicep 128–255.
public struct NodeKind: RawRepresentable, Hashable, Sendable {
  public let rawValue: UInt8

  @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The whole text. Always the first entry.
  public static let root = NodeKind(rawValue: 0)
  /// Bytes that fit nowhere; the flags say why.
  public static let unexpected = NodeKind(rawValue: 1)
  /// Something that should stand here and does not: no bytes; the flags say what.
  public static let missing = NodeKind(rawValue: 2)
  /// White space and comments where they are too long to be told by the next entry's gap.
  public static let trivia = NodeKind(rawValue: 3)
}

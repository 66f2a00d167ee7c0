/// The unit in which a column counts (LSP 3.17, `PositionEncodingKind`).
public enum PositionEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  case utf16 = "utf-16"
  /// Unicode scalars: what reports use (SPEC §6).
  case utf32 = "utf-32"
}

/// A line and a column, both from zero; the column counts in the units of some `PositionEncoding`.
public struct TextPosition: Hashable, Sendable, Comparable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (a: TextPosition, b: TextPosition) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

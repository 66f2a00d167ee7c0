import SourceText

/// What stands at the caret, for completion: where in the value it is, and what typing there would replace.
public struct CaretContext: Hashable, Sendable {
  /// One step from the top of the document down to the caret.
  public enum Step: Hashable, Sendable {
    case property(String)
    case element(Int)
  }

  public enum Role: Hashable, Sendable {
    /// A property's name is being written; the names beside it that are there already.
    case name(present: [String])
    /// A value is being written.
    case value
    /// Inside a comment, or anywhere else where nothing can be offered.
    case nothing
  }

  /// The steps to the *object* whose property's name is written, or to the *value* that is written.
  public var path: [Step]
  public var role: Role
  /// The bytes that an accepted proposal overwrites: the whole name or scalar, quotes included; empty where nothing stands yet.
  public var replacing: ByteRange
  /// The part of `replacing` before the caret, without its opening quote: what filters the proposals.
  public var prefix: String
  /// Whether a separator (`:`) follows already behind the name.
  public var hasSeparator: Bool
  /// Columns (YAML) that the line's content starts at: what a nested line is indented from; spaces.
  public var indentation: Int
  /// YAML: inside a flow collection. JSON: always true.
  public var isFlow: Bool
  /// Whether what stands at the caret is quoted, and by what.
  public var quote: UInt8?

  public init(
    path: [Step], role: Role, replacing: ByteRange, prefix: String = "", hasSeparator: Bool = false, indentation: Int = 0,
    isFlow: Bool = false, quote: UInt8? = nil
  ) {
    self.path = path
    self.role = role
    self.replacing = replacing
    self.prefix = prefix
    self.hasSeparator = hasSeparator
    self.indentation = indentation
    self.isFlow = isFlow
    self.quote = quote
  }
}

extension Document {
  /// The context of the caret at byte `offset`, in half-written text too.
  public func caretContext(at offset: Int) -> CaretContext {
    switch format {
    case .json: jsonCaretContext(at: offset)
    case .yaml: yamlCaretContext(at: offset)
    case .hcl, .bicep: CaretContext(path: [], role: .nothing, replacing: ByteRange(offset, offset))
    }
  }

  /// The comments of the text in document order, with their marks (`#`, `//`, `/*`).
  public func comments() -> [ByteRange] {
    switch format {
    case .json: jsonComments()
    case .yaml: yamlComments()
    case .hcl: hclComments()
    case .bicep: bicepComments()
    }
  }
}

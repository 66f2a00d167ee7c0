import SourceText

/// A mistake that reading a file finds and no rule could see: syntax, schema, names. A value of the model, so that rules can
/// speak about it.
public struct Defect: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The text does not parse: CMK001.
    case syntax
    /// A property that the schema does not know, with the nearest one that it does: CMK002.
    case unknownProperty(name: String, suggestion: String?)
    /// A value that the schema refuses, with the nearest allowed one: CMK003.
    case invalidValue(suggestion: Literal?)
    /// A name that nothing declares: CMK004.
    case unresolvedReference
    /// A name that is declared twice: CMK005.
    case duplicateName

    /// A value of a file's own notation.
    public enum Literal: Hashable, Sendable {
      case text(String)
      case integer(Int)
      case boolean(Bool)
    }
  }

  public var kind: Kind
  /// One sentence without a full stop.
  public var message: String
  public var site: Site
  /// The property's name (for `unknownProperty`) or the value's slot (for `invalidValue`): where a fix goes.
  public var slot: Slot?
  public var related: [Related]
  public var subject: Subject

  public init(_ kind: Kind, _ message: String, at site: Site, slot: Slot? = nil, related: [Related] = [], subject: Subject) {
    self.kind = kind
    self.message = message
    self.site = site
    self.slot = slot
    self.related = related
    self.subject = subject
  }
}

/// What a finding is about (SPEC §6).
public struct Subject: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable { case vault, key, grant, identity, resource, file }

  public var kind: Kind
  public var name: String

  public init(_ kind: Kind, _ name: String) {
    self.kind = kind
    self.name = name
  }
}

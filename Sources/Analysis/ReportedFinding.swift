import EncryptionModel
import PolicyRules
import SourceText

/// A finding with its places resolved: what reports print and editors show.
public struct ReportedFinding: Hashable, Sendable {
  public var rule: String
  public var name: String
  public var severity: Severity
  public var message: String
  public var place: ReportedPlace
  public var subject: Subject
  public var related: [RelatedPlace]
  public var fixes: [ReportedFix]
  /// Survives moved lines: made of the rule, the path, the subject and what stands at the place.
  public var fingerprint: String
}

/// Bytes of one file of one state of the workspace.
public struct ReportedPlace: Hashable, Sendable {
  /// Absolute, `/`-separated.
  public var path: String
  public var range: ByteRange
  /// The revision that the file was read from; nil for the work tree.
  public var revision: String?

  public init(path: String, range: ByteRange, revision: String? = nil) {
    self.path = path
    self.range = range
    self.revision = revision
  }
}

/// A second place of a finding with its message.
public struct RelatedPlace: Hashable, Sendable {
  public var message: String
  public var place: ReportedPlace

  public init(message: String, place: ReportedPlace) {
    self.message = message
    self.place = place
  }
}

/// A fix as text edits, by path; the edits of one path count in its present text and do not overlap.
public struct ReportedFix: Hashable, Sendable {
  public var title: String
  public var isSafe: Bool
  public var edits: [FileEdits]

  public init(title: String, isSafe: Bool, edits: [FileEdits]) {
    self.title = title
    self.isSafe = isSafe
    self.edits = edits
  }
}

/// The edits to one file.
public struct FileEdits: Hashable, Sendable {
  public var path: String
  public var edits: [TextEdit]

  public init(path: String, edits: [TextEdit]) {
    self.path = path
    self.edits = edits
  }
}

/// Something that could not be decided, and what it waits for.
public struct ReportedUndecided: Hashable, Sendable {
  public var rule: String
  public var place: ReportedPlace
  public var waitsFor: String
}

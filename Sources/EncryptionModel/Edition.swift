import SourceText

/// Which text of the policy holds where the policy documents disagree (RULES.md).
public enum Edition: String, Hashable, Sendable, CaseIterable {
  /// The policy documents 000–004. The default.
  case september2025 = "2025-09"
  /// The newer public text.
  case august2026 = "2026-08"
}

/// An approval that the configuration registers (`requestForms`, SPEC §7).
public struct RegisteredApproval: Hashable, Sendable {
  /// A resource's name or a pattern with `*`.
  public var resource: String
  /// The service that it was given for, as in `ResourceKind` or `Capability`; nil: any.
  public var service: String?
  /// The subscription that it was given for; nil: any.
  public var subscription: String?
  /// Empty where the entry has none: then it is no evidence.
  public var reference: String
  public var status: RequestForm.Status
  public var date: CalendarDate?
  public var expires: CalendarDate?
  /// The files in which the configuration that registers it holds; nil: all.
  public var files: Set<FileID>?

  public init(
    resource: String, service: String? = nil, subscription: String? = nil, reference: String, status: RequestForm.Status,
    date: CalendarDate? = nil, expires: CalendarDate? = nil
  ) {
    self.resource = resource
    self.service = service
    self.subscription = subscription
    self.reference = reference
    self.status = status
    self.date = date
    self.expires = expires
  }
}

/// Kinds of resources that must use a customer-managed key (`require`, SPEC §7), and the files in which the configuration holds.
public struct Requirement: Hashable, Sendable {
  public var kinds: Set<ResourceKind>
  public var files: Set<FileID>

  public init(kinds: Set<ResourceKind>, files: Set<FileID>) {
    self.kinds = kinds
    self.files = files
  }

  public func holds(_ kind: ResourceKind, in file: FileID) -> Bool { kinds.contains(kind) && files.contains(file) }
}

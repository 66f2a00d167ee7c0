import EncryptionModel
import SourceText

/// A rule: its page and its check. A value in `Registry.all`.
public struct Rule: Sendable {
  public let page: RulePage
  let check: Check

  init(page: RulePage, check: Check) {
    self.page = page
    self.check = check
  }

  /// Whether the rule has nothing to say without a state before.
  public var needsBaseline: Bool {
    switch check {
    case .transition, .vaultChange, .keyChange, .resourceChange, .identityChange, .grantChange, .otherChange: true
    case .defect, .suppression, .vault, .key, .resource, .grant, .estate: false
    }
  }

  /// Whether the rule speaks of what is declared, and not of how a file is written.
  public var isAboutEstate: Bool {
    switch check {
    case .defect, .suppression: false
    case .vault, .key, .resource, .grant, .estate, .transition, .vaultChange, .keyChange, .resourceChange, .identityChange, .grantChange,
      .otherChange:
      true
    }
  }

  /// What a rule looks at.
  enum Check: Sendable {
    /// A mistake that reading the files found.
    case defect(@Sendable (Defect, inout Report) -> Void)
    /// A suppression as it is written. CMK013 is judged by the run itself, after all others.
    case suppression(@Sendable (Suppression, inout Report) -> Void)
    /// A vault that is declared, not only referred to.
    case vault(@Sendable (Estate.VaultEntry, inout Report) -> Void)
    /// A key that is declared, not only referred to.
    case key(@Sendable (Estate.KeyEntry, inout Report) -> Void)
    /// A protected resource that is declared, not only referred to.
    case resource(@Sendable (Estate.ResourceEntry, inout Report) -> Void)
    /// A grant that is declared, not only referred to.
    case grant(@Sendable (Estate.GrantEntry, inout Report) -> Void)
    /// Any other resource, and provider switches: a rule asks the estate itself, once a run.
    case estate(@Sendable (Estate, inout Report) -> Void)
    /// A resource with what it was before.
    case transition(@Sendable (Transition, inout Report) -> Void)
    /// Things before and after a change, made and deleted ones among them.
    case vaultChange(@Sendable (Pair<Estate.VaultEntry>, inout Report) -> Void)
    case keyChange(@Sendable (Pair<Estate.KeyEntry>, inout Report) -> Void)
    case resourceChange(@Sendable (Pair<Estate.ResourceEntry>, inout Report) -> Void)
    case identityChange(@Sendable (Pair<Estate.IdentityEntry>, inout Report) -> Void)
    case grantChange(@Sendable (Pair<Estate.GrantEntry>, inout Report) -> Void)
    case otherChange(@Sendable (Pair<Estate.OtherEntry>, inout Report) -> Void)
  }
}

/// What a rule may know beside its subject, and where it puts what it has to say.
public struct Report: Sendable {
  /// The day of the run; rules have no clock.
  public let today: CalendarDate
  public let edition: Edition
  /// What else the workspace declares.
  public let estate: Estate
  /// What was before, and how it differs.
  public let changes: Changes
  /// Approvals of the request form that the configuration registers.
  public let approvals: [RegisteredApproval]
  /// The deployment of what is being looked at.
  var origin: Estate.Origin?
  /// The calls of modules that lead to what is being looked at.
  var calls: [Related] = []
  var findings: [Finding] = []
  var undecided: [Undecided] = []

  init(today: CalendarDate, edition: Edition, estate: Estate, changes: Changes, approvals: [RegisteredApproval]) {
    self.today = today
    self.edition = edition
    self.estate = estate
    self.changes = changes
    self.approvals = approvals
  }

  mutating func callAsFunction(_ finding: Finding) {
    var finding = finding
    finding.origin = origin
    // A place in the outermost file is no call's doing.
    if finding.site.file != calls.last?.site.file { finding.related += calls }
    findings.append(finding)
  }

  /// Says that the rule could not decide, and what it waits for. What the file has no word for is not waited for.
  mutating func waits(for unknown: Unknown) {
    guard !unknown.isUntold else { return }
    undecided.append(Undecided(rule: "", waitsFor: unknown))
  }
}

/// A rule that could not decide.
public struct Undecided: Hashable, Sendable {
  public var rule: String
  public var waitsFor: Unknown
}

import EncryptionModel
import SourceText

/// Runs rules over an estate: the one place where checks are called.
public struct RuleRun: Sendable {
  /// What is judged.
  public struct Input: Sendable {
    public var estate: Estate
    /// The estate before the change; nil: there is none to compare with.
    public var before: Estate?
    public var defects: [Defect]
    public var suppressions: [Suppression]
    public var approvals: [RegisteredApproval]
    public var today: CalendarDate
    public var edition: Edition

    public init(
      estate: Estate, before: Estate? = nil, defects: [Defect] = [], suppressions: [Suppression] = [], approvals: [RegisteredApproval] = [],
      today: CalendarDate, edition: Edition = .september2025
    ) {
      self.estate = estate
      self.before = before
      self.defects = defects
      self.suppressions = suppressions
      self.approvals = approvals
      self.today = today
      self.edition = edition
    }
  }

  public private(set) var findings: [Finding] = []
  public private(set) var undecided: [Undecided] = []

  /// Runs `rules` over the input. The order of the findings follows that of the rules and of the estate.
  public init(_ input: Input, rules: [Rule] = Registry.all) {
    let changes = Changes(baseline: input.before, after: input.estate)
    for rule in rules {
      var report = Report(today: input.today, edition: input.edition, estate: input.estate, changes: changes, approvals: input.approvals)
      switch rule.check {
      case .defect(let check): for defect in input.defects { check(defect, &report) }
      case .suppression(let check): for suppression in input.suppressions { check(suppression, &report) }
      case .vault(let check):
        for entry in input.estate.vaults where !entry.vault.isReference {
          report.origin = entry.origin
          report.calls = entry.vault.declaration.calls
          check(entry, &report)
        }
      case .key(let check):
        for entry in input.estate.keys where !entry.key.isReference {
          report.origin = entry.origin
          report.calls = entry.key.declaration.calls
          check(entry, &report)
        }
      case .resource(let check):
        for entry in input.estate.resources where !entry.resource.isReference {
          report.origin = entry.origin
          report.calls = entry.resource.declaration.calls
          check(entry, &report)
        }
      case .grant(let check):
        for entry in input.estate.grants where !entry.grant.isReference {
          report.origin = entry.origin
          report.calls = entry.grant.declaration.calls
          check(entry, &report)
        }
      case .estate(let check): check(input.estate, &report)
      case .transition(let check):
        for transition in changes.transitions {
          report.origin = transition.origin
          check(transition, &report)
        }
      case .vaultChange(let check): report.each(changes.vaults, \.origin, check)
      case .keyChange(let check): report.each(changes.keys, \.origin, check)
      case .resourceChange(let check): report.each(changes.resources, \.origin, check)
      case .identityChange(let check): report.each(changes.identities, \.origin, check)
      case .grantChange(let check): report.each(changes.grants, \.origin, check)
      case .otherChange(let check): report.each(changes.others, \.origin, check)
      }
      findings += report.findings.map { finding in
        var finding = finding
        finding.rule = rule.page.id
        finding.severity = finding.severity ?? rule.page.severity
        return finding
      }
      undecided += report.undecided.map { Undecided(rule: rule.page.id, waitsFor: $0.waitsFor) }
    }
  }
}

extension Report {
  fileprivate mutating func each<Entry>(
    _ pairs: [Pair<Entry>], _ path: KeyPath<Entry, Estate.Origin>, _ check: (Pair<Entry>, inout Report) -> Void
  ) {
    for pair in pairs {
      origin = (pair.after ?? pair.before)?[keyPath: path]
      check(pair, &self)
    }
  }
}

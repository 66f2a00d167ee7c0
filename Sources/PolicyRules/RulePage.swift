import EncryptionModel

/// What people read about a rule: in the terminal (`--explain`), in the hover, in the documentation.
public struct RulePage: Sendable {
  public let id: String
  public let name: String
  public let severity: Severity
  /// The groups of RULES.md.
  public let group: Group
  /// Whether a quick-fix exists.
  public let fix: FixKind
  public let sources: [Source]
  /// What is wrong, in one sentence.
  public let summary: String
  /// Why it matters and what happens when it is deployed.
  public let why: String
  /// Made when it is asked for: hundreds of texts that no check needs.
  public var examples: [Example] { makeExamples() }
  private let makeExamples: @Sendable () -> [Example]
  /// The dialects in which the rule's fact cannot be written at all.
  public let gaps: [Gap]

  init(
    id: String, name: String, severity: Severity, group: Group = .a, fix: FixKind, sources: [Source], summary: String, why: String,
    examples: @escaping @autoclosure @Sendable () -> [Example], gaps: [Gap] = []
  ) {
    self.id = id
    self.name = name
    self.severity = severity
    self.group = group
    self.fix = fix
    self.sources = sources
    self.summary = summary
    self.why = why
    makeExamples = examples
    self.gaps = gaps
  }

  /// Dialects that cannot express what the rule looks at, and why.
  public struct Gap: Sendable {
    public let dialects: Set<Dialect>
    /// A clause without a full stop: `a plan has no comments`.
    public let reason: String

    init(_ dialects: Set<Dialect>, _ reason: String) {
      self.dialects = dialects
      self.reason = reason
    }
  }

  /// Why the rule is silent in a dialect; nil where it is implemented.
  public func gap(in dialect: Dialect) -> String? { gaps.first { $0.dialects.contains(dialect) }?.reason }

  public enum Group: String, Sendable, CaseIterable { case a = "A", b = "B", c = "C" }

  public enum FixKind: String, Sendable, CaseIterable {
    case none, safe
    /// Needs a person's judgement.
    case judged
  }

  /// Where a rule comes from.
  public enum Source: Hashable, Sendable {
    /// One of the five policy documents, by its number, with the sentence in our own words.
    case policy(String, String)
    /// What the platform itself answers.
    case platform(String)
    /// The program's own contract.
    case product(String)

    public var text: String {
      switch self {
      case .policy(let number, let statement): "Policy document \(number): \(statement)"
      case .platform(let statement): "Azure: \(statement)"
      case .product(let statement): statement
      }
    }
  }

  /// A pair of texts in one dialect. The bad one gives the rule's finding, the good one does not; tests hold that.
  public struct Example: Hashable, Sendable {
    public let dialect: Dialect
    /// The state before (`--against`); nil where there is none, or where the texts tell it themselves.
    public let before: String?
    public let bad: String
    public let good: String

    init(_ dialect: Dialect, before: String? = nil, bad: String, good: String) {
      self.dialect = dialect
      self.before = before
      self.bad = bad
      self.good = good
    }

    static func manifest(before: String? = nil, bad: String, good: String) -> Example {
      Example(.manifest, before: before, bad: bad, good: good)
    }
    static func arm(before: String? = nil, bad: String, good: String) -> Example { Example(.arm, before: before, bad: bad, good: good) }
  }

  /// The page's address.
  public var link: String { "https://github.com/cmklint/cmklint/blob/main/Sources/PolicyRules/PolicyRules.docc/\(id).md" }
}

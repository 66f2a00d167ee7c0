import EncryptionModel
import SourceText

/// What a rule has to say, in terms of the model: no file, no format.
public struct Finding: Hashable, Sendable {
  /// The rule's id; set by the run, not by the rule.
  public var rule: String = ""
  /// The rule's severity; a rule sets it only where it differs from its page's.
  public var severity: Severity?
  public var message: String
  public var site: Site
  /// The property that takes the value at the site, where the two are apart: what suppresses findings there holds too.
  public var use: Site?
  public var subject: Subject
  public var related: [Related]
  public var fixes: [Fix]
  /// The deployment that it was found in; set by the run.
  public var origin: Estate.Origin?
  /// The root files of all deployments that share it; set by whoever joins findings.
  public var roots: [FileID] = []

  public init(
    _ message: String, severity: Severity? = nil, at place: Place, subject: Subject, related: [Related] = [], fix: Fix? = nil
  ) {
    self.message = message
    self.severity = severity
    site = place.site
    use = place.use
    self.subject = subject
    self.related = place.related + related
    fixes = fix.map { [$0] } ?? []
  }
}

/// A change that ends a finding.
public struct Fix: Hashable, Sendable {
  public enum Safety: Hashable, Sendable {
    /// Can be applied without looking.
    case safe
    /// Needs a person's judgement.
    case unsafe
    /// A start for a person to fill in: offered in the editor, never applied by `--fix`.
    case skeleton
    /// Only ever a part of another fix, which would start the finding; never offered by itself.
    case complement
  }

  /// Starts with a verb, no full stop.
  public var title: String
  public var safety: Safety
  public var amendments: [Amendment]

  public init(_ title: String, _ safety: Safety, _ amendments: Amendment...) {
    self.title = title
    self.safety = safety
    self.amendments = amendments
  }

  /// The same, for a person to judge.
  var judged: Fix {
    var fix = self
    fix.safety = .unsafe
    return fix
  }

  /// The fix that writes `value` where the fact stands; nil where nothing can be written. Safe unless the provider would
  /// replace what is deployed.
  public static func setting(_ title: String, _ place: Place, to value: AmendedValue) -> Fix? {
    guard let slot = place.slot else { return nil }
    return Fix(title, slot.replacesDeployed ? .unsafe : .safe, .set(slot, value))
  }
}

extension String {
  /// The text with a full stop, unless it ends a sentence already.
  var asSentence: String { hasSuffix("?") || hasSuffix(".") || hasSuffix("!") ? self : self + "." }
}

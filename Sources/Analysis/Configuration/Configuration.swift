import EncryptionModel
import PolicyRules
import SourceText

/// A configuration file (SPEC §7), read leniently: what its schema refuses is a finding and says nothing here.
struct Configuration: Sendable, Hashable {
  /// What a configuration says of a rule.
  struct RuleSetting: Sendable, Hashable {
    /// Nil: the rule is off.
    var severity: Severity?
    /// Whether its findings can be suppressed; nil: that is not said.
    var suppressible: Bool?
    /// Whether `severity` was said at all; otherwise the page's holds.
    var changesSeverity = true

    var isSuppressible: Bool { suppressible ?? true }

    /// This setting, where another one that holds for fewer files has nothing to say.
    func refined(by more: RuleSetting) -> RuleSetting {
      RuleSetting(
        severity: more.changesSeverity ? more.severity : severity, suppressible: more.suppressible ?? suppressible,
        changesSeverity: changesSeverity || more.changesSeverity)
    }
  }

  struct Override: Sendable, Hashable {
    var paths: [String]
    var rules: [String: RuleSetting]
    var edition: Edition?
  }

  /// An accepted finding.
  struct Ignore: Sendable, Hashable {
    var selector: String
    var path: String?
    var resource: String?
    var suppression: Suppression
  }

  /// Absolute path of the file; its folder is what patterns count from.
  var path = ""
  /// From where patterns count for files that are not below the configuration's folder; nil: they match the whole path.
  var outerFolder: String?
  var edition: Edition?
  /// By rule id, or by a name that is none.
  var rules: [String: RuleSetting] = [:]
  var overrides: [Override] = []
  var ignores: [Ignore] = []
  var approvals: [RegisteredApproval] = []
  /// Kinds of resources that must use a customer-managed key (`require`).
  var required: Set<ResourceKind> = []
  /// The name of the tag that evidences the request form; nil: `cmkRequestForm`.
  var requestFormTag: String?
  var exclude: [String] = []
  /// Patterns of the Terraform variable files that are read beside the automatic ones (`varFiles`).
  var variableFiles: [String] = []
  /// The default of `--against`.
  var against: String?

  var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }

  /// What holds for a rule in a file: of the overrides that speak of both the last one wins, in what it says.
  func setting(of rule: String, in path: String) -> RuleSetting? {
    var setting = rules[rule]
    for override in overrides where override.paths.contains(where: { matches($0, path) }) {
      if let more = override.rules[rule] { setting = setting?.refined(by: more) ?? more }
    }
    return setting
  }

  /// The edition that holds for a file.
  func edition(for path: String) -> Edition {
    var result = edition ?? .september2025
    for override in overrides where override.paths.contains(where: { matches($0, path) }) {
      if let more = override.edition { result = more }
    }
    return result
  }

  func excludes(_ path: String) -> Bool { exclude.contains { matches($0, path) } }

  /// Whether a pattern, relative to the configuration's folder, matches an absolute path.
  func matches(_ pattern: String, _ path: String) -> Bool {
    let folders = [folder, outerFolder].compactMap { $0.map { $0 == "/" ? "/" : $0 + "/" } }
    let prefix = folders.first { path.hasPrefix($0) } ?? ""
    return PathPattern.matches(pattern, String(path.dropFirst(prefix.count)))
  }
}

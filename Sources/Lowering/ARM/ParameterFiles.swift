/// Which parameter files belong to which template (SPEC §2).
public enum ParameterFiles {
  /// A parameter file's environment for the template called `template`, both as file names; nil when the file is not the
  /// template's. Files of one folder only. An empty environment is the unnamed one.
  public static func environment(of parameters: String, for template: String, isOnlyTemplate: Bool) -> String? {
    let stem = Self.stem(parameters)
    let owner = owner(of: template)
    let lower = stem.lowercased()
    if lower == owner { return "" }
    if lower.hasPrefix(owner), let separator = lower.dropFirst(owner.count).first, ".-_".contains(separator) {
      return String(stem.dropFirst(owner.count + 1))
    }
    return isOnlyTemplate ? stem : nil
  }

  /// What the names of a template's parameter files begin with: its name up to the first dot, in lower case.
  public static func owner(of template: String) -> String { String(template.split(separator: ".").first ?? "").lowercased() }

  /// The name without its endings: `main.prod.parameters.json` → `main.prod`.
  static func stem(_ name: String) -> String {
    var parts = name.split(separator: ".").map(String.init)
    if parts.count > 1 { parts.removeLast() }
    parts.removeAll { ["parameters", "parameter", "params", "param"].contains($0.lowercased()) }
    return parts.joined(separator: ".")
  }
}

/// How bad a finding is. RULES.md: E, W, I, H.
public enum Severity: String, Hashable, Sendable, CaseIterable, Comparable {
  case hint, info, warning, error

  private var rank: Int {
    switch self {
    case .hint: 0
    case .info: 1
    case .warning: 2
    case .error: 3
    }
  }

  public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
}

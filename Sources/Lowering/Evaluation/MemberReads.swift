/// How often names are read, and which of their members: a literal that has one reader may be rewritten for it.
///
/// `vault.purge` and `vault.name` read different literals of one object; `vault` as a whole reads both.
struct MemberReads: Sendable {
  /// Reads of exactly this name or member.
  private var exact: [String: Int] = [:]
  /// Reads of this name or member, or of something inside of it.
  private var within: [String: Int] = [:]

  /// Records that `name` is read, only the member at `path` of it. Members are compared without regard to case.
  mutating func add(_ name: String, _ path: [String] = []) {
    var key = name
    within[key, default: 0] += 1
    for member in path {
      key = Self.member(member, of: key)
      within[key, default: 0] += 1
    }
    exact[key, default: 0] += 1
  }

  /// Whether another place reads what the member at `path` of `name` holds, or a part of it.
  func isShared(_ name: String, _ path: [String] = []) -> Bool {
    var key = name
    var count = 0
    for member in path {
      count += exact[key, default: 0]
      key = Self.member(member, of: key)
    }
    return count + within[key, default: 0] > 1
  }

  private static func member(_ name: String, of key: String) -> String { key + "\u{0}" + name.lowercased() }
}

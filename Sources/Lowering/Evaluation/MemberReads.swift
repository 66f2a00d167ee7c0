/// How often names are read, and which of their members: a literal that has one reader may be rewritten for it.
///
/// `vault.purge` and `vault.name` read different literals of one object; `vault` as a whole reads both.
struct MemberReads {
  private var paths: [String: [[String]]] = [:]

  /// Records that `name` is read, only the member at `path` of it. Members are compared without regard to case.
  mutating func add(_ name: String, _ path: [String] = []) {
    paths[name, default: []].append(path.map { $0.lowercased() })
  }

  /// Whether another place reads what the member at `path` of `name` holds, or a part of it.
  func isShared(_ name: String, _ path: [String] = []) -> Bool {
    guard let all = paths[name], all.count > 1 else { return false }
    let folded = path.map { $0.lowercased() }
    var count = 0
    for other in all where zip(other, folded).allSatisfy({ $0 == $1 }) {
      count += 1
      if count > 1 { return true }
    }
    return false
  }
}

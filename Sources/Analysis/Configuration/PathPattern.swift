import SourceText

/// A pattern over paths: `*` and `?` within one folder's name, `**` over any number of folders. A pattern without a `/`
/// matches the last name; one that names a folder matches all below it.
enum PathPattern {
  static func matches(_ pattern: String, _ path: String) -> Bool {
    var pattern = pattern
    if pattern.hasPrefix("./") { pattern.removeFirst(2) }
    let anchored = pattern.hasPrefix("/")
    if anchored { pattern.removeFirst() }
    if pattern.hasSuffix("/") { pattern += "**" }
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: true).map { Array($0.utf8) }
    let names = path.split(separator: "/", omittingEmptySubsequences: true).map { Array($0.utf8) }
    guard !parts.isEmpty else { return false }
    if parts.count == 1, !anchored, !isDoubleStar(parts[0]) {
      return names.contains { Wildcard.matches(parts[0], $0, hasQuestionMark: true) }
    }
    // Reachable states over `parts` while walking `names`: linear in both.
    var states = closure([0], parts)
    for name in names {
      // What is below a folder that the whole pattern names is matched too.
      if states.contains(parts.count) { return true }
      var next: [Int] = []
      for state in states where state < parts.count {
        if isDoubleStar(parts[state]) {
          next.append(state)
        } else if Wildcard.matches(parts[state], name, hasQuestionMark: true) {
          next.append(state + 1)
        }
      }
      states = closure(next, parts)
      if states.isEmpty { return false }
    }
    return states.contains(parts.count)
  }

  private static func closure(_ states: [Int], _ parts: [[UInt8]]) -> Set<Int> {
    var all: Set<Int> = []
    for var state in states {
      all.insert(state)
      while state < parts.count, isDoubleStar(parts[state]) {
        state += 1
        all.insert(state)
      }
    }
    return all
  }

  private static func isDoubleStar(_ part: [UInt8]) -> Bool { part == [0x2a, 0x2a] }
}

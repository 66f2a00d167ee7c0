/// The patterns of `fileset`: `*`, `?`, `[a-z]` and `{a,b}` within one name.
enum FilePattern {
  /// Paths below a folder that a pattern fits, sorted; nil where it goes through folders that are not named.
  static func files(_ pattern: String, below folder: String, files: FileLookup, budget: EvaluationBudget) -> [String]? {
    var steps = pattern.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    guard let last = steps.popLast(), last != "**", !steps.contains(where: hasSigns) else { return nil }
    let path = steps.joined(separator: "/")
    guard let inner = path.isEmpty ? folder : FilePaths.resolve(path, from: folder) else { return nil }
    let alternatives = alternatives(of: Array(last))
    return files.names(in: inner).filter { name in
      budget.spend(1)
      return alternatives.contains { fits(Array(name), $0) }
    }.map { path.isEmpty ? $0 : path + "/" + $0 }.sorted()
  }

  private static func hasSigns(_ text: String) -> Bool { text.contains { "*?[{\\".contains($0) } }

  /// `a.{tf,json}` as its two patterns; braces within braces stay as they are.
  private static func alternatives(of pattern: [Character]) -> [[Character]] {
    guard let open = pattern.firstIndex(of: "{"), let close = pattern[open...].firstIndex(of: "}") else { return [pattern] }
    let tail = Array(pattern[(close + 1)...])
    return pattern[(open + 1)..<close].split(separator: ",", omittingEmptySubsequences: false).prefix(32).map {
      Array(pattern[..<open]) + $0 + tail
    }
  }

  /// Goes back to the last star only, so that the work is the product of the lengths at most.
  private static func fits(_ name: [Character], _ pattern: [Character]) -> Bool {
    var (position, step) = (0, 0)
    var star: (step: Int, position: Int)?
    while position < name.count {
      if step < pattern.count, pattern[step] == "*" {
        star = (step, position)
        step += 1
      } else if step < pattern.count, let next = fit(name[position], pattern, step) {
        step = next
        position += 1
      } else if let last = star {
        star = (last.step, last.position + 1)
        (step, position) = (last.step + 1, last.position + 1)
      } else {
        return false
      }
    }
    return pattern[step...].allSatisfy { $0 == "*" }
  }

  /// The step behind what fits one character; nil where it does not.
  private static func fit(_ character: Character, _ pattern: [Character], _ step: Int) -> Int? {
    switch pattern[step] {
    case "?": return step + 1
    case "\\" where step + 1 < pattern.count: return pattern[step + 1] == character ? step + 2 : nil
    case "[":
      guard let close = pattern[step...].firstIndex(of: "]"), close > step + 1 else { return character == "[" ? step + 1 : nil }
      var set = pattern[(step + 1)..<close]
      let isOther = set.first == "^" || set.first == "!"
      if isOther { set = set.dropFirst() }
      var isIn = false
      while let first = set.popFirst() {
        if set.count >= 2, set.first == "-", let end = set.dropFirst().first {
          isIn = isIn || (first...max(first, end)).contains(character)
          set = set.dropFirst(2)
        } else {
          isIn = isIn || first == character
        }
      }
      return isIn != isOther ? close + 1 : nil
    default: return pattern[step] == character ? step + 1 : nil
    }
  }
}

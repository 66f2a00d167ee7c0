/// A regular expression of RE2's syntax, with RE2's promise: time is proportional to the pattern times the text.
struct Pattern {
  private let program: PatternProgram

  /// A match: where the whole and each group stand, in scalars.
  struct Match {
    var range: Range<Int>
    var groups: [Range<Int>?]
  }

  var groups: [String?] { program.groups }

  init?(_ pattern: String) {
    guard let program = PatternParser.program(of: pattern) else { return nil }
    self.program = program
  }

  private struct Thread {
    var position: Int
    var saved: [Int]
  }

  /// The first match at or behind `start`; nil where there is none, or the budget does not reach.
  func first(in text: [Unicode.Scalar], from start: Int, budget: EvaluationBudget) -> Match? {
    var current: [Thread] = []
    var best: [Int]?
    let empty = [Int](repeating: -1, count: 2 * program.groups.count + 2)
    for index in start...max(start, text.count) {
      var marked = [Bool](repeating: false, count: program.instructions.count)
      var next: [Thread] = []
      var closed: [Thread] = []
      for thread in current { follow(thread, at: index, in: text, into: &closed, &marked) }
      if best == nil {
        var saved = empty
        saved[0] = index
        follow(Thread(position: 0, saved: saved), at: index, in: text, into: &closed, &marked)
      }
      budget.spend(1 + closed.count / 8)
      guard !budget.isExhausted else { return nil }
      scan: for thread in closed {
        switch program.instructions[thread.position] {
        case .match:
          // What comes behind it has less weight.
          var saved = thread.saved
          saved[1] = index
          best = saved
          break scan
        case .scalar(let set):
          guard index < text.count, set.contains(text[index]) else { continue }
          next.append(Thread(position: thread.position + 1, saved: thread.saved))
        case .split, .jump, .save, .anchor: continue
        }
      }
      current = next
      if current.isEmpty, best != nil { break }
    }
    guard let best, best[0] <= best[1] else { return nil }
    return Match(
      range: best[0]..<best[1],
      groups: program.groups.indices.map { group in
        let (low, high) = (best[2 * group + 2], best[2 * group + 3])
        return low >= 0 && high >= low ? low..<high : nil
      })
  }

  /// All matches, none inside of another.
  func all(in text: [Unicode.Scalar], budget: EvaluationBudget) -> [Match]? {
    var found: [Match] = []
    var start = 0
    var end = -1
    while start <= text.count, let match = first(in: text, from: start, budget: budget) {
      // An empty match right behind another one is none.
      if !(match.range.isEmpty && match.range.lowerBound == end) { found.append(match) }
      end = match.range.upperBound
      start = match.range.isEmpty ? end + 1 : end
      guard found.count <= EvaluationBudget.maximumElements else { return nil }
    }
    return budget.isExhausted ? nil : found
  }

  /// Follows what takes no character, the heavier branch first.
  private func follow(_ thread: Thread, at index: Int, in text: [Unicode.Scalar], into list: inout [Thread], _ marked: inout [Bool]) {
    var open = [thread]
    while var thread = open.popLast() {
      guard !marked[thread.position] else { continue }
      marked[thread.position] = true
      switch program.instructions[thread.position] {
      case .jump(let target):
        thread.position = target
        open.append(thread)
      case .split(let first, let second):
        var other = thread
        other.position = second
        thread.position = first
        open += [other, thread]
      case .save(let slot):
        thread.saved[slot] = index
        thread.position += 1
        open.append(thread)
      case .anchor(let anchor):
        guard holds(anchor, at: index, in: text) else { continue }
        thread.position += 1
        open.append(thread)
      case .scalar, .match: list.append(thread)
      }
    }
  }

  private func holds(_ anchor: PatternProgram.Anchor, at index: Int, in text: [Unicode.Scalar]) -> Bool {
    func isWord(_ index: Int) -> Bool {
      text.indices.contains(index) && ScalarSet.words.contains { $0.contains(text[index].value) }
    }
    switch anchor {
    case .textStart: return index == 0
    case .textEnd: return index == text.count
    case .lineStart: return index == 0 || text[index - 1] == "\n"
    case .lineEnd: return index == text.count || text[index] == "\n"
    case .wordEdge: return isWord(index - 1) != isWord(index)
    case .notWordEdge: return isWord(index - 1) == isWord(index)
    }
  }
}

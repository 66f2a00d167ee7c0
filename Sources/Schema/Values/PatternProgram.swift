/// A regular expression as instructions for a machine without backtracking: time is in proportion to text × pattern,
/// whatever both say.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    case scalar(Unicode.Scalar)
    case any
    case set(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case assertStart, assertEnd
    case assertWordBoundary(Bool)
    case match
  }

  let instructions: [Instruction]

  /// Whether the expression matches anywhere in `text`.
  func matches(_ text: String) -> Bool {
    var current = Threads(count: instructions.count)
    var next = Threads(count: instructions.count)
    let scalars = Array(text.unicodeScalars)
    for position in 0...scalars.count {
      // A match may start at every scalar.
      if add(0, to: &current, at: position, of: scalars) { return true }
      if position == scalars.count { break }
      next.removeAll()
      for thread in current.list {
        let takes: Bool
        switch instructions[thread] {
        case .scalar(let scalar): takes = scalar == scalars[position]
        case .any: takes = !ScalarSet.lineBreak.contains(scalars[position])
        case .set(let set): takes = set.contains(scalars[position])
        case .split, .jump, .assertStart, .assertEnd, .assertWordBoundary, .match: takes = false
        }
        if takes, add(thread + 1, to: &next, at: position + 1, of: scalars) { return true }
      }
      swap(&current, &next)
    }
    return false
  }

  /// Follows what takes no scalar from `start`; true when that reaches a match.
  private func add(_ start: Int, to threads: inout Threads, at position: Int, of scalars: [Unicode.Scalar]) -> Bool {
    var pending = [start]
    while let index = pending.popLast() {
      guard threads.insert(index) else { continue }
      switch instructions[index] {
      case .match: return true
      case .jump(let target): pending.append(target)
      case .split(let first, let second):
        pending.append(second)
        pending.append(first)
      case .assertStart: if position == 0 { pending.append(index + 1) }
      case .assertEnd: if position == scalars.count { pending.append(index + 1) }
      case .assertWordBoundary(let wanted):
        let before = position > 0 && ScalarSet.word.contains(scalars[position - 1])
        let after = position < scalars.count && ScalarSet.word.contains(scalars[position])
        if (before != after) == wanted { pending.append(index + 1) }
      case .scalar, .any, .set: break
      }
    }
    return false
  }

  /// The places in the program that are reached at once, each one once.
  private struct Threads {
    private(set) var list: [Int] = []
    private var isIn: [Bool]

    init(count: Int) { isIn = Array(repeating: false, count: count) }

    mutating func insert(_ index: Int) -> Bool {
      if isIn[index] { return false }
      isIn[index] = true
      list.append(index)
      return true
    }

    mutating func removeAll() {
      for index in list { isIn[index] = false }
      list.removeAll(keepingCapacity: true)
    }
  }
}

/// Reads RE2's syntax; nil for what it does not have (backreferences, lookaround) and for patterns that grow too large.
struct PatternParser {
  private struct Flags {
    var ignoresCase = false
    var isMultiline = false
    var dotTakesNewline = false
    var isUngreedy = false
  }

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var flags = Flags()
  private var groups: [String?] = []
  private var depth = 0

  static let maximumInstructions = 5000

  static func program(of pattern: String) -> PatternProgram? {
    var parser = PatternParser(scalars: Array(pattern.unicodeScalars))
    guard parser.scalars.count <= 2000, let node = parser.choice(), parser.index == parser.scalars.count else { return nil }
    var program = PatternProgram()
    program.groups = parser.groups
    guard emit(node, into: &program) else { return nil }
    program.instructions.append(.match)
    return program
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    index += 1
    return true
  }

  // MARK: Grammar

  private mutating func choice() -> PatternNode? {
    depth += 1
    defer { depth -= 1 }
    guard depth < 64 else { return nil }
    var branches: [PatternNode] = []
    repeat {
      guard let branch = sequence() else { return nil }
      branches.append(branch)
    } while take("|")
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() -> PatternNode? {
    var nodes: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let atom = atom(), let repeated = repeated(atom) else { return nil }
      nodes.append(repeated)
    }
    return .sequence(nodes)
  }

  private mutating func repeated(_ atom: PatternNode) -> PatternNode? {
    var node = atom
    var isRepeated = false
    while let scalar = next {
      let least: Int
      let most: Int?
      switch scalar {
      case "*": (least, most) = (0, nil)
      case "+": (least, most) = (1, nil)
      case "?": (least, most) = (0, 1)
      case "{":
        guard let bounds = bounds() else { return node }
        (least, most) = bounds
        index -= 1
      default: return node
      }
      // RE2 has no repetition of a repetition without a group.
      guard !isRepeated, least <= 1000, most.map({ $0 <= 1000 && $0 >= least }) ?? true else { return nil }
      index += 1
      let isLazy = take("?")
      node = .repetition(node, least: least, most: most, isGreedy: isLazy == flags.isUngreedy)
      isRepeated = true
    }
    return node
  }

  /// `{2}`, `{2,}`, `{2,5}`, behind which the index stands then; anything else is text.
  private mutating func bounds() -> (Int, Int?)? {
    guard let end = scalars[index...].firstIndex(of: "}") else { return nil }
    let inside = String(String.UnicodeScalarView(scalars[(index + 1)..<end]))
    let parts = inside.split(separator: ",", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].allSatisfy(\.isNumber), let least = Int(parts[0]) else { return nil }
    if parts.count == 2, !parts[1].isEmpty {
      guard let most = Int(parts[1]) else { return nil }
      index = end + 1
      return (least, most)
    }
    index = end + 1
    return (least, parts.count == 1 ? least : nil)
  }

  private mutating func atom() -> PatternNode? {
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "(": return group()
    case "[": return bracket().map { .scalar(flags.ignoresCase ? $0.folded : $0) }
    case ".": return .scalar(flags.dotTakesNewline ? .any : .anyButNewline)
    case "^": return .anchor(flags.isMultiline ? .lineStart : .textStart)
    case "$": return .anchor(flags.isMultiline ? .lineEnd : .textEnd)
    case "\\": return escape()
    case "*", "+", "?": return nil
    default: return literal(scalar)
    }
  }

  private func literal(_ scalar: Unicode.Scalar) -> PatternNode {
    let set = ScalarSet(ranges: [scalar.value...scalar.value])
    return .scalar(flags.ignoresCase ? set.folded : set)
  }

  private mutating func group() -> PatternNode? {
    let outer = flags
    defer { flags = outer }
    var number: Int?
    if take("?") {
      if take("P") || next == "<" {
        guard take("<"), let end = scalars[index...].firstIndex(of: ">") else { return nil }
        let name = String(String.UnicodeScalarView(scalars[index..<end]))
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else { return nil }
        index = end + 1
        number = groups.count
        groups.append(name)
      } else {
        var isOn = true
        var changed = flags
        flagLoop: while let scalar = next {
          index += 1
          switch scalar {
          case "-": isOn = false
          case "i": changed.ignoresCase = isOn
          case "m": changed.isMultiline = isOn
          case "s": changed.dotTakesNewline = isOn
          case "U": changed.isUngreedy = isOn
          case ":": break flagLoop
          case ")":
            // Flags alone hold up to the end of the group around them.
            flags = changed
            guard let rest = sequenceTail() else { return nil }
            return rest
          default: return nil
          }
        }
        flags = changed
      }
    } else {
      number = groups.count
      groups.append(nil)
    }
    guard let inner = choice(), take(")") else { return nil }
    return number.map { .group($0, inner) } ?? inner
  }

  /// What stands behind flags, with its alternatives, up to the group's end.
  private mutating func sequenceTail() -> PatternNode? { choice() }

  private mutating func escape() -> PatternNode? {
    guard let scalar = next else { return nil }
    switch scalar {
    case "b": return anchored(.wordEdge)
    case "B": return anchored(.notWordEdge)
    case "A": return anchored(.textStart)
    case "z": return anchored(.textEnd)
    default:
      guard let ranges = escapedRanges() else { return nil }
      let set = ScalarSet(ranges: ranges)
      return .scalar(flags.ignoresCase ? set.folded : set)
    }
  }

  private mutating func anchored(_ anchor: PatternProgram.Anchor) -> PatternNode {
    index += 1
    return .anchor(anchor)
  }

  /// What stands behind a backslash, as characters.
  private mutating func escapedRanges() -> [ClosedRange<UInt32>]? {
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "d": return ScalarSet.digits
    case "D": return ScalarSet.complement(ScalarSet.digits)
    case "w": return ScalarSet.words
    case "W": return ScalarSet.complement(ScalarSet.words)
    case "s": return ScalarSet.spaces
    case "S": return ScalarSet.complement(ScalarSet.spaces)
    case "n": return [10...10]
    case "r": return [13...13]
    case "t": return [9...9]
    case "f": return [12...12]
    case "v": return [11...11]
    case "a": return [7...7]
    case "x":
      let end: Int
      var digits: ArraySlice<Unicode.Scalar>
      if take("{") {
        guard let close = scalars[index...].firstIndex(of: "}") else { return nil }
        digits = scalars[index..<close]
        end = close + 1
      } else {
        guard index + 2 <= scalars.count else { return nil }
        digits = scalars[index..<(index + 2)]
        end = index + 2
      }
      guard let value = UInt32(String(String.UnicodeScalarView(digits)), radix: 16), value <= 0x10_ffff else { return nil }
      index = end
      return [value...value]
    default:
      // A letter or digit that means nothing here is an error of RE2's; punctuation is itself.
      guard scalar.isASCII, !scalar.properties.isAlphabetic, scalar.properties.numericType == nil else { return nil }
      return [scalar.value...scalar.value]
    }
  }

  private mutating func bracket() -> ScalarSet? {
    var set = ScalarSet(ranges: [])
    set.isNegated = take("^")
    var isFirst = true
    while let scalar = next {
      index += 1
      if scalar == "]", !isFirst { return set }
      isFirst = false
      if scalar == "[", next == ":" {
        guard let ranges = namedClass() else { return nil }
        set.ranges += ranges
        continue
      }
      var low = [scalar.value...scalar.value]
      if scalar == "\\" {
        guard let ranges = escapedRanges() else { return nil }
        low = ranges
      }
      guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]", low.count == 1, low[0].count == 1 else {
        set.ranges += low
        continue
      }
      index += 1
      guard let end = next else { return nil }
      index += 1
      var high = end.value
      if end == "\\" {
        guard let ranges = escapedRanges(), ranges.count == 1, ranges[0].count == 1 else { return nil }
        high = ranges[0].lowerBound
      }
      guard low[0].lowerBound <= high else { return nil }
      set.ranges.append(low[0].lowerBound...high)
    }
    return nil
  }

  /// `[:alpha:]` inside of brackets; the index stands on the colon.
  private mutating func namedClass() -> [ClosedRange<UInt32>]? {
    index += 1
    guard let end = scalars[index...].firstIndex(of: ":"), end + 1 < scalars.count, scalars[end + 1] == "]" else { return nil }
    let name = String(String.UnicodeScalarView(scalars[index..<end]))
    index = end + 2
    switch name {
    case "alpha": return [65...90, 97...122]
    case "alnum": return [48...57, 65...90, 97...122]
    case "digit": return ScalarSet.digits
    case "lower": return [97...122]
    case "upper": return [65...90]
    case "punct": return [33...47, 58...64, 91...96, 123...126]
    case "space": return [9...13, 32...32]
    case "blank": return [9...9, 32...32]
    case "word": return ScalarSet.words
    case "xdigit": return [48...57, 65...70, 97...102]
    default: return nil
    }
  }

  // MARK: Instructions

  /// False where the program becomes too long.
  private static func emit(_ node: PatternNode, into program: inout PatternProgram) -> Bool {
    guard program.instructions.count < maximumInstructions else { return false }
    switch node {
    case .empty: return true
    case .scalar(let set): program.instructions.append(.scalar(set))
    case .anchor(let anchor): program.instructions.append(.anchor(anchor))
    case .sequence(let nodes):
      for node in nodes where !emit(node, into: &program) { return false }
    case .choice(let branches):
      var ends: [Int] = []
      for (position, branch) in branches.enumerated() {
        let isLast = position == branches.count - 1
        let split = program.instructions.count
        if !isLast { program.instructions.append(.split(split + 1, 0)) }
        guard emit(branch, into: &program) else { return false }
        guard !isLast else { break }
        ends.append(program.instructions.count)
        program.instructions.append(.jump(0))
        program.instructions[split] = .split(split + 1, program.instructions.count)
      }
      for end in ends { program.instructions[end] = .jump(program.instructions.count) }
    case .group(let number, let inner):
      program.instructions.append(.save(2 * number + 2))
      guard emit(inner, into: &program) else { return false }
      program.instructions.append(.save(2 * number + 3))
    case .repetition(let inner, let least, let most, let isGreedy):
      for _ in 0..<least where !emit(inner, into: &program) { return false }
      func split(_ first: Int, _ second: Int) -> PatternProgram.Instruction { isGreedy ? .split(first, second) : .split(second, first) }
      if let most {
        var splits: [Int] = []
        for _ in 0..<(most - least) {
          splits.append(program.instructions.count)
          program.instructions.append(.jump(0))
          guard emit(inner, into: &program) else { return false }
        }
        let end = program.instructions.count
        for start in splits { program.instructions[start] = split(start + 1, end) }
      } else {
        let start = program.instructions.count
        program.instructions.append(.jump(0))
        guard emit(inner, into: &program) else { return false }
        program.instructions.append(.jump(start))
        program.instructions[start] = split(start + 1, program.instructions.count)
      }
    }
    return program.instructions.count <= maximumInstructions
  }
}

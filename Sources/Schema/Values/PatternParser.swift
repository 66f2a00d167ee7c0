/// Reads a regular expression of the ECMA kind: literals, classes, groups, alternatives, quantifiers, anchors. Look-around and
/// back references need another kind of machine; an expression with one is not read.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var instructions: [PatternProgram.Instruction] = []

  private static let maximumSize = 20_000
  private static let maximumDepth = 50

  private enum Fault: Error { case unsupported }

  /// The program of `pattern`; nil where it is malformed, too large or uses what is not supported.
  static func program(of pattern: String) -> PatternProgram? {
    var parser = PatternParser(pattern)
    do {
      try parser.alternatives(depth: 0)
      guard parser.position == parser.scalars.count else { return nil }
      return PatternProgram(instructions: parser.instructions + [.match])
    } catch {
      return nil
    }
  }

  private init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    position += 1
    return true
  }

  private mutating func emit(_ instruction: PatternProgram.Instruction) throws(Fault) {
    guard instructions.count < Self.maximumSize else { throw .unsupported }
    instructions.append(instruction)
  }

  // MARK: Structure

  private mutating func alternatives(depth: Int) throws(Fault) {
    guard depth < Self.maximumDepth else { throw .unsupported }
    let start = instructions.count
    var ends: [Int] = []
    var first = start
    while true {
      try sequence(depth: depth)
      guard take("|") else { break }
      // What is there becomes the first branch of a split.
      try insertSplit(at: first)
      ends.append(instructions.count)
      try emit(.jump(0))
      instructions[first] = .split(first + 1, instructions.count)
      first = instructions.count
    }
    for end in ends { instructions[end] = .jump(instructions.count) }
  }

  private mutating func sequence(depth: Int) throws(Fault) {
    while let scalar = peek, scalar != "|", scalar != ")" {
      let start = instructions.count
      try atom(depth: depth)
      try quantifier(from: start)
    }
  }

  private mutating func atom(depth: Int) throws(Fault) {
    guard let scalar = peek else { return }
    position += 1
    switch scalar {
    case "^": try emit(.assertStart)
    case "$": try emit(.assertEnd)
    case ".": try emit(.any)
    case "(":
      if take("?") {
        if take(":") {
        } else if take("<"), let next = peek, next != "=", next != "!" {
          while let name = peek, name != ">" {
            _ = name
            position += 1
          }
          guard take(">") else { throw .unsupported }
        } else {
          throw .unsupported
        }
      }
      try alternatives(depth: depth + 1)
      guard take(")") else { throw .unsupported }
    case "[": try emit(.set(try characterClass()))
    case "\\": try escape()
    case "*", "+", "?": throw .unsupported
    default: try emit(.scalar(scalar))
    }
  }

  // MARK: Quantifiers

  private mutating func quantifier(from start: Int) throws(Fault) {
    var least: Int
    var most: Int?
    switch peek {
    case "*": (least, most) = (0, nil)
    case "+": (least, most) = (1, nil)
    case "?": (least, most) = (0, 1)
    case "{":
      let mark = position
      position += 1
      guard let low = number() else {
        position = mark
        return
      }
      (least, most) = (low, low)
      if take(",") { most = number() }
      guard peek == "}" else { throw .unsupported }
    default: return
    }
    position += 1
    // Whether as much or as little as possible is taken makes no difference to whether there is a match.
    _ = take("?")
    if let bound = most, bound < least { throw .unsupported }
    let body = Array(instructions[start...])
    instructions.removeLast(body.count)
    for _ in 0..<least { try append(body, from: start) }
    if let most {
      var splits: [Int] = []
      for _ in least..<most {
        splits.append(instructions.count)
        try emit(.split(0, 0))
        try append(body, from: start)
      }
      for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    } else {
      let loop = instructions.count
      try emit(.split(0, 0))
      try append(body, from: start)
      try emit(.jump(loop))
      instructions[loop] = .split(loop + 1, instructions.count)
    }
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = peek, ("0"..."9").contains(scalar) {
      value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), Self.maximumSize)
      position += 1
    }
    return value
  }

  /// Adds a copy of code that stood at `origin`, its targets moved along.
  private mutating func append(_ body: [PatternProgram.Instruction], from origin: Int) throws(Fault) {
    let delta = instructions.count - origin
    for instruction in body { try emit(Self.moved(instruction, by: delta)) }
  }

  private mutating func insertSplit(at index: Int) throws(Fault) {
    try emit(.split(0, 0))
    for i in stride(from: instructions.count - 1, to: index, by: -1) { instructions[i] = Self.moved(instructions[i - 1], by: 1) }
    instructions[index] = .split(0, 0)
  }

  private static func moved(_ instruction: PatternProgram.Instruction, by delta: Int) -> PatternProgram.Instruction {
    switch instruction {
    case .split(let a, let b): .split(a + delta, b + delta)
    case .jump(let target): .jump(target + delta)
    case .scalar, .any, .set, .assertStart, .assertEnd, .assertWordBoundary, .match: instruction
    }
  }

  // MARK: Classes and escapes

  private mutating func characterClass() throws(Fault) -> ScalarSet {
    var set = ScalarSet()
    set.isInverted = take("^")
    while let scalar = peek, scalar != "]" {
      position += 1
      guard let low = try classMember(scalar, into: &set) else { continue }
      if peek == "-", position + 1 < scalars.count, scalars[position + 1] != "]" {
        position += 1
        let next = scalars[position]
        position += 1
        guard let high = try classMember(next, into: &set), high >= low else { throw .unsupported }
        set.ranges.append(low.value...high.value)
      } else {
        set.ranges.append(low.value...low.value)
      }
    }
    guard take("]") else { throw .unsupported }
    return set
  }

  /// One scalar of a class; nil where it was a class of its own and has been added to `set`.
  private mutating func classMember(_ scalar: Unicode.Scalar, into set: inout ScalarSet) throws(Fault) -> Unicode.Scalar? {
    guard scalar == "\\" else { return scalar }
    if peek == "b" {
      position += 1
      return "\u{8}"
    }
    switch try escaped() {
    case .scalar(let scalar): return scalar
    case .set(let inner):
      set.ranges += inner.isInverted ? inner.complement : inner.ranges
      set.categories += inner.categories
      return nil
    }
  }

  private mutating func escape() throws(Fault) {
    if let scalar = peek, scalar == "b" || scalar == "B" {
      position += 1
      return try emit(.assertWordBoundary(scalar == "b"))
    }
    switch try escaped() {
    case .scalar(let scalar): try emit(.scalar(scalar))
    case .set(let set): try emit(.set(set))
    }
  }

  private enum Escaped {
    case scalar(Unicode.Scalar)
    case set(ScalarSet)
  }

  private mutating func escaped() throws(Fault) -> Escaped {
    guard let scalar = peek else { throw .unsupported }
    position += 1
    switch scalar {
    case "d": return .set(.digit)
    case "D": return .set(ScalarSet(ranges: ScalarSet.digit.complement))
    case "w": return .set(.word)
    case "W": return .set(ScalarSet(ranges: ScalarSet.word.complement))
    case "s": return .set(.space)
    case "S": return .set(ScalarSet(ranges: ScalarSet.space.complement))
    case "p", "P": return .set(try category(isNegated: scalar == "P"))
    case "n": return .scalar("\n")
    case "r": return .scalar("\r")
    case "t": return .scalar("\t")
    case "v": return .scalar("\u{b}")
    case "f": return .scalar("\u{c}")
    case "0": return .scalar("\0")
    case "x": return .scalar(try hexadecimal(2))
    case "u": return .scalar(try hexadecimal(4))
    case "1"..."9", "a"..."z", "A"..."Z": throw .unsupported
    default: return .scalar(scalar)
    }
  }

  private mutating func category(isNegated: Bool) throws(Fault) -> ScalarSet {
    guard take("{") else { throw .unsupported }
    var name = ""
    while let scalar = peek, scalar != "}" {
      name.unicodeScalars.append(scalar)
      position += 1
    }
    guard take("}"), ScalarSet.knows(category: name) else { throw .unsupported }
    return ScalarSet(categories: [ScalarSet.Category(name: name, isNegated: isNegated)])
  }

  private mutating func hexadecimal(_ digits: Int) throws(Fault) -> Unicode.Scalar {
    var value: UInt32 = 0
    for _ in 0..<digits {
      guard let scalar = peek, let digit = UInt32(String(scalar), radix: 16) else { throw .unsupported }
      value = value * 16 + digit
      position += 1
    }
    guard let result = Unicode.Scalar(value) else { throw .unsupported }
    return result
  }
}

/// Reads a template expression: literals, calls, property and index access; white space and line breaks between all of them.
struct ARMExpressionParser {
  private let bytes: [UInt8]
  private var position = 0
  private var nodes: [ARMExpression.Node] = []
  private var depth = 0

  /// Deeper nesting than any template has; bounds the stack.
  private static let maximumDepth = 128

  private struct Failure: Error {
    var message: String
  }

  init(_ text: some Sequence<UInt8>) { bytes = Array(text) }

  mutating func parse() -> ARMExpression.Reading {
    do {
      let root = try expression()
      skipSpace()
      guard position == bytes.count else { throw Failure(message: "something follows the expression's end") }
      return .expression(ARMExpression(nodes: nodes, root: root))
    } catch let failure as Failure {
      return .malformed(failure.message)
    } catch {
      return .malformed("the expression does not parse")
    }
  }

  private mutating func expression() throws -> Int {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.maximumDepth else { throw Failure(message: "the expression is nested too deeply") }
    skipSpace()
    guard let byte = peek else { throw Failure(message: "the expression ends too early") }
    var node: Int
    switch byte {
    case UInt8(ascii: "'"): node = add(.text(try text()))
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"): node = add(.integer(try integer()))
    case _ where Self.startsName(byte): node = try call()
    default: throw Failure(message: "unexpected '\(Character(Unicode.Scalar(byte)))' in the expression")
    }
    while true {
      skipSpace()
      if accept(".") {
        skipSpace()
        node = add(.property(of: node, name: try name()))
      } else if accept("[") {
        let index = try expression()
        skipSpace()
        guard accept("]") else { throw Failure(message: "expected ']' in the expression") }
        node = add(.element(of: node, index: index))
      } else {
        return node
      }
    }
  }

  private mutating func call() throws -> Int {
    var path = [try name()]
    skipSpace()
    while accept(".") {
      skipSpace()
      path.append(try name())
      skipSpace()
    }
    guard accept("(") else { throw Failure(message: "expected '(' after '\(path.joined(separator: "."))'") }
    var arguments: [Int] = []
    skipSpace()
    if !accept(")") {
      while true {
        arguments.append(try expression())
        skipSpace()
        if accept(",") { continue }
        guard accept(")") else { throw Failure(message: "expected ')' in the expression") }
        break
      }
    }
    let function = path.removeLast()
    return add(.call(namespace: path.isEmpty ? nil : path.joined(separator: "."), name: function, arguments: arguments))
  }

  /// A literal in single quotes; two of them in it stand for one.
  private mutating func text() throws -> String {
    position += 1
    var content: [UInt8] = []
    while let byte = peek {
      position += 1
      if byte == UInt8(ascii: "'") {
        guard peek == UInt8(ascii: "'") else { return String(decoding: content, as: UTF8.self) }
        position += 1
      }
      content.append(byte)
    }
    throw Failure(message: "a string of the expression has no end")
  }

  private mutating func integer() throws -> Int {
    let start = position
    position += 1
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Int(digits) else { throw Failure(message: "'\(digits)' is no number") }
    return value
  }

  private mutating func name() throws -> String {
    let start = position
    guard let first = peek, Self.startsName(first) else { throw Failure(message: "expected a name in the expression") }
    while let byte = peek, Self.startsName(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func startsName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "$"): true
    default: byte >= 0x80
    }
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func accept(_ character: Unicode.Scalar) -> Bool {
    guard let byte = peek, UInt32(byte) == character.value else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { position += 1 }
  }

  private mutating func add(_ node: ARMExpression.Node) -> Int {
    nodes.append(node)
    return nodes.count - 1
  }
}

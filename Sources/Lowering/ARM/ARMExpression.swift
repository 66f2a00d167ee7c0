/// A template expression: what stands between the brackets of `"[concat('a', parameters('b'))]"`.
public struct ARMExpression: Sendable {
  /// A part of the expression; numbers are positions in `nodes`.
  public enum Node: Sendable, Equatable {
    case text(String)
    case integer(Int)
    /// A call; a user-defined function has its namespace.
    case call(namespace: String?, name: String, arguments: [Int])
    case property(of: Int, name: String)
    case element(of: Int, index: Int)
  }

  public private(set) var nodes: [Node]
  public private(set) var root: Int

  /// What a string of a template is.
  public enum Reading: Sendable {
    /// No expression: the text itself, an escaped bracket (`[[`) decoded.
    case text(String)
    case expression(ARMExpression)
    /// It begins and ends like an expression and is none; a clause that says why.
    case malformed(String)
  }

  init(nodes: [Node], root: Int) {
    self.nodes = nodes
    self.root = root
  }

  public func node(_ index: Int) -> Node? { nodes.indices.contains(index) ? nodes[index] : nil }

  /// Tells expressions from plain texts and reads them.
  public static func read(_ string: String) -> Reading {
    guard string.utf8.first == UInt8(ascii: "["), string.utf8.last == UInt8(ascii: "]") else { return .text(string) }
    if string.hasPrefix("[[") { return .text(String(string.dropFirst())) }
    var parser = ARMExpressionParser(string.utf8.dropFirst().dropLast())
    return parser.parse()
  }
}

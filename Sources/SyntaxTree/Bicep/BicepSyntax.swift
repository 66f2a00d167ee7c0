import SourceText

/// Reads the tape of a Bicep file by the names of its parts.
///
/// What is missing or could not be read is nil or left out; entries that tell a mistake are passed over.
public struct BicepSyntax: Sendable {
  public let document: Document

  public init(_ document: Document) { self.document = document }

  /// The children that are what their kind says: no mistakes, no trivia.
  public func parts(of node: Node) -> [Node] {
    var found: [Node] = []
    eachPart(of: node) { part, _ in
      found.append(part)
      return true
    }
    return found
  }

  /// One of the parts, counted from zero.
  public func part(_ number: Int, of node: Node) -> Node? {
    var found: Node?
    var left = number
    eachPart(of: node) { part, _ in
      if left == 0 { found = part }
      left -= 1
      return found == nil
    }
    return found
  }

  /// The first part of which `isWanted` is true.
  @inline(__always) private func firstPart(of node: Node, _ isWanted: (NodeKind) -> Bool) -> Node? {
    var found: Node?
    eachPart(of: node) { part, kind in
      if isWanted(kind) { found = part }
      return found == nil
    }
    return found
  }

  @inline(__always) private func eachPart(of node: Node, _ body: (Node, NodeKind) -> Bool) {
    document.eachChild(of: node) { child in
      let kind = document.kind(child)
      switch kind {
      case .unexpected, .missing, .trivia: return true
      default: return body(child, kind)
      }
    }
  }

  public func kind(_ node: Node) -> NodeKind { document.kind(node) }
  /// The bytes of an entry as text.
  public func text(_ node: Node) -> String { document.string(node) }
}

// MARK: - Declarations

extension BicepSyntax {
  /// The declarations of the file in their order.
  public var declarations: [Node] { parts(of: document.root) }

  public func decorators(of node: Node) -> [Node] { parts(of: node).filter { kind($0) == .decorator } }

  private func undecorated(_ node: Node) -> [Node] {
    var found: [Node] = []
    eachPart(of: node) { part, kind in
      if kind != .decorator { found.append(part) }
      return true
    }
    return found
  }

  /// The name that a declaration, property, typed variable or import item introduces.
  public func name(of node: Node) -> Node? { firstPart(of: node) { $0 == .name } }

  /// The type string of a resource, the path of a module, test, import, `using` or `extends`, the specification of an extension.
  public func path(of node: Node) -> Node? { firstPart(of: node) { $0 == .bicepString || $0 == .interpolatedString } }

  public func isExisting(_ node: Node) -> Bool { document.flags(node) & BicepFlags.isExisting != 0 }

  /// The type of a parameter, variable, output or type declaration, of a typed variable, a property of a type or an element of a tuple.
  public func type(of node: Node) -> Node? {
    let parts = undecorated(node)
    let hasName = parts.first.map { kind($0) == .name } ?? false
    switch kind(node) {
    case .parameterDeclaration, .variableDeclaration, .outputDeclaration:
      guard document.flags(node) & BicepFlags.hasType != 0, parts.count > 1 else { return nil }
      return parts[1]
    case .typeDeclaration, .typedVariable: return hasName && parts.count > 1 ? parts[1] : nil
    case .typeProperty: return document.flags(node) & BicepFlags.lacksKey == 0 && parts.count > 1 ? parts[1] : nil
    case .additionalProperties, .tupleItem: return parts.first
    default: return nil
    }
  }

  /// What stands behind the `=` of a declaration; of a resource or module its body.
  public func value(of node: Node) -> Node? {
    let parts = undecorated(node)
    switch kind(node) {
    case .targetScopeDeclaration: return parts.first
    case .metadataDeclaration, .assertDeclaration, .functionDeclaration: return parts.count > 1 ? parts[1] : nil
    case .parameterDeclaration, .variableDeclaration, .outputDeclaration:
      let behind = document.flags(node) & BicepFlags.hasType != 0 ? 2 : 1
      return parts.count > behind ? parts[behind] : nil
    case .resourceDeclaration, .moduleDeclaration, .testDeclaration:
      return parts.first { [.bicepObject, .condition, .loop].contains(kind($0)) }
    case .extensionDeclaration, .usingDeclaration, .extensionConfigDeclaration: return parts.first { kind($0) == .bicepObject }
    default: return nil
    }
  }

  /// The object of a resource or module, through its loop and its condition.
  public func object(of declaration: Node) -> Node? {
    var node = value(of: declaration)
    if let loop = node, kind(loop) == .loop { node = loopParts(loop).body }
    if let condition = node, kind(condition) == .condition { node = parts(of: condition).first { kind($0) == .bicepObject } }
    return node.flatMap { kind($0) == .bicepObject ? $0 : nil }
  }

  /// The loop around the body of a resource or module.
  public func loop(of declaration: Node) -> Node? { value(of: declaration).flatMap { kind($0) == .loop ? $0 : nil } }

  /// What stands between the parentheses of the `if` of a resource or module.
  public func condition(of declaration: Node) -> Node? {
    guard var node = value(of: declaration) else { return nil }
    if kind(node) == .loop, let body = loopParts(node).body { node = body }
    guard kind(node) == .condition else { return nil }
    return parts(of: node).first { kind($0) == .parenthesized }.flatMap { part(0, of: $0) }
  }

  /// What an import brings in: the name there, the name here.
  public func importedNames(of declaration: Node) -> [(original: Node, alias: Node?)] {
    guard let list = part(0, of: declaration), kind(list) == .importList else { return [] }
    return parts(of: list).compactMap { item in
      let names = parts(of: item)
      return names.first.map { ($0, names.count > 1 ? names[1] : nil) }
    }
  }
}

// MARK: - Objects, arrays, loops

extension BicepSyntax {
  /// `key: value` of an object or of an object's type.
  public struct Property: Hashable, Sendable {
    public let node: Node
    public let key: Node
    /// The key's text; nil where it is computed or broken.
    public let name: String?
    public let value: Node?
  }

  /// The properties of an object in their order, duplicates included; spreads and nested resources are no properties.
  public func properties(of object: Node) -> [Property] {
    var found: [Property] = []
    document.eachChild(of: object) { child in
      if let property = property(child) { found.append(property) }
      return true
    }
    return found
  }

  /// A property of an object or of an object's type; nil for anything else and for one without a key.
  public func property(_ node: Node) -> Property? {
    guard isProperty(node) else { return nil }
    let parts = undecorated(node)
    guard let key = parts.first, [.name, .bicepString, .interpolatedString].contains(kind(key)) else { return nil }
    return Property(node: node, key: key, name: kind(key) == .name ? text(key) : string(key), value: parts.count > 1 ? parts[1] : nil)
  }

  /// The value of the first property called `name`.
  public func value(of name: String, in object: Node) -> Node? {
    var value: Node?
    document.eachChild(of: object) { child in
      guard isProperty(child) else { return true }
      let parts = undecorated(child)
      guard let key = parts.first, kind(key) == .name ? document.reads(key, name) : kind(key) == .bicepString && string(key) == name
      else { return true }
      value = parts.count > 1 ? parts[1] : nil
      return false
    }
    return value
  }

  private func isProperty(_ node: Node) -> Bool {
    (kind(node) == .property || kind(node) == .typeProperty) && document.flags(node) & BicepFlags.lacksKey == 0
  }

  /// The resources declared inside of a resource's body.
  public func nestedResources(of object: Node) -> [Node] { parts(of: object).filter { kind($0) == .resourceDeclaration } }

  /// The elements of an array, the arguments of a call or of a method's call.
  public func elements(of node: Node) -> [Node] {
    let parts = parts(of: node)
    return kind(node) == .call || kind(node) == .methodCall ? Array(parts.dropFirst()) : parts
  }

  /// A loop's item, its index if there is one, the list and the body.
  public func loopParts(_ loop: Node) -> (item: Node?, index: Node?, list: Node?, body: Node?) {
    var parts = parts(of: loop)[...]
    var names: [Node] = []
    if let first = parts.first, kind(first) == .variableBlock || kind(first) == .name {
      names = kind(first) == .variableBlock ? self.parts(of: first) : [first]
      parts = parts.dropFirst()
    }
    let list = document.flags(loop) & BicepFlags.lacksList == 0 ? parts.popFirst() : nil
    return (names.first, names.count > 1 ? names[1] : nil, list, parts.first)
  }

  /// The names of a lambda's parameters, and its body.
  public func lambdaParts(_ lambda: Node) -> (parameters: [Node], body: Node?) {
    let parts = parts(of: lambda)
    guard let first = parts.first else { return ([], nil) }
    return (kind(first) == .variableBlock ? self.parts(of: first) : [first], parts.count > 1 ? parts[1] : nil)
  }

  /// The operator of a unary expression, or of an operator between operands.
  public func operation(of node: Node) -> BicepOperator? { BicepOperator(rawValue: document.flags(node)) }
}

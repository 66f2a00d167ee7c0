import SourceText

/// What an HCL document says, for those who give it a meaning: nodes by name, without the places of punctuation.
extension Document {
  /// The children of a node without mistakes and long trivia.
  public func hclChildren(_ node: Node) -> [Node] {
    var found: [Node] = []
    eachChild(of: node) { child in
      let kind = kind(child)
      if kind != .missing && kind != .unexpected && kind != .trivia { found.append(child) }
      return true
    }
    return found
  }

  private func hclFirstChild(_ node: Node) -> Node? {
    var found: Node?
    eachChild(of: node) { child in
      let kind = kind(child)
      if kind != .missing && kind != .unexpected && kind != .trivia { found = child }
      return found == nil
    }
    return found
  }

  /// The body of a block; nil in half-written text.
  public func hclBody(_ block: Node) -> Node? {
    guard kind(block) == .hclBlock, let last = hclChildren(block).last, kind(last) == .hclBody else { return nil }
    return last
  }

  // MARK: - Structure

  /// The arguments and blocks of a body in document order; of the file's own body for the root.
  public func hclItems(_ body: Node) -> [Node] {
    var found: [Node] = []
    eachChild(of: body) { child in
      let kind = kind(child)
      if kind == .hclAttribute || kind == .hclBlock { found.append(child) }
      return true
    }
    return found
  }

  /// The arguments of a body in document order, duplicates included.
  public func hclAttributes(_ body: Node) -> [HCLAttribute] {
    var found: [HCLAttribute] = []
    eachChild(of: body) { child in
      if let attribute = HCLAttribute(in: self, child) { found.append(attribute) }
      return true
    }
    return found
  }

  /// The first argument of a body with this name; the first that has a value, where one is wanted.
  public func hclAttribute(_ body: Node, _ name: String, withValue: Bool = false) -> HCLAttribute? {
    var found: HCLAttribute?
    eachChild(of: body) { child in
      guard kind(child) == .hclAttribute, let own = hclFirstChild(child), kind(own) == .hclString || reads(own, name),
        let attribute = HCLAttribute(in: self, child), attribute.name == name, !withValue || attribute.value != nil
      else { return true }
      found = attribute
      return false
    }
    return found
  }

  /// The blocks of a body in document order; only those of this type, and with these first labels.
  public func hclBlocks(_ body: Node, _ type: String? = nil, labels: [String] = []) -> [HCLBlock] {
    var found: [HCLBlock] = []
    eachChild(of: body) { child in
      guard kind(child) == .hclBlock else { return true }
      if let type, let own = hclFirstChild(child), !reads(own, type) { return true }
      if let block = HCLBlock(in: self, child), labels.isEmpty || block.labels.map(\.text).starts(with: labels) { found.append(block) }
      return true
    }
    return found
  }

  // MARK: - Expressions

  /// What a literal says: a string without interpolations (heredocs too), a number, `true`, `false`, `null`; nil for all else.
  public func hclScalar(_ node: Node) -> Scalar? {
    switch kind(node) {
    case .hclString, .hclHeredoc: return hclString(node).map(Scalar.string)
    case .hclNumber:
      let text = string(node)
      return Int(text).map(Scalar.integer) ?? Double(text).map(Scalar.number)
    case .hclBoolean: return .boolean(end(node) - node.start == 4)
    case .hclNull: return .null
    default: return nil
    }
  }

  /// An expression without the parentheses around it.
  public func hclUnwrapped(_ node: Node) -> Node {
    var node = node
    while kind(node) == .hclParentheses, let inner = hclChildren(node).first { node = inner }
    return node
  }

  /// What a traversal starts from and its steps; of a variable itself without steps; nil for other expressions.
  public func hclTraversal(_ node: Node) -> HCLTraversal? {
    if kind(node) == .hclVariable { return HCLTraversal(root: node, steps: []) }
    guard kind(node) == .hclTraversal else { return nil }
    let parts = hclChildren(node)
    guard let root = parts.first else { return nil }
    let steps = parts.dropFirst().compactMap { step -> HCLTraversal.Step? in
      switch kind(step) {
      case .hclAttributeStep: .attribute(string(step), step)
      case .hclNumberStep: Int(string(step)).map { .number($0, step) }
      case .hclIndexStep: .index(hclChildren(step).first, step)
      case .hclAttributeSplat: .attributeSplat(step)
      case .hclFullSplat: .fullSplat(step)
      default: nil
      }
    }
    return HCLTraversal(root: root, steps: steps)
  }

  /// A call's name (`provider::aws::arn_parse` without white space), its arguments, and whether the last one is expanded.
  public func hclCall(_ node: Node) -> (name: String, arguments: [Node], expandsLast: Bool)? {
    guard kind(node) == .hclCall else { return nil }
    let parts = hclChildren(node)
    guard let name = parts.first, kind(name) == .hclFunctionName else { return nil }
    let spelled = string(name).filter { $0 != " " && $0 != "\t" && $0 != "\n" }
    return (spelled, Array(parts.dropFirst()), flags(node) & 1 != 0)
  }

  /// The items of an object in document order, duplicates included.
  public func hclObjectItems(_ node: Node) -> [HCLObjectItem] {
    guard kind(node) == .hclObject else { return [] }
    return children(node).compactMap { item in
      guard kind(item) == .hclObjectItem else { return nil }
      let parts = hclChildren(item)
      guard let key = parts.first else { return nil }
      return HCLObjectItem(node: item, key: key, name: hclKeyName(key), value: parts.count > 1 ? parts[1] : nil)
    }
  }

  /// The name that a key says without evaluation: a bare name, a string or a number; nil for computed keys.
  private func hclKeyName(_ key: Node) -> String? {
    switch kind(key) {
    case .hclIdentifier, .hclNumber, .hclBoolean, .hclNull: string(key)
    case .hclString: hclString(key)
    default: nil
    }
  }

  /// The parts of a `for` expression; nil for other nodes.
  public func hclFor(_ node: Node) -> HCLForExpression? {
    let isObject = kind(node) == .hclForObject
    guard isObject || kind(node) == .hclForTuple else { return nil }
    let parts = hclChildren(node)
    let variables = parts.filter { kind($0) == .hclForVariable }
    let condition = parts.last.flatMap { kind($0) == .hclForCondition ? hclChildren($0).first : nil }
    let expressions = parts.filter { kind($0) != .hclForVariable && kind($0) != .hclForCondition }
    let value = isObject ? 2 : 1
    return HCLForExpression(
      variables: variables.map { string($0) }, collection: expressions.first,
      key: isObject && expressions.count > 1 ? expressions[1] : nil, value: expressions.count > value ? expressions[value] : nil,
      condition: condition, groups: isObject && flags(node) & 1 != 0)
  }

  /// The operator of a unary or binary operation.
  public func hclOperator(_ node: Node) -> HCLOperator? {
    kind(node) == .hclUnary || kind(node) == .hclBinary ? HCLOperator(rawValue: flags(node)) : nil
  }
}

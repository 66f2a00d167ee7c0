import SourceText

extension Document {
  func bicepTextEdits(for rewrite: Rewrite) -> [TextEdit] {
    switch rewrite {
    case .replace(let node, let literal): bicepReplacement(of: node, by: literal)
    case .insert(let node, let path, let literal): bicepInsertion(into: node, path[...], literal)
    case .remove(let node): bicepRemoval(of: node)
    case .rename(let key, let name): bicepRenaming(of: key, name)
    }
  }

  // MARK: - Names

  private func bicepRenaming(of key: Node, _ name: String) -> [TextEdit] {
    let parent = containers(around: key).last.map { kind($0) }
    let isKey = parent == .property || parent == .typeProperty
    switch kind(key) {
    case .name: return isKey || BicepStyle.isIdentifier(name) ? [TextEdit(range(key), BicepStyle.key(name))] : []
    case .bicepString, .interpolatedString: return isKey ? [TextEdit(range(key), BicepStyle.key(name))] : []
    default: return []
    }
  }

  // MARK: - Inserting

  private func bicepInsertion(into node: Node, _ path: ArraySlice<String>, _ literal: Literal) -> [TextEdit] {
    let syntax = BicepSyntax(self)
    var path = path
    guard var target = syntax.container(at: node) else { return [] }
    while let name = path.first {
      guard kind(target) == .bicepObject else { return [] }
      path = path.dropFirst()
      guard let property = syntax.properties(of: target).first(where: { $0.name == name }) else {
        let value = literal.nested(in: path)
        return bicepAppend(to: target) { $0.property(name, value, indentation: $1) }
      }
      guard let value = property.value else { return bicepFirstValue(of: property, in: target, literal.nested(in: path)) }
      if path.isEmpty { return bicepReplacement(of: value, by: literal) }
      guard let next = syntax.container(at: value) else { return [] }
      target = next
    }
    return kind(target) == .bicepArray ? bicepAppend(to: target) { $0.text(literal, indentation: $1) } : []
  }

  /// Puts one more entry behind the last one; nested resources stay behind the properties.
  private func bicepAppend(to container: Node, _ print: (BicepStyle, String?) -> String) -> [TextEdit] {
    let around = containers(around: container)
    let style = bicepStyle(at: container, around: around)
    let list = entryList(container)
    let isObject = kind(container) == .bicepObject
    let insertion = EntryInsertion(
      anchor: list.nodes.lastIndex { kind($0) != .resourceDeclaration }, lineBreak: style.lineBreak, step: style.step,
      padding: isObject ? " " : "", isSpread: bicepIsSpread(container, around))
    return textEdits(for: insertion, into: list) { print(style, $0) }
  }

  /// Whether the first entry of an empty container goes on a line of its own.
  private func bicepIsSpread(_ container: Node, _ around: [Node]) -> Bool {
    if around.contains(where: { kind($0) == .interpolatedString }) { return false }
    if let parent = around.last, kind(parent) == .bicepArray { return beginsLine(container.start) }
    guard let holder = around.last(where: { kind($0) == .property || isBicepDeclaration($0) }) else { return true }
    return beginsLine(holder.start)
  }

  /// A value for a property that has none yet.
  private func bicepFirstValue(of property: BicepSyntax.Property, in object: Node, _ literal: Literal) -> [TextEdit] {
    let written = text.slice(ByteRange(end(property.key), end(property.node)))
    guard written.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x3a }) else { return [] }
    let style = bicepStyle(at: object, around: containers(around: object))
    let value = style.text(literal, indentation: beginsLine(property.key.start) ? indentation(at: property.key.start) : nil)
    return [TextEdit(ByteRange(end(property.key), end(property.node)), style.colon + value)]
  }

  // MARK: - Replacing

  private func bicepReplacement(of node: Node, by literal: Literal) -> [TextEdit] {
    let around = containers(around: node)
    guard let parent = around.last, bicepCanReplace(node, in: around, by: literal) else { return [] }
    let style = bicepStyle(at: parent, around: Array(around.dropLast()))
    let isInHole = around.contains { kind($0) == .interpolatedString }
    let holdsValue = kind(parent) == .property || isBicepDeclaration(parent)
    let line = holdsValue ? parent.start : node.start
    let isSpread = !isInHole && (holdsValue || kind(parent) == .bicepArray ? beginsLine(line) : spansLines(range(node)))
    var value = style.text(literal, indentation: isSpread ? indentation(at: line) : nil)
    if case .integer(let number) = literal, kind(parent) == .unary && number < 0 || kind(parent) == .access { value = "(\(value))" }
    return [TextEdit(range(node), separated(value, at: range(node)))]
  }

  private func bicepCanReplace(_ node: Node, in around: [Node], by literal: Literal) -> Bool {
    guard let parent = around.last else { return false }
    switch kind(node) {
    case .variable, .bicepString, .interpolatedString, .integer, .bicepBoolean, .bicepNull, .bicepObject, .bicepArray, .loop,
      .parenthesized,
      .call, .access, .binary, .unary, .ternary, .lambda:
      break
    default: return false
    }
    let isString = if case .string = literal { true } else { false }
    let isObject = if case .object = literal { true } else { false }
    switch kind(parent) {
    case .decorator, .importItem: return false
    case .access where around.dropLast().last.map { kind($0) } == .decorator: return false
    case .condition: return isObject && kind(node) == .bicepObject
    case .resourceDeclaration, .moduleDeclaration, .testDeclaration, .extensionDeclaration, .usingDeclaration,
      .extensionConfigDeclaration, .importDeclaration, .extendsDeclaration:
      // A type or path; else a body.
      return kind(node) == .bicepString || kind(node) == .interpolatedString ? isString : isObject
    case .loop where around.dropLast().last.map { isBicepDeclaration($0) } == true && kind(node) == .bicepObject:
      guard let declaration = around.dropLast().last, BicepSyntax(self).loopParts(parent).body == node else { break }
      if kind(declaration) == .resourceDeclaration || kind(declaration) == .moduleDeclaration { return isObject }
    case .property, .typeProperty:
      if BicepSyntax(self).properties(of: around.dropLast().last ?? parent).contains(where: { $0.key == node }) { return false }
    case .resourceType: return isString
    default: break
    }
    // No object or array stands in a string's hole, but in a lambda there.
    guard literal.isContainer, let hole = around.lastIndex(where: { kind($0) == .interpolatedString }) else { return true }
    return around[hole...].contains { kind($0) == .lambda }
  }

  // MARK: - Removing

  private func bicepRemoval(of node: Node) -> [TextEdit] {
    let around = containers(around: node)
    guard var list = around.last else { return [] }
    var entry = node
    if kind(list) == .property || kind(list) == .typeProperty, let holder = around.dropLast().last {
      entry = list
      list = holder
    }
    switch kind(list) {
    case .bicepObject, .bicepArray, .objectType, .tupleType, .root: break
    default: return []
    }
    let entries = entryList(list)
    guard let index = entries.nodes.firstIndex(of: entry) else { return [] }
    return removal(ofEntry: index, from: entries)
  }
}

extension Document {
  func isBicepDeclaration(_ node: Node) -> Bool {
    let kind = kind(node).rawValue
    return kind >= NodeKind.targetScopeDeclaration.rawValue && kind <= NodeKind.assertDeclaration.rawValue
  }

  /// The style at a container, taken from its entries, from those around it, or from the whole text.
  func bicepStyle(at container: Node, around: [Node]) -> BicepStyle {
    let syntax = BicepSyntax(self)
    let chain = (around + [container]).reversed().filter { kind($0) == .bicepObject }
    let colon = chain.lazy.compactMap { object in syntax.properties(of: object).lazy.compactMap { self.bicepColon($0) }.last }.first
    return BicepStyle(
      lineBreak: text.lineBreak, step: indentationStep(at: container, around: around), colon: colon ?? ": ")
  }

  /// What stands between a key and its value, if that is a colon and at most one space behind it.
  private func bicepColon(_ property: BicepSyntax.Property) -> String? {
    guard let value = property.value else { return nil }
    let between = text.string(ByteRange(end(property.key), value.start))
    return between == ": " || between == ":" || between == " : " ? between : nil
  }
}

extension BicepSyntax {
  /// The object or array that a node holds or is: of a declaration its value's, behind loops, conditions and parentheses.
  func container(at node: Node) -> Node? {
    var node = node
    while true {
      let next: Node?
      switch kind(node) {
      case .bicepObject, .bicepArray: return node
      case .loop: next = loopParts(node).body
      case .condition: next = parts(of: node).first { kind($0) == .bicepObject }
      case .parenthesized: next = part(0, of: node)
      case .property: next = parts(of: node).last
      default: next = document.isBicepDeclaration(node) ? value(of: node) : nil
      }
      guard let next, next.index > node.index else { return nil }
      node = next
    }
  }
}

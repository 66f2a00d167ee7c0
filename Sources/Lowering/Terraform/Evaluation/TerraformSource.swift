import EncryptionModel
import SourceText
import SyntaxTree

/// Where an expression stands: the document that it is a part of, and the file that people see.
struct TerraformSource: Sendable {
  let file: SourceFile
  let document: Document
  /// The place of everything in the document, where that was made of a string of another file (JSON).
  var fixedSite: Site?

  init(_ file: SourceFile) {
    self.file = file
    document = file.document
  }

  init(_ file: SourceFile, _ document: Document, at site: Site) {
    self.file = file
    self.document = document
    fixedSite = site
  }

  func site(_ node: Node) -> Site { fixedSite ?? file.site(node) }
}

/// An expression of a configuration, in either syntax.
struct TerraformExpression: Sendable {
  let source: TerraformSource
  let node: Node

  var site: Site { source.site(node) }
}

/// The body of a block, in either syntax: arguments and nested blocks.
struct TerraformBody: Sendable {
  let source: TerraformSource
  /// The block (its own file for the root) in HCL, an object in JSON.
  let node: Node

  struct Argument: Sendable {
    let name: String
    let nameSite: Site
    let expression: TerraformExpression
  }

  struct Block: Sendable {
    let type: String
    let labels: [String]
    let labelSite: Site
    let body: TerraformBody
  }

  private var isJSON: Bool { source.document.format.isJSON }
  var site: Site { source.site(node) }

  /// The entry that holds the children, in HCL.
  private var container: Node? {
    guard source.document.kind(node) == .hclBlock else { return node }
    return source.document.hclBody(node)
  }

  /// In JSON every property; which of them are blocks the one who reads must know.
  var arguments: [Argument] {
    if isJSON {
      return source.document.members(node).map {
        Argument(name: $0.name, nameSite: source.site($0.key), expression: TerraformExpression(source: source, node: $0.value))
      }
    }
    guard let container else { return [] }
    return source.document.hclAttributes(container).compactMap { attribute in
      attribute.value.map {
        Argument(
          name: attribute.name, nameSite: source.site(attribute.nameNode), expression: TerraformExpression(source: source, node: $0))
      }
    }
  }

  func argument(_ name: String) -> TerraformExpression? {
    guard !isJSON else { return arguments.first { $0.name == name }?.expression }
    return container.flatMap { source.document.hclAttribute($0, name, withValue: true)?.value }
      .map { TerraformExpression(source: source, node: $0) }
  }

  /// Nested blocks; in JSON those of the types that are asked for, with that many labels.
  func blocks(_ type: String? = nil, labels count: Int = 0) -> [Block] {
    guard isJSON else {
      guard let container else { return [] }
      return source.document.hclBlocks(container, type).map { block in
        Block(
          type: block.type, labels: block.labels.map(\.text), labelSite: source.site(block.labels.last?.node ?? block.typeNode),
          body: TerraformBody(source: source, node: block.node))
      }
    }
    var found: [Block] = []
    for member in source.document.members(node) where type == nil || member.name == type {
      var level: [(labels: [String], key: Node, value: Node)] = [([], member.key, member.value)]
      for _ in 0..<count {
        level = level.flatMap { outer in
          objects(outer.value).flatMap { object in
            source.document.members(object).map { (outer.labels + [$0.name], $0.key, $0.value) }
          }
        }
      }
      for (labels, key, value) in level {
        for object in objects(value) {
          found.append(
            Block(type: member.name, labels: labels, labelSite: source.site(key), body: TerraformBody(source: source, node: object)))
        }
      }
    }
    return found
  }

  /// One object or several in a list.
  private func objects(_ node: Node) -> [Node] {
    switch source.document.dataKind(node) {
    case .object: [node]
    case .array: source.document.elements(node).filter { source.document.dataKind($0) == .object }
    default: []
    }
  }
}

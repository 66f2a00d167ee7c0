import Lowering
import Schema
import SyntaxTree

/// The schema that speaks of a place in a document, and the way to the place from where that schema begins.
struct SchemaPlace {
  var schema: SchemaDocument
  var path: [CaretContext.Step]
  /// The API version of the resource, where it is said outright.
  var version: String?

  /// Nil where no schema speaks: outside of resources whose type has one, in a template.
  init?(_ path: [CaretContext.Step], in document: Document, role: FileRole) {
    switch role {
    case .manifest: self.init(schema: ProductSchema.manifest.document, path: path)
    case .configuration: self.init(schema: ProductSchema.configuration.document, path: path)
    case .armParameters, .bicep, .terraform, .plan, .whatIf: return nil
    case .armTemplate:
      guard let resource = Self.resource(on: path, in: document), let schema = AzureSchema.document(type: resource.type) else { return nil }
      self.init(schema: schema, path: Array(path.dropFirst(resource.depth)))
      if let node = Self.value(at: Array(path.prefix(resource.depth)), in: document),
        let written = document.value(node, "apiVersion", ignoringCase: true), case .string(let text)? = document.scalar(written)
      {
        version = text
      }
    }
  }

  private init(schema: SchemaDocument, path: [CaretContext.Step]) {
    self.schema = schema
    self.path = path
  }

  /// The innermost resource that a path leads through, by its type in full; how many steps lead to it.
  static func resource(on path: [CaretContext.Step], in document: Document) -> (type: String, depth: Int)? {
    guard var node = document.topValue() else { return nil }
    var found: (type: String, depth: Int)?
    for depth in 0...path.count {
      if isResource(path.prefix(depth)) {
        let type = document.value(node, "type", ignoringCase: true).flatMap(document.scalar)
        if case .string(let type)? = type {
          // A child's type may leave out that of the resource around it.
          let isRelative = !type.contains(".")
          found = (isRelative ? "\(found?.type ?? "")/\(type)" : type, depth)
        } else {
          found = nil
        }
      }
      guard depth < path.count, let next = child(of: node, by: path[depth], in: document) else { break }
      node = next
    }
    return found
  }

  /// Whether the last step leads to an element of `resources`, or to an entry of it where resources have symbolic names.
  static func isResource(_ path: some BidirectionalCollection<CaretContext.Step>) -> Bool {
    guard path.count > 1, let last = path.last, path.dropLast().last == .property("resources") else { return false }
    switch last {
    case .element, .property: return true
    }
  }

  /// The value that one step leads to.
  static func child(of node: Node, by step: CaretContext.Step, in document: Document) -> Node? {
    switch step {
    case .property(let name): return document.value(node, name)
    case .element(let position):
      let elements = document.elements(node)
      return elements.indices.contains(position) ? elements[position] : nil
    }
  }

  /// The value that a path leads to.
  static func value(at path: [CaretContext.Step], in document: Document) -> Node? {
    var node = document.topValue()
    for step in path {
      guard let current = node else { return nil }
      node = child(of: current, by: step, in: document)
    }
    return node
  }
}

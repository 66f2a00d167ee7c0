import SourceText

/// `name = value`.
public struct HCLAttribute: Hashable, Sendable {
  public let node: Node
  public let nameNode: Node
  public let name: String
  /// Nil in half-written text.
  public let value: Node?

  /// Nil for a node of another kind.
  public init?(in document: Document, _ node: Node) {
    guard document.kind(node) == .hclAttribute else { return nil }
    let parts = document.hclChildren(node)
    guard let name = parts.first else { return nil }
    self.node = node
    nameNode = name
    self.name = (document.kind(name) == .hclString ? document.hclString(name) : document.string(name)) ?? ""
    value = parts.count > 1 ? parts[1] : nil
  }
}

/// `type "label" { … }`.
public struct HCLBlock: Hashable, Sendable {
  /// A label's text without quotes, escapes decoded.
  public struct Label: Hashable, Sendable {
    public let node: Node
    public let text: String
  }

  public let node: Node
  public let typeNode: Node
  public let type: String
  public let labels: [Label]
  /// Nil in half-written text.
  public let body: Node?

  /// Nil for a node of another kind.
  public init?(in document: Document, _ node: Node) {
    guard document.kind(node) == .hclBlock else { return nil }
    let parts = document.hclChildren(node)
    guard let type = parts.first else { return nil }
    self.node = node
    typeNode = type
    self.type = document.string(type)
    labels = parts.dropFirst().filter { document.kind($0) != .hclBody }.map { label in
      let text = document.kind(label) == .hclString ? document.hclString(label) : document.string(label)
      return Label(node: label, text: text ?? "")
    }
    body = parts.last.flatMap { document.kind($0) == .hclBody ? $0 : nil }
  }
}

/// `var.name[0].*.id`.
public struct HCLTraversal: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case attribute(String, Node)
    case number(Int, Node)
    /// `[key]`; the key is nil in half-written text.
    case index(Node?, Node)
    case attributeSplat(Node)
    case fullSplat(Node)
  }

  public let root: Node
  public let steps: [Step]
}

/// `key = value` of an object.
public struct HCLObjectItem: Hashable, Sendable {
  public let node: Node
  public let key: Node
  /// The key as text; nil where it has to be evaluated.
  public let name: String?
  /// Nil in half-written text.
  public let value: Node?
}

/// `[for … : …]` or `{for … : … => …}`. What is nil is missing in half-written text, except `key` and `condition`.
public struct HCLForExpression: Hashable, Sendable {
  /// One or two names: the element's, or the key's and the element's.
  public let variables: [String]
  public let collection: Node?
  /// Nil for a tuple.
  public let key: Node?
  public let value: Node?
  public let condition: Node?
  /// Whether values of equal keys are gathered (`...`).
  public let groups: Bool
}

import SourceText

/// What a JSON or YAML node says, whatever its notation.
public enum DataKind: Hashable, Sendable {
  case object, array, string, number, boolean, null
  /// A value that is not there or cannot be read.
  case missing
}

/// A property of an object.
public struct Member: Hashable, Sendable {
  public let key: Node
  public let name: String
  public let value: Node
}

/// A scalar's value.
public enum Scalar: Hashable, Sendable {
  case string(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case null
}

extension Document {
  /// The document's value: of JSON the value at the top, of YAML the content of the document number `index` of the stream.
  public func topValue(_ index: Int = 0) -> Node? {
    switch format {
    case .json: index == 0 ? jsonTopValue() : nil
    case .yaml: yamlTopValue(index)
    case .hcl, .bicep: nil
    }
  }

  /// What kind of value a node is. A YAML alias is what its anchor stands for; plain YAML scalars follow the core schema.
  public func dataKind(_ node: Node) -> DataKind {
    switch format {
    case .json: jsonDataKind(node)
    case .yaml: yamlDataKind(node)
    case .hcl, .bicep: .missing
    }
  }

  /// The properties of an object in document order, duplicates included; empty for anything else.
  public func members(_ node: Node) -> [Member] {
    switch format {
    case .json: jsonMembers(node)
    case .yaml: yamlMembers(node)
    case .hcl, .bicep: []
    }
  }

  /// The values of an array in document order; empty for anything else.
  public func elements(_ node: Node) -> [Node] {
    switch format {
    case .json: jsonElements(node)
    case .yaml: yamlElements(node)
    case .hcl, .bicep: []
    }
  }

  /// The value of a scalar, escapes decoded and lines folded; nil for containers and for what cannot be read.
  public func scalar(_ node: Node) -> Scalar? {
    switch format {
    case .json: jsonScalar(node)
    case .yaml: yamlScalar(node)
    case .hcl, .bicep: nil
    }
  }

  /// The value of the first property called `name` (compared without regard to case when `ignoringCase`).
  public func value(_ node: Node, _ name: String, ignoringCase: Bool = false) -> Node? {
    if format.isJSON { return jsonValue(node, name, ignoringCase: ignoringCase) }
    return members(node).first { $0.name == name || ignoringCase && $0.name.lowercased() == name.lowercased() }?.value
  }
}

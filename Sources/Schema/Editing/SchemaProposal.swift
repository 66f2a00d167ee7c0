import SyntaxTree

/// Something that a schema proposes to write.
public struct SchemaProposal: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// A property by its name.
    case property(String)
    /// A new entry of a map, under a name that a person chooses.
    case entry(placeholder: String)
    case value(SchemaValue)
  }

  public let kind: Kind
  /// What a property is written with; nil where the value is left to the person. Texts may hold `${1:placeholder}`.
  public let body: SchemaValue?
  public let isRequired: Bool
  /// Whether the value is the one that complies with the policy.
  public let isPreferred: Bool
  /// A few words: the type, the default.
  public let detail: String
  /// Markdown; may be empty.
  public let documentation: String
}

extension SchemaDocument {
  /// What can be written at `path`, in the order in which it should be shown: required properties and compliant values first.
  ///
  /// - Parameters:
  ///   - path: the steps to the object whose property is named, or to the value.
  ///   - role: whether a name or a value is being written; names that are there already are left out.
  ///   - version: the API version that is written for; properties that it does not have are left out.
  public func proposals(at path: [CaretContext.Step], role: CaretContext.Role, version: String? = nil) -> [SchemaProposal] {
    switch role {
    case .name(let present): nameProposals(at: path, present: Set(present), version: version)
    case .value: valueProposals(at: path)
    case .nothing: []
    }
  }

  /// What the value at `path` names: `key`, `vault`, … (`x-cmklint-reference`).
  public func reference(at path: [CaretContext.Step]) -> String? { SchemaOutline(self).nodes(at: path).notes.reference }

  /// The types that the value at `path` may have.
  public func types(at path: [CaretContext.Step]) -> [ValueType] { SchemaOutline(self).nodes(at: path).types }

  private func nameProposals(at path: [CaretContext.Step], present: Set<String>, version: String?) -> [SchemaProposal] {
    let outline = SchemaOutline(self)
    let nodes = outline.nodes(at: path)
    var result: [SchemaProposal] = []
    for property in outline.properties(of: nodes) where !present.contains(property.name) {
      let notes = property.nodes.notes
      guard notes.isAvailable(in: version) else { continue }
      result.append(
        SchemaProposal(
          kind: .property(property.name), body: outline.body(of: property.nodes), isRequired: property.isRequired, isPreferred: false,
          detail: detail(of: property.nodes, isRequired: property.isRequired), documentation: notes.description ?? ""))
    }
    if let placeholder = nodes.notes.entryName, nodes.contains(where: { $0.object.additional != nil }) {
      let inner = outline.nodes(at: path + [.property(placeholder)])
      var name = placeholder
      var number = 2
      while present.contains(name) {
        name = "\(placeholder)-\(number)"
        number += 1
      }
      result.append(
        SchemaProposal(
          kind: .entry(placeholder: name), body: outline.body(of: inner), isRequired: false, isPreferred: false,
          detail: inner.notes.noun ?? inner.notes.title ?? "", documentation: inner.notes.description ?? ""))
    }
    return result
  }

  private func valueProposals(at path: [CaretContext.Step]) -> [SchemaProposal] {
    let outline = SchemaOutline(self)
    let nodes = outline.nodes(at: path)
    let notes = nodes.notes
    func proposal(_ value: SchemaValue) -> SchemaProposal {
      let isPreferred = notes.preferred == value
      let isDefault = notes.defaultValue == value
      let words = [isPreferred ? "complies" : nil, isDefault ? "default" : nil].compactMap(\.self)
      return SchemaProposal(
        kind: .value(value), body: nil, isRequired: false, isPreferred: isPreferred, detail: words.joined(separator: ", "),
        documentation: notes.valueNotes.first { $0.name == value.display }?.value.text ?? notes.description ?? "")
    }
    let allowed = nodes.allowedValues
    var values = allowed.filter { $0 == notes.preferred } + allowed.filter { $0 != notes.preferred }
    if values.isEmpty { values = ([notes.preferred, notes.defaultValue].compactMap(\.self) + notes.examples).uniqued() }
    var result = values.map(proposal)
    // A container is offered whole.
    if let body = outline.body(of: nodes), body.members != nil || body.elements != nil {
      result.append(
        SchemaProposal(
          kind: .value(body), body: body, isRequired: false, isPreferred: false, detail: notes.noun ?? "object",
          documentation: notes.description ?? ""))
    }
    return result
  }

  private func detail(of nodes: [SchemaNode], isRequired: Bool) -> String {
    let notes = nodes.notes
    var words: [String] = []
    if isRequired { words.append("required") }
    if nodes.allowedValues.count > 1, !nodes.types.contains(.boolean) {
      words.append(nodes.allowedValues.prefix(4).map(\.display).joined(separator: " | ") + (nodes.allowedValues.count > 4 ? " | …" : ""))
    } else {
      words.append(nodes.types.map(\.rawValue).joined(separator: " | "))
    }
    if let value = notes.defaultValue { words.append("default \(value.display)") }
    if notes.isDeprecated { words.append("deprecated") }
    return words.filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

extension SchemaOutline {
  /// What a property is written with: what the schema proposes, else the required properties of an object, else the value that
  /// complies; nil where a person must choose.
  func body(of nodes: [SchemaNode], depth: Int = 0) -> SchemaValue? {
    let notes = nodes.notes
    if let snippet = notes.snippet { return snippet }
    if let preferred = notes.preferred { return preferred }
    let allowed = nodes.flatMap { $0.allowed ?? [] }
    if allowed.count == 1, let only = allowed.first { return only }
    let types = nodes.types.filter { $0 != .null }
    guard depth < 4 else { return nil }
    if types == [.array] {
      // Of objects one is begun; of anything else none is meant yet.
      let elements = self.elements(of: nodes)
      let first = elements.types == [.object] ? body(of: elements, depth: depth + 1) : nil
      return .array(first.map { [$0] } ?? [])
    }
    guard types == [.object] else { return nil }
    let required = properties(of: nodes).filter(\.isRequired)
    if required.isEmpty, let name = notes.entryName {
      return .object([SchemaValue.Member("${1:\(name)}", body(of: entries(of: nodes), depth: depth + 1) ?? .string(""))])
    }
    return .object(required.map { SchemaValue.Member($0.name, body(of: $0.nodes, depth: depth + 1) ?? .string("")) })
  }
}

extension SchemaNotes {
  /// Whether an API version (`2024-10-01`, `2024-07-01-preview`) has the property; true for what is no version.
  func isAvailable(in version: String?) -> Bool {
    guard let version, version.utf8.count >= 10, version.utf8.first == 0x32 else { return true }
    if absentIn.contains(version) { return false }
    return since.map { version.prefix(10) >= $0.prefix(10) } ?? true
  }
}

extension [SchemaValue] {
  func uniqued() -> [SchemaValue] {
    var result: [SchemaValue] = []
    for value in self where !result.contains(value) { result.append(value) }
    return result
  }
}

import Lowering
import Schema
import SourceText
import SyntaxTree

/// Proposals at one caret, being gathered and written in the notation of the place.
struct CompletionList {
  private(set) var completions: [Completion] = []
  private let document: Document
  private let context: CaretContext
  private let role: FileRole
  private let notation: Notation
  private let surroundings: Surroundings

  init(document: Document, context: CaretContext, role: FileRole) {
    self.document = document
    self.context = context
    self.role = role
    notation = Notation(document, context)
    surroundings = Surroundings(context, in: document)
  }

  // MARK: By a schema

  mutating func add(_ place: SchemaPlace, names: WorkspaceNames) {
    switch context.role {
    case .name(let present): addNames(place, present: present, names: names)
    case .value: addValues(place, names: names)
    case .nothing: break
    }
  }

  private mutating func addNames(_ place: SchemaPlace, present: [String], names: WorkspaceNames) {
    // An empty line below a name could begin anything; its schema knows that it is a list.
    if present.isEmpty, place.schema.types(at: place.path) == [.array], addsBlockItems(place, names: names) { return }
    if role == .armTemplate, let reference = place.schema.reference(at: place.path) {
      for text in ReferenceText.texts(for: reference, names: names, path: place.path) where !present.contains(text.text) {
        add(
          label: text.label, kind: .reference, detail: reference,
          text: notation.property(text.text, .object([]), nested: nestedIndentation))
      }
    }
    let known = Set(present.map { $0.lowercased() })
    for proposal in place.schema.proposals(at: place.path, role: context.role, version: place.version) {
      switch proposal.kind {
      case .property(let name):
        // Azure does not tell letter case apart; the address of a schema is of use in JSON only.
        guard role != .armTemplate || !known.contains(name.lowercased()), notation.isJSON || name != "$schema" else { continue }
        add(
          label: name, kind: .property, detail: proposal.detail, documentation: proposal.documentation,
          text: notation.property(name, proposal.body, nested: nestedIndentation))
      case .entry(let name):
        add(
          label: name, kind: .property, detail: proposal.detail, documentation: proposal.documentation,
          text: notation.property("${1:\(name)}", proposal.body, nested: nestedIndentation),
          filter: context.prefix.isEmpty ? nil : context.prefix)
      case .value: break
      }
    }
  }

  private mutating func addValues(_ place: SchemaPlace, names: WorkspaceNames) {
    let types = place.schema.types(at: place.path).filter { $0 != .null }
    if let reference = place.schema.reference(at: place.path), types != [.object] {
      let present = siblings()
      for text in ReferenceText.texts(for: reference, names: names, path: place.path) where !present.contains(.string(text.text)) {
        add(label: text.label, kind: .reference, detail: reference, text: notation.value(.string(text.text), nested: nestedIndentation))
      }
    }
    if types == [.object], addsBlockNames(place) { return }
    if types == [.array], addsBlockItems(place, names: names) { return }
    add(valuesOf: place.path, in: place.schema, asItems: false)
  }

  /// Where YAML wants a list and the caret stands on a line of its own, whole items are offered.
  private mutating func addsBlockItems(_ place: SchemaPlace, names: WorkspaceNames) -> Bool {
    guard !notation.isFlow, standsAlone else { return false }
    let item = place.path + [.element(0)]
    if let reference = place.schema.reference(at: item) {
      for text in ReferenceText.texts(for: reference, names: names, path: item) {
        add(label: text.label, kind: .reference, detail: reference, text: notation.item(.string(text.text), nested: nestedIndentation))
      }
    }
    add(valuesOf: item, in: place.schema, asItems: true)
    return true
  }

  private mutating func add(valuesOf path: [CaretContext.Step], in schema: SchemaDocument, asItems: Bool) {
    let present = siblings()
    for proposal in schema.proposals(at: path, role: .value) {
      guard case .value(let value) = proposal.kind, !present.contains(value) else { continue }
      let text = asItems ? notation.item(value, nested: nestedIndentation) : notation.value(value, nested: nestedIndentation)
      add(
        label: Self.label(of: value), kind: .value, detail: proposal.detail, documentation: proposal.documentation, text: text,
        isPreselected: proposal.isPreferred)
    }
  }

  /// Where YAML wants an object and the caret stands on a line of its own, its properties are offered.
  private mutating func addsBlockNames(_ place: SchemaPlace) -> Bool {
    guard !notation.isFlow, standsAlone || isElement else { return false }
    for proposal in place.schema.proposals(at: place.path, role: .name(present: [])) {
      let name: String
      switch proposal.kind {
      case .property(let property): name = property
      case .entry(let entry): name = "${1:\(entry)}"
      case .value: continue
      }
      let label = SnippetText.Placeholder(name)?.text ?? name
      guard label != "$schema" else { continue }
      add(
        label: label, kind: .property, detail: proposal.detail, documentation: proposal.documentation,
        text: notation.property(name, proposal.body, nested: nestedIndentation))
    }
    return true
  }

  private var isElement: Bool { if case .element? = context.path.last { true } else { false } }

  /// The other elements of the array that is written in: no use to repeat them.
  private func siblings() -> Set<SchemaValue> {
    guard case .element(let position)? = context.path.last,
      let array = SchemaPlace.value(at: Array(context.path.dropLast()), in: document)
    else { return [] }
    let others = document.elements(array).enumerated().filter { $0.offset != position || document.range($0.element) != context.replacing }
    return Set(others.compactMap { SchemaValue($0.element, in: document) })
  }

  private static func label(of value: SchemaValue) -> String {
    switch value {
    case .object(let members):
      "{ \(members.map { SnippetText.Placeholder($0.name)?.text ?? $0.name }.prefix(3).joined(separator: ", "))\(members.count > 3 ? ", …" : "") }"
    case .array(let elements): "[\(elements.map(label).joined(separator: ", "))]"
    case .null, .boolean, .integer, .number, .string: value.display
    }
  }

  // MARK: Resources of a template

  /// Where a resource has no type yet: the types that have a schema, and whole resources of them.
  mutating func addResourceTypes() {
    let path = context.path
    if case .value = context.role, path.last == .property("type"), SchemaPlace.isResource(path.dropLast()) {
      for type in AzureSchema.types {
        add(
          label: type, kind: .value, documentation: AzureSchema.document(type: type)?.notes.description ?? "",
          text: notation.value(.string(type), nested: nestedIndentation))
      }
    }
    if case .name(let present) = context.role, SchemaPlace.isResource(path), !present.contains(where: { $0.lowercased() == "type" }) {
      add(label: "type", kind: .property, detail: "required", text: notation.property("type", nil, nested: nestedIndentation))
    }
    if case .value = context.role, SchemaPlace.isResource(path), context.quote == nil {
      for type in AzureSchema.types {
        guard let schema = AzureSchema.document(type: type) else { continue }
        let whole = schema.proposals(at: [], role: .value).first { $0.body != nil }
        guard let body = whole?.body else { continue }
        add(
          label: type, kind: .value, detail: "resource", documentation: schema.notes.description ?? "",
          text: notation.value(body, nested: nestedIndentation))
      }
    }
  }

  // MARK: One proposal

  private mutating func add(
    label: String, kind: Completion.Kind, detail: String = "", documentation: String = "", text: SnippetText, filter: String? = nil,
    isPreselected: Bool = false
  ) {
    var whole = SnippetText(surroundings.before)
    whole.append(text)
    whole.append(surroundings.behind)
    let quote = context.quote.map { String(UnicodeScalar($0)) } ?? ""
    let number = String(completions.count)
    completions.append(
      Completion(
        label: label, kind: kind, detail: detail, documentation: documentation, newText: whole.plain,
        snippet: whole.hasPlaceholders ? whole.snippet : nil, range: context.replacing,
        sortKey: String(repeating: "0", count: max(0, 4 - number.count)) + number, filterText: quote + (filter ?? label),
        isPreselected: isPreselected && !completions.contains(where: \.isPreselected)))
  }

  /// Whether nothing but white space stands before the caret's word on its line.
  private var standsAlone: Bool {
    let start = document.text.lines.range(ofLine: document.text.lines.line(at: context.replacing.start)).start
    return document.text.slice(ByteRange(start, context.replacing.start)).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// What nested lines are indented from: in a block of YAML the column of what is written, in JSON the line's indentation.
  private var nestedIndentation: String {
    guard !notation.isFlow else { return notation.lineIndentation }
    if case .value = context.role, !standsAlone { return String(repeating: " ", count: context.indentation) }
    let start = document.text.lines.range(ofLine: document.text.lines.line(at: context.replacing.start)).start
    let before = document.text.string(ByteRange(start, context.replacing.start))
    return String(repeating: " ", count: before.unicodeScalars.count)
  }
}

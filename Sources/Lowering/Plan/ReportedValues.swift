import EncryptionModel
import SourceText
import SyntaxTree

/// Reads what another program reports in JSON, as values with their places. Nothing in such a report can be rewritten.
struct ReportedValues {
  let file: SourceFile
  /// What the names of unknowns belong to.
  let scope: UInt64

  /// Beside a value, what is not known of it and what must not be shown: trees of the same shape with `true` at such leaves.
  struct Masks {
    var unknown: Node?
    var sensitive: Node?
  }

  /// The value at a node; `name` is what an unknown part of it is called. Nil where there is nothing at all.
  func value(_ node: Node?, _ masks: Masks = Masks(), name: String, depth: Int = 0) -> EvaluatedValue? {
    let document = file.document
    if let unknown = masks.unknown, isTrue(unknown) {
      return .unknown(name, scope: scope, because: "\(name) is known only after the deployment", at: file.site(unknown))
    }
    let shape = node.flatMap { document.dataKind($0) == .null ? nil : $0 } ?? masks.unknown.flatMap { hasUnknown($0) ? $0 : nil } ?? node
    guard let shape else { return nil }
    let site = file.site(shape)
    guard depth < EvaluatedValue.maximumNesting else {
      return .unknown(name, scope: scope, because: "\(name) is nested too deeply", at: site)
    }
    if let sensitive = masks.sensitive, isTrue(sensitive), document.dataKind(shape) != .boolean, document.dataKind(shape) != .null {
      // Equal secrets stay equal, and none is shown.
      let hash = String(Fingerprint.of(String(decoding: document.bytes(shape), as: UTF8.self)), radix: 36)
      return .unknown("sensitive value #\(hash)", scope: scope, because: "\(name) is sensitive", at: site)
    }
    switch document.dataKind(shape) {
    case .object: return object(shape == node ? node : nil, masks, at: site, name: name, depth: depth)
    case .array: return array(shape == node ? node : nil, masks, at: site, name: name, depth: depth)
    case .string, .number, .boolean, .null, .missing: return scalar(shape, at: site, name: name)
    }
  }

  private func scalar(_ node: Node, at site: Site, name: String) -> EvaluatedValue {
    switch file.document.scalar(node) {
    case .string(let text): .text(text, at: site)
    case .integer(let value): EvaluatedValue(.integer(value), at: site)
    case .number(let value): EvaluatedValue(.number(value), at: site)
    case .boolean(let value): EvaluatedValue(.boolean(value), at: site)
    case .null: EvaluatedValue(.null, at: site)
    case nil: .unknown(name, scope: scope, because: "\(name) cannot be read", at: site)
    }
  }

  private func object(_ node: Node?, _ masks: Masks, at site: Site, name: String, depth: Int) -> EvaluatedValue {
    let document = file.document
    let unknown = masks.unknown.map(document.members) ?? []
    let masked = Dictionary(unknown.map { ($0.name, $0.value) }) { first, _ in first }
    let secret = Dictionary((masks.sensitive.map(document.members) ?? []).map { ($0.name, $0.value) }) { first, _ in first }
    var members: [EvaluatedObject.Member] = []
    var seen: Set<String> = []
    func add(_ member: String, _ value: Node?) {
      let inner = Masks(unknown: masked[member], sensitive: secret[member])
      guard let value = self.value(value, inner, name: "\(name).\(member)", depth: depth + 1) else { return }
      seen.insert(member)
      members.append(EvaluatedObject.Member(member, value, at: value.site))
    }
    for member in node.map(document.members) ?? [] { add(member.name, member.value) }
    for member in unknown where !seen.contains(member.name) { add(member.name, nil) }
    return EvaluatedValue(.object(EvaluatedObject(members)), at: site)
  }

  private func array(_ node: Node?, _ masks: Masks, at site: Site, name: String, depth: Int) -> EvaluatedValue {
    let document = file.document
    let elements = node.map(document.elements) ?? []
    let unknown = masks.unknown.map(document.elements) ?? []
    let secret = masks.sensitive.map(document.elements) ?? []
    let values = (0..<max(elements.count, unknown.count)).compactMap { index in
      value(
        element(elements, index), Masks(unknown: element(unknown, index), sensitive: element(secret, index)), name: "\(name)[\(index)]",
        depth: depth + 1)
    }
    return EvaluatedValue(.array(values), at: site)
  }

  private func element(_ nodes: [Node], _ index: Int) -> Node? { nodes.indices.contains(index) ? nodes[index] : nil }

  private func isTrue(_ node: Node) -> Bool { file.document.scalar(node) == .boolean(true) }

  /// Whether a mask says `true` anywhere.
  private func hasUnknown(_ mask: Node) -> Bool {
    var open = [mask]
    while let node = open.popLast() {
      switch file.document.dataKind(node) {
      case .object: open += file.document.members(node).map(\.value)
      case .array: open += file.document.elements(node)
      case .boolean: if isTrue(node) { return true }
      case .string, .number, .null, .missing: break
      }
    }
    return false
  }
}

extension Document {
  /// The text of a string property.
  func text(_ object: Node, _ name: String, ignoringCase: Bool = false) -> String? {
    guard let node = value(object, name, ignoringCase: ignoringCase), case .string(let text)? = scalar(node) else { return nil }
    return text
  }
}

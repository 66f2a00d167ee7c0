import EncryptionModel
import SourceText
import SyntaxTree

/// Reads the changes of a what-if result as resources before and after.
struct WhatIfReader {
  private(set) var before: [EvaluatedResource] = []
  private(set) var after: [EvaluatedResource] = []

  private let file: SourceFile
  private let values: WhatIfValues

  init(_ file: SourceFile) {
    self.file = file
    values = WhatIfValues(file)
    guard let top = file.document.topValue(), let changes = Self.changes(in: file.document, top) else { return }
    for change in file.document.elements(changes) { read(change) }
  }

  /// The list of changes, wherever the producer puts it; Azure CLI flattens what the REST interface nests.
  static func changes(in document: Document, _ top: Node) -> Node? {
    if let changes = document.value(top, "changes", ignoringCase: true) { return changes }
    return document.value(top, "properties", ignoringCase: true).flatMap { document.value($0, "changes", ignoringCase: true) }
  }

  private mutating func read(_ change: Node) {
    let document = file.document
    func member(_ name: String) -> Node? {
      document.value(change, name, ignoringCase: true).flatMap { document.dataKind($0) == .null ? nil : $0 }
    }
    guard case .string(let word)? = member("changeType").flatMap(document.scalar), let kind = WhatIfChangeKind(word) else { return }
    let old = member("before").flatMap(values.value)
    let new = member("after").flatMap(values.value)
    guard let idNode = member("resourceId") ?? member("fullyQualifiedResourceId"), case .string(let text)? = document.scalar(idNode) else {
      return
    }
    let id = values.text(text)
    guard let identifier = ResourceIdentifier(id) else { return }
    let delta = member("delta").map { WhatIfDelta($0, in: values) }

    func resource(_ body: EvaluatedValue, isReference: Bool) -> EvaluatedResource {
      let version = body.object?["apiVersion"]
      var made = EvaluatedResource(
        type: identifier.type, apiVersion: version?.value.knownText, name: identifier.name, subscription: identifier.subscription,
        resourceGroup: identifier.resourceGroup, isExisting: isReference, existence: .certain, body: values.scoped(body, id: id),
        site: file.site(change), nameSite: file.site(idNode), scope: values.scope)
      made.apiVersionPlace = version.map { Place($0.site) }
      if identifier.resourceGroup == nil { made.level = identifier.subscription == nil ? .tenant : .subscription }
      return made
    }
    /// What is there, of which the result tells nothing.
    func untold() -> EvaluatedValue { values.untold(text, at: file.site(change)) }

    switch kind {
    case .create: after.append(resource(new ?? delta?.after(from: nil, at: file.site(change)) ?? untold(), isReference: false))
    case .delete: before.append(resource(old ?? untold(), isReference: false))
    case .modify:
      let was = old ?? delta?.before(from: new, at: file.site(change)) ?? untold()
      let now = new ?? delta?.after(from: old, at: file.site(change)) ?? untold()
      before.append(resource(was, isReference: false))
      after.append(resource(WhatIfNoise.keeping(now, was, values), isReference: false))
    case .noChange:
      guard let known = old ?? new else { fallthrough }
      before.append(resource(known, isReference: false))
      after.append(resource(known, isReference: false))
    case .leftAlone:
      // It stays as it is, whatever that is; the deployment does not say how it should be.
      let body = old ?? new ?? untold()
      before.append(resource(body, isReference: true))
      after.append(resource(body, isReference: true))
    }
  }
}

/// What a deployment does to a resource.
enum WhatIfChangeKind {
  case create, delete, modify, noChange
  /// Ignored, not supported by what-if, or deployed without anything told of it.
  case leftAlone

  /// Nil for a word that is none of ARM's.
  init?(_ word: String) {
    switch word.lowercased() {
    case "create": self = .create
    case "delete": self = .delete
    case "modify": self = .modify
    case "nochange": self = .noChange
    case "ignore", "unsupported", "deploy": self = .leftAlone
    default: return nil
    }
  }
}

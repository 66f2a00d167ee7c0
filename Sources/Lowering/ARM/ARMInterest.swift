import SyntaxTree

/// Whether anything that is asked for can come of a template with the templates in it: a look at types alone.
///
/// Most templates declare nothing that bears on encryption, and evaluation is what costs. In doubt the answer is yes.
struct ARMInterest {
  let document: Document
  /// Folded types whose properties are wanted.
  let isWanted: (String) -> Bool

  private static let maximumTemplates = 5000

  func mayMatter(_ template: Node) -> Bool {
    var open = [template]
    var count = 0
    while let template = open.popLast() {
      count += 1
      guard count < Self.maximumTemplates else { return true }
      guard let section = document.value(template, "resources", ignoringCase: true) else { continue }
      var types: [String] = []
      for entry in ARMResourceEntry.list(section, in: document) {
        guard let type = type(of: entry, types) else { return true }
        types.append(type)
        switch interest(in: entry, type) {
        case .none: break
        case .template(let inner): open.append(inner)
        case .unclear: return true
        }
      }
    }
    return false
  }

  private enum Interest {
    case none
    /// What the template in it declares.
    case template(Node)
    case unclear
  }

  /// The folded type with that of the parent, one of those before; nil where it is computed.
  private func type(of entry: ARMResourceEntry, _ types: [String]) -> String? {
    guard let node = document.value(entry.node, "type", ignoringCase: true), case .string(let type)? = document.scalar(node),
      !type.hasPrefix("[")
    else { return nil }
    guard let parent = entry.parent else { return type.lowercased() }
    return types.indices.contains(parent) ? types[parent] + "/" + type.lowercased() : nil
  }

  private func interest(in entry: ARMResourceEntry, _ type: String) -> Interest {
    guard type == "microsoft.resources/deployments" else {
      // What is only referred to says nothing.
      let existing = document.value(entry.node, "existing", ignoringCase: true).flatMap(document.scalar)
      if case .boolean(true)? = existing { return .none }
      return isWanted(type) ? .unclear : .none
    }
    // A resource group that is told may be a managed one.
    for name in ["resourceGroup", "subscriptionId", "scope"] where document.value(entry.node, name, ignoringCase: true) != nil {
      return .unclear
    }
    guard let properties = document.value(entry.node, "properties", ignoringCase: true),
      let inner = document.value(properties, "template", ignoringCase: true), document.dataKind(inner) == .object
    else { return .none }
    return .template(inner)
  }
}

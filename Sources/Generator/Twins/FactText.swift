import EncryptionModel
import SourceText

/// The facts of a deployment as lines without places, so that two dialects can be compared.
///
/// It goes over the values as they are made, so that a fact that is added to the model is compared without a change here.
struct FactText {
  /// Lines by what they speak of: `vault microsoft.keyvault/vaults kv`.
  private(set) var lines: [String: Set<String>] = [:]

  /// What is only referred to is left out: a compiler drops it where the form of the template has no word for it.
  init(_ declarations: Declarations) {
    for vault in declarations.vaults where !vault.isReference { add("vault", vault.declaration, vault) }
    for key in declarations.keys where !key.isReference { add("key", key.declaration, key) }
    for identity in declarations.identities where !identity.isReference { add("identity", identity.declaration, identity) }
    for resource in declarations.resources where !resource.isReference { add("resource", resource.declaration, resource) }
    for other in declarations.others where !other.isReference { add("other", other.declaration, other) }
    for grant in declarations.grants where !grant.isReference {
      // Assignments have names that nobody chooses: who gets what is what counts.
      var text = FactText()
      text.describe(grant.principal, "principal")
      text.describe(grant.target, "target")
      text.describe(grant.means, "means")
      text.describe(grant.effect, "effect")
      text.describe(grant.tenant, "tenant")
      lines["grant", default: []].insert(text.found.sorted().joined(separator: "; "))
    }
  }

  private init() {}

  private var found: Set<String> = []

  private mutating func add(_ kind: String, _ declaration: Declaration, _ entity: Any) {
    var text = FactText()
    text.describe(entity, "")
    lines["\(kind) \(declaration.id.type) \(declaration.id.name.expression.lowercased())", default: []].formUnion(text.found)
  }

  private mutating func describe(_ value: Any, _ path: String, depth: Int = 0) {
    guard depth < 24 else { return }
    switch value {
    case is Place, is Site, is Slot, is Related, is Unknown, is Site?, is Slot?: return
    case let text as SymbolicText: found.insert("\(path) = \(text.expression.lowercased())")
    case let declaration as Declaration:
      describe(declaration.id.scope, path + ".scope", depth: depth + 1)
      // A compiler writes deployments with the version that it knows.
      if declaration.id.type != "microsoft.resources/deployments" {
        describe(declaration.apiVersion, path + ".apiVersion", depth: depth + 1)
      }
      found.insert("\(path).existence = \(declaration.isCertain ? "certain" : "undecided")")
    case let id as ResourceID:
      found.insert("\(path) = \(id.type) \(id.name.expression.lowercased())")
    default:
      let mirror = Mirror(reflecting: value)
      switch mirror.displayStyle {
      case .struct, .class, .tuple:
        for child in mirror.children where child.label != "site" {
          describe(child.value, path.isEmpty ? child.label ?? "" : "\(path).\(child.label ?? "")", depth: depth + 1)
        }
      case .optional:
        if let inner = mirror.children.first { describe(inner.value, path, depth: depth + 1) } else { found.insert("\(path) = nil") }
      case .collection:
        let inner = mirror.children.map { child -> String in
          var text = FactText()
          text.describe(child.value, "", depth: depth + 1)
          return "(" + text.found.sorted().joined(separator: "; ") + ")"
        }
        found.insert("\(path) = [\(inner.sorted().joined(separator: ", "))]")
      case .enum:
        guard let child = mirror.children.first else {
          found.insert("\(path) = \(value)")
          return
        }
        switch child.label {
        case "known":
          // A fact: the value, then its place.
          if let known = Mirror(reflecting: child.value).children.first { describe(known.value, path, depth: depth + 1) }
        case "absent": found.insert("\(path) = absent")
        case "undecided": found.insert("\(path) = ?")
        case let label: describe(child.value, "\(path).\(label ?? "")", depth: depth + 1)
        }
      default: found.insert("\(path) = \(value)")
      }
    }
  }
}

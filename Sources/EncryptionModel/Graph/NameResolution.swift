import SourceText

/// Which names of the manifests are declared twice, and which are declared nowhere (CMK004, CMK005).
///
/// Names resolve and clash among the manifests of one folder; the other folders of the workspace are looked in after that.
public enum NameResolution {
  public static func defects(in declarations: [Declarations]) -> [Defect] {
    var defects: [Defect] = []
    var firsts: [Place: NameUse] = [:]
    var everywhere: Set<Name> = []
    for group in declarations {
      for use in group.names where use.isDeclaration {
        everywhere.insert(Name(use))
        let place = Place(folder: group.folder, name: Name(use))
        if let first = firsts[place] {
          defects.append(
            Defect(
              .duplicateName, "\(use.kind.title.capitalizedFirst) '\(use.name)' is declared twice", at: use.site,
              related: [Related("first declared here", at: first.site)], subject: subject(use)))
        } else {
          firsts[place] = use
        }
      }
    }
    for group in declarations {
      for use in group.names where !use.isDeclaration {
        var candidates = [Name(use)]
        // A grant's identity is a user-assigned one, or a resource, whose own identity has the resource's name (SPEC §3).
        if use.kind == .identity { candidates.append(Name(kind: .resource, name: use.name)) }
        guard !candidates.contains(where: { everywhere.contains($0) }) else { continue }
        let what =
          switch use.kind {
          case .key(let vault) where !everywhere.contains(Name(kind: .vault, name: vault)): "Vault '\(vault)' is declared nowhere"
          case .key(let vault): "Key '\(use.name)' is not declared in vault '\(vault)'"
          case .identity: "Identity '\(use.name)' is declared nowhere: neither under 'identities' nor as a resource"
          default: "\(use.kind.title.capitalizedFirst) '\(use.name)' is declared nowhere"
          }
        defects.append(Defect(.unresolvedReference, what, at: use.site, subject: subject(use)))
      }
    }
    return defects
  }

  private static func subject(_ use: NameUse) -> Subject {
    switch use.kind {
    case .vault: Subject(.vault, use.name)
    case .key(let vault): Subject(.key, "\(vault)/\(use.name)")
    case .identity: Subject(.identity, use.name)
    case .resource: Subject(.resource, use.name)
    }
  }

  private struct Name: Hashable {
    let kind: NameUse.Kind
    let name: String

    init(kind: NameUse.Kind, name: String) {
      self.kind = kind
      self.name = name.lowercased()
    }

    init(_ use: NameUse) {
      let kind: NameUse.Kind = if case .key(let vault) = use.kind { .key(vault: vault.lowercased()) } else { use.kind }
      self.init(kind: kind, name: use.name)
    }
  }

  private struct Place: Hashable {
    let folder: String
    let name: Name
  }
}

extension String {
  /// The text with its first letter in upper case.
  public var capitalizedFirst: String {
    guard let first else { return self }
    return first.uppercased() + dropFirst()
  }
}

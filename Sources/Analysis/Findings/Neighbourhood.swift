import EncryptionModel
import SourceText

/// The part of a workspace in which a change to one finding's deployments is felt: these, and those that speak of the same vaults, keys
/// and names.
struct Neighbourhood: Hashable {
  /// The root files of the deployments.
  let roots: Set<FileID>
  /// Their paths, and those of the files that are changed.
  let paths: Set<String>

  func holds(_ declarations: Declarations) -> Bool { roots.contains(declarations.root) }
}

extension Snapshot {
  /// Around the deployments of a finding.
  ///
  /// - Parameter changed: the files that are to be changed.
  func neighbourhood(of finding: ReportedFinding, changing changed: [String]) -> Neighbourhood {
    let places = self.places
    func path(_ file: FileID) -> String { places.path(of: file) ?? "" }
    let centre = Set(finding.roots + changed + [finding.place.path])
    var names: Set<String> = []
    for declared in declarations where centre.contains(path(declared.root)) { names.formUnion(declared.spokenNames) }
    let near = declarations.filter { declared in
      centre.contains(path(declared.root)) || declared.grantsToWhatIsUnknown || !declared.spokenNames.isDisjoint(with: names)
    }
    let roots = Set(near.map(\.root))
    return Neighbourhood(roots: roots, paths: Set(roots.map(path)).union(centre))
  }
}

extension Declarations {
  /// What it calls vaults, and what a manifest calls anything.
  fileprivate var spokenNames: Set<String> {
    var spoken = Set(names.map { $0.name.lowercased() })
    for vault in vaults { spoken.insert(vault.name.display.lowercased()) }
    for resource in resources {
      if let key = resource.encryption.key { spoken.insert(key.vault.display.lowercased()) }
    }
    return spoken
  }

  /// Whether a grant of it may be on any vault.
  fileprivate var grantsToWhatIsUnknown: Bool {
    grants.contains { grant in
      switch grant.target {
      case .vault(let id): id.name.known == nil
      case .key(let id): id.name.known == nil
      case .resourceGroup, .subscription, .wider, .undecided: true
      case .other: false
      }
    }
  }
}

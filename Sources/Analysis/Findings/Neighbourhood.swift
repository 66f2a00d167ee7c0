import EncryptionModel

/// The part of a workspace in which a change to one finding's deployments is felt: these, and those that speak of the same vaults, keys
/// and names. By the paths of the root files, and of the files that are changed.
struct Neighbourhood: Hashable {
  let paths: Set<String>
}

/// Which deployments of a state are near to which.
struct Neighbourhoods {
  /// By the path of a root file.
  private var names: [String: Set<String>] = [:]
  /// By name, the paths of the root files that speak of it.
  private var roots: [String: Set<String>] = [:]
  /// Those that may give access to any vault.
  private var everywhere: Set<String> = []

  init(_ snapshot: Snapshot) {
    let places = snapshot.places
    for declared in snapshot.declarations {
      guard let path = places.path(of: declared.root) else { continue }
      let spoken = declared.spokenNames
      names[path, default: []].formUnion(spoken)
      for name in spoken { roots[name, default: []].insert(path) }
      if declared.grantsToWhatIsUnknown { everywhere.insert(path) }
    }
  }

  /// Around the deployments of a finding.
  ///
  /// - Parameter changed: the files that are to be changed.
  func neighbourhood(of finding: ReportedFinding, changing changed: [String]) -> Neighbourhood {
    let centre = Set(finding.roots + changed + [finding.place.path])
    var paths = centre.union(everywhere)
    for root in centre { for name in names[root] ?? [] { paths.formUnion(roots[name] ?? []) } }
    return Neighbourhood(paths: paths)
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

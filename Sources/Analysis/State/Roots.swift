import Lowering

/// Which files and folders nobody else calls, and which parameter files belong to them (SPEC §2).
struct Roots {
  /// Root files, sorted.
  private(set) var files: [String] = []
  /// Root folders of Terraform, sorted.
  private(set) var folders: [String] = []

  private var armParameters: [String: [SourceFile]] = [:]
  /// `.bicepparam` files by the template that they use.
  private var bicepParameters: [String: [SourceFile]] = [:]
  /// In each folder, the names of its templates up to the first dot.
  private var templates: [String: Set<String>] = [:]
  private var terraformFolders: Set<String> = []
  private var variableFiles: [String] = []

  init(_ all: [String: FileState]) {
    var calls: [String: Set<String>] = [:]
    var folderCalls: [String: Set<String>] = [:]
    var imported: Set<String> = []
    var bicep: [String] = []
    var others: [String] = []
    for (path, state) in all {
      let source = state.source
      switch source.role {
      case .armParameters: armParameters[source.folder, default: []].append(source)
      case .armTemplate:
        templates[source.folder, default: []].insert(ParameterFiles.owner(of: source.name))
        others.append(path)
      case .bicep where FileRecognition.isBicepParameters(path):
        if let template = state.references.template { bicepParameters[template, default: []].append(source) }
      case .bicep:
        templates[source.folder, default: []].insert(ParameterFiles.owner(of: source.name))
        bicep.append(path)
        calls[path] = state.references.modules
        imported.formUnion(state.references.imports)
      case .terraform where FileRecognition.isTerraformVariables(path): variableFiles.append(path)
      case .terraform: folderCalls[source.folder, default: []].formUnion(state.references.modules)
      case .manifest, .plan, .whatIf: others.append(path)
      case .configuration: break
      }
    }
    terraformFolders = Set(folderCalls.keys)
    variableFiles.sort()
    for key in armParameters.keys { armParameters[key]?.sort { $0.path < $1.path } }
    for key in bicepParameters.keys { bicepParameters[key]?.sort { $0.path < $1.path } }
    let called = calls.values.reduce(into: Set()) { $0.formUnion($1) }
    let usedAlone = Set(bicepParameters.keys)
    // What only gives out names has nothing to deploy; what has a parameter file of its own is deployed whoever calls it.
    let candidates = bicep.filter { path in
      usedAlone.contains(path) || !called.contains(path) && (!imported.contains(path) || all[path]?.references.deploys == true)
    }
    let unfinished = bicep.filter { called.contains($0) }
    files = (others.filter { !called.contains($0) } + Self.completed(candidates, unfinished, calls)).sorted()
    let calledFolders = folderCalls.values.reduce(into: Set()) { $0.formUnion($1) }
    folders = Self.completed(
      terraformFolders.filter { !calledFolders.contains($0) }, terraformFolders.filter(calledFolders.contains), folderCalls
    ).sorted()
  }

  /// The roots, and one of each circle of callers that no root leads to: so that everything is looked at.
  private static func completed(_ roots: some Sequence<String>, _ called: some Sequence<String>, _ calls: [String: Set<String>]) -> [String]
  {
    var result = Array(roots)
    var reached: Set<String> = []
    func reach(_ start: String) {
      var open = [start]
      while let next = open.popLast() {
        if reached.insert(next).inserted { open.append(contentsOf: calls[next] ?? []) }
      }
    }
    result.forEach(reach)
    for path in called.sorted() where !reached.contains(path) {
      result.append(path)
      reach(path)
    }
    return result
  }

  /// The parameter files of a root, in the order of their paths, with their environments; an empty one is the unnamed one.
  func parameterFiles(of root: SourceFile) -> [(path: String, environment: String)] {
    guard root.role == .armTemplate || root.role == .bicep else { return [] }
    let isOnly = (templates[root.folder]?.count ?? 0) <= 1
    var found = (armParameters[root.folder] ?? []).compactMap { file in
      ParameterFiles.environment(of: file.name, for: root.name, isOnlyTemplate: isOnly).map { (path: file.path, environment: $0) }
    }
    if root.role == .bicep {
      found += (bicepParameters[root.path] ?? []).map { file in
        (file.path, ParameterFiles.environment(of: file.name, for: root.name, isOnlyTemplate: true) ?? "")
      }
    }
    return found.sorted { $0.path < $1.path }
  }

  /// The variable files that a configuration names for a Terraform root: those of the root's own folder tree, and those above it
  /// that no other root is nearer to.
  func variableFiles(of folder: String, _ configuration: Configuration) -> [String] {
    configuration.variableFiles.flatMap { pattern in
      variableFiles.filter { configuration.matches(pattern, $0) && owner(of: $0).map { $0 == folder } ?? true }
    }.uniqued()
  }

  /// The nearest folder upwards that holds a configuration of Terraform.
  private func owner(of variableFile: String) -> String? {
    var path = variableFile[...]
    while let slash = path.lastIndex(of: "/") {
      path = path[..<slash]
      if terraformFolders.contains(String(path)) { return String(path) }
    }
    return nil
  }
}

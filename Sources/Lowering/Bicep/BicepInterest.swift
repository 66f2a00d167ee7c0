import SyntaxTree

/// Whether anything that is asked for can come of a Bicep file with the modules that it calls: a look at types and paths alone.
///
/// Most files declare nothing that bears on encryption, and evaluation is what costs. In doubt the answer is yes.
struct BicepInterest {
  let files: FileLookup
  /// Folded types whose properties are wanted.
  let isWanted: (String) -> Bool
  /// The files that were looked at.
  private(set) var seen: [SourceFile] = []

  init(files: FileLookup, isWanted: @escaping (String) -> Bool) {
    self.files = files
    self.isWanted = isWanted
  }

  private static let maximumFiles = 2000

  mutating func mayMatter(_ root: SourceFile) -> Bool {
    seen = [root]
    var paths: Set<String> = [root.path]
    var next = 0
    while next < seen.count, next < Self.maximumFiles {
      let file = seen[next]
      next += 1
      guard file.role == .bicep else { return true }
      let syntax = BicepSyntax(file.document)
      for declaration in syntax.declarations {
        switch syntax.kind(declaration) {
        case .resourceDeclaration:
          if mayMatter(declaration, syntax) { return true }
        case .moduleDeclaration:
          switch callee(of: declaration, syntax, in: file) {
          case .file(let module): if paths.insert(module.path).inserted { seen.append(module) }
          case .notRead: break
          case .unclear: return true
          }
        default: break
        }
      }
    }
    return next < seen.count
  }

  private func mayMatter(_ resource: Node, _ syntax: BicepSyntax) -> Bool {
    var open = [(node: resource, parent: "")]
    while let (node, parent) = open.popLast() {
      guard let path = syntax.path(of: node), let text = syntax.string(path) else { return true }
      let type = parent + text.prefix { $0 != "@" }.lowercased()
      guard let object = syntax.object(of: node) else { continue }
      // What is only referred to says nothing.
      if !syntax.isExisting(node) {
        if isWanted(type) { return true }
        // A resource group that is told may be a managed one.
        if let scope = syntax.value(of: "scope", in: object), !isResource(scope, syntax) { return true }
      }
      open += syntax.nestedResources(of: object).map { ($0, type + "/") }
    }
    return false
  }

  /// Whether a scope names a resource, and no resource group.
  private func isResource(_ scope: Node, _ syntax: BicepSyntax) -> Bool {
    guard syntax.kind(scope) == .variable else { return false }
    let name = syntax.text(scope)
    return syntax.declarations.contains { declaration in
      syntax.kind(declaration) == .resourceDeclaration && syntax.name(of: declaration).map(syntax.text) == name
        && syntax.path(of: declaration).flatMap(syntax.string)?.lowercased().hasPrefix("microsoft.resources/") == false
    }
  }

  private enum Callee {
    case file(SourceFile)
    /// What is in it nobody can tell; where nothing else is declared, nobody asks.
    case notRead
    case unclear
  }

  private func callee(of call: Node, _ syntax: BicepSyntax, in file: SourceFile) -> Callee {
    // A resource group that is told may be a managed one.
    if let object = syntax.object(of: call), syntax.value(of: "scope", in: object) != nil { return .unclear }
    guard let path = syntax.path(of: call).flatMap(syntax.string) else { return .notRead }
    if path.contains(":") { return RegistryModule.isKnown(path) ? .unclear : .notRead }
    return FilePaths.resolve(path, from: file.folder).flatMap(files.source).map { .file($0) } ?? .notRead
  }
}

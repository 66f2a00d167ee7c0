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
          guard let module = localModule(declaration, syntax, of: file) else { return true }
          if paths.insert(module.path).inserted { seen.append(module) }
        default: break
        }
      }
    }
    return next < seen.count
  }

  private func mayMatter(_ resource: Node, _ syntax: BicepSyntax) -> Bool {
    guard let path = syntax.path(of: resource), let text = syntax.string(path) else { return true }
    if isWanted(text.prefix { $0 != "@" }.lowercased()) { return true }
    guard let object = syntax.object(of: resource) else { return false }
    // A resource group that is told may be a managed one; a child's type is its parent's too.
    return syntax.value(of: "scope", in: object) != nil || !syntax.nestedResources(of: object).isEmpty
  }

  /// The file of a call that deploys to where its caller is deployed.
  private func localModule(_ call: Node, _ syntax: BicepSyntax, of file: SourceFile) -> SourceFile? {
    guard let path = syntax.path(of: call).flatMap(syntax.string), !path.contains(":"),
      let resolved = FilePaths.resolve(path, from: file.folder)
    else { return nil }
    if let object = syntax.object(of: call), syntax.value(of: "scope", in: object) != nil { return nil }
    return files.source(resolved)
  }
}

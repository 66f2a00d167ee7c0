import Lowering
import SyntaxTree

/// Why a Bicep file and its template need not agree, as far as their texts show it.
struct TwinReasons {
  private(set) var all: [String] = []

  init(_ source: SourceFile, _ compiled: SourceFile, _ files: TwinFiles) {
    for (path, answer) in files.known.sorted(by: { $0.key < $1.key }) {
      switch answer {
      case .absent: all.append("the file \(path) that it calls is not in the corpora")
      case .source(let file) where file.role == .bicep:
        let syntax = BicepSyntax(file.document)
        if syntax.text(file.document.root).contains("newGuid()") {
          all.append("newGuid() is another value at each of its places, and the places are other ones in the template")
        }
        for declaration in syntax.declarations where syntax.kind(declaration) == .moduleDeclaration {
          guard let path = syntax.path(of: declaration).flatMap(syntax.string), path.contains(":") else { continue }
          all.append("the module \(path) is in a registry: its text is in the template alone")
        }
      default: break
      }
    }
    for name in staleParameters(source, compiled) {
      all.append("compiled from an earlier text: the default of parameter \(name) is another one")
    }
    let versions = (bicep: bicepVersions(files), template: templateVersions(compiled.document))
    for type in versions.bicep.keys.sorted() {
      guard let here = versions.bicep[type], let there = versions.template[type], here.isDisjoint(with: there) else { continue }
      all.append("compiled from an earlier text: \(type) has the version \(there.sorted().joined(separator: ", ")) there")
    }
  }

  /// Parameters whose defaults are two different literals.
  private func staleParameters(_ source: SourceFile, _ compiled: SourceFile) -> [String] {
    let syntax = BicepSyntax(source.document)
    let document = compiled.document
    guard let top = document.topValue(), let parameters = document.value(top, "parameters") else { return [] }
    return syntax.declarations.compactMap { declaration in
      guard syntax.kind(declaration) == .parameterDeclaration, let name = syntax.name(of: declaration).map(syntax.text) else { return nil }
      guard let there = document.value(parameters, name) else { return name }
      guard let mine = syntax.value(of: declaration).flatMap(syntax.string), !mine.hasPrefix("["),
        case .string(let other)? = document.value(there, "defaultValue").flatMap(document.scalar)
      else { return nil }
      return mine == other ? nil : name
    }
  }

  private func bicepVersions(_ files: TwinFiles) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    for case .source(let file) in files.known.values where file.role == .bicep {
      let syntax = BicepSyntax(file.document)
      for declaration in syntax.declarations where syntax.kind(declaration) == .resourceDeclaration {
        guard let text = syntax.path(of: declaration).flatMap(syntax.string) else { continue }
        let parts = text.split(separator: "@").map(String.init)
        if parts.count == 2, !syntax.isExisting(declaration) { found[parts[0].lowercased(), default: []].insert(parts[1]) }
      }
    }
    return found
  }

  private func templateVersions(_ document: Document) -> [String: Set<String>] {
    var found: [String: Set<String>] = [:]
    var open = document.topValue().map { [$0] } ?? []
    while let node = open.popLast() {
      if case .string(let type)? = document.value(node, "type").flatMap(document.scalar),
        case .string(let version)? = document.value(node, "apiVersion").flatMap(document.scalar)
      {
        found[type.lowercased(), default: []].insert(version)
      }
      open += document.members(node).map(\.value) + document.elements(node)
    }
    return found
  }
}

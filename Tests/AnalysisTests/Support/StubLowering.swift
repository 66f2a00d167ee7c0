import EncryptionModel
import Lowering
import SourceText
import SyntaxTree

@testable import Analysis

/// A lowering of Bicep and Terraform that knows modules and vaults only: what tests of the workspace need.
///
/// Each resource is a vault without purge protection, called as its symbol, and a resource that encrypts with a key of it.
/// `loadTextContent('…')` in a variable makes the lowering ask for that file.
enum StubLowering {
  static let both = Lowerings(
    bicep: { root, parameters, deployment, files, _ in
      var group = Declarations(root: root.id, dialect: .bicep, environment: deployment.environment, folder: root.folder)
      add(root, calls: [], depth: 0, files, to: &group)
      if let parameters { _ = files.source(parameters.path) }
      return RememberedDeclarations(group)
    },
    terraform: { folder, deployment, files, _ in
      let names = files.names(in: folder).filter { $0.hasSuffix(".tf") }
      let sources = names.compactMap { files.source(folder + "/" + $0) }
      guard let first = sources.first else { return nil }
      var group = Declarations(root: first.id, dialect: .terraform, environment: deployment.environment, folder: folder)
      for source in sources { addHCL(source, calls: [], depth: 0, files, to: &group) }
      for path in deployment.variableFiles { _ = files.source(path) }
      return RememberedDeclarations(group)
    })

  private static func add(_ file: SourceFile, calls: [Site], depth: Int, _ files: FileLookup, to group: inout Declarations) {
    let syntax = BicepSyntax(file.document)
    for declaration in syntax.declarations {
      switch syntax.kind(declaration) {
      case .resourceDeclaration:
        guard let name = syntax.name(of: declaration) else { continue }
        declare(syntax.text(name), file.site(name), calls, in: &group)
      case .moduleDeclaration:
        guard depth < 8, let path = syntax.path(of: declaration).flatMap(syntax.string), let name = syntax.name(of: declaration),
          let module = files.source(resolve(path, file.folder))
        else { continue }
        add(module, calls: calls + [file.site(name)], depth: depth + 1, files, to: &group)
      case .variableDeclaration:
        let text = syntax.text(declaration)
        guard let start = text.range(of: "loadTextContent('")?.upperBound, let end = text[start...].firstIndex(of: "'") else { continue }
        _ = files.text(resolve(String(text[start..<end]), file.folder))
      default: break
      }
    }
  }

  private static func addHCL(_ file: SourceFile, calls: [Site], depth: Int, _ files: FileLookup, to group: inout Declarations) {
    let document = file.document
    for block in document.hclBlocks(document.root) {
      if block.type == "resource", let label = block.labels.last { declare(label.text, file.site(label.node), calls, in: &group) }
      guard block.type == "module", depth < 8, let source = block.body.flatMap({ document.hclAttribute($0, "source")?.value }),
        let path = document.hclString(source)
      else { continue }
      let folder = resolve(path, file.folder)
      for name in files.names(in: folder) where name.hasSuffix(".tf") {
        if let module = files.source(folder + "/" + name) {
          addHCL(module, calls: calls + [file.site(block.typeNode)], depth: depth + 1, files, to: &group)
        }
      }
    }
  }

  private static func declare(_ name: String, _ site: Site, _ calls: [Site], in group: inout Declarations) {
    let place = Place(site, related: calls.map { Related("called here", at: $0) })
    let text = SymbolicText(name)
    group.vaults.append(Vault(name: text, site: site, softDelete: .known(true, place), purgeProtection: .absent(place)))
    let key = KeyReference(
      vault: text, vaultPlace: place, key: SymbolicText("k"), keyPlace: place, version: .absent(place))
    group.resources.append(
      ProtectedResource(
        name: SymbolicText("st-" + name), kind: .storage, site: site,
        encryption: Encryption(source: .known(.customerManaged, place), key: key), capabilities: .absent(place),
        requestForm: .absent(place)))
  }

  private static func resolve(_ path: String, _ folder: String) -> String {
    var parts = folder.split(separator: "/").map(String.init)
    for part in path.split(separator: "/") {
      if part == ".." { parts.removeLast() } else if part != "." { parts.append(String(part)) }
    }
    return "/" + parts.joined(separator: "/")
  }
}

extension String {
  fileprivate func range(of text: String) -> Range<String.Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}

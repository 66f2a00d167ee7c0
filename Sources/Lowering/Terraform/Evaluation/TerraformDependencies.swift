import EncryptionModel
import SourceText
import SyntaxTree

/// What waits for what.
extension TerraformEvaluation {
  /// Addresses without indices of what a block names, itself or through locals.
  func dependencies(of declaration: TerraformModule.Declared, _ address: String, in scope: TerraformScope) -> [String] {
    recall(.waiting, address, in: scope) {
      readText(address, of: scope)
      return makeDependencies(of: declaration, in: scope)
    }
  }

  private func makeDependencies(of declaration: TerraformModule.Declared, in scope: TerraformScope) -> [String] {
    var found: [String] = []
    var seen: Set<String> = []
    var open = declaration.bodies.filter { !$0.source.document.format.isJSON }.map { ($0.source.document, $0.node) }
    func read(_ node: Node, _ document: Document) {
      guard let traversal = document.hclTraversal(node), document.kind(traversal.root) == .hclVariable else { return }
      let root = document.string(traversal.root)
      let names = traversal.steps.prefix { if case .attribute = $0 { true } else { false } }.compactMap { step -> String? in
        if case .attribute(let name, _) = step { name } else { nil }
      }
      var address: String?
      if root == "data", names.count > 1 {
        address = "data.\(names[0]).\(names[1])"
      } else if let name = names.first, scope.module.resources["\(root).\(name)"] != nil {
        address = "\(root).\(name)"
      } else if root == "module", let name = names.first {
        address = "module.\(name)"
      } else if root == "local" || root == "var" && scope.depth > 0, let name = names.first {
        // What the call of a module gives is not followed.
        guard seen.insert("?\(root).\(name)").inserted else { return }
        if root == "local" { readText(.local, name, of: scope) }
        if root == "local", let local = scope.module.locals[name], !local.source.document.format.isJSON {
          open.append((local.source.document, local.node))
        } else {
          found.append("?\(root).\(name)")
        }
      }
      if let address, seen.insert(address).inserted { found.append(scope.path + address) }
    }
    while let (document, node) = open.popLast() {
      document.eachEntry(below: node) { entry, kind in
        if kind == .hclTraversal { read(entry, document) }
      }
    }
    // What the call of the module waits for is not followed.
    if scope.depth > 0 { found.append("?module") }
    return found.sorted()
  }
}

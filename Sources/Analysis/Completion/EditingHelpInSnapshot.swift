import EncryptionModel
import PolicyRules
import SourceText

extension Snapshot {
  /// The page of the rule whose finding stands at the offset, or what the schema says about the property there.
  public func hover(at offset: Int, in path: String) -> Hover? {
    let here = bareFindings(in: path).filter { $0.place.range.touches(offset) }
    guard let narrowest = here.map(\.place.range).min(by: { $0.length < $1.length }) else { return propertyHover(at: offset, in: path) }
    let pages = here.map(\.rule).uniqued().compactMap { Registry.rule($0)?.page }
    return Hover(text: pages.map(\.markdown).joined(separator: "\n\n---\n\n"), range: narrowest)
  }

  private func propertyHover(at offset: Int, in path: String) -> Hover? {
    guard let source = host.file(path)?.source else { return nil }
    return HoverEngine.propertyHover(document: source.document, role: source.role, offset: offset)
  }

  /// Proposals for what could be written at the offset.
  public func completions(at offset: Int, in path: String) -> [Completion] {
    guard let source = host.file(path)?.source else { return [] }
    return CompletionEngine.completions(document: source.document, role: source.role, offset: offset, names: names)
  }

  /// What the whole workspace declares, as far as the names are known.
  private var names: WorkspaceNames {
    var vaults: Set<String> = []
    var keys: Set<String> = []
    var identities: Set<String> = []
    var resources: Set<String> = []
    for group in declarations {
      for vault in group.vaults { if let name = vault.name.known { vaults.insert(name) } }
      for key in group.keys { if let vault = key.vault.known, let name = key.name.known { keys.insert("\(vault)/\(name)") } }
      for use in group.names where use.isDeclaration && use.kind == .identity { identities.insert(use.name) }
      for resource in group.resources { if let name = resource.name.known { resources.insert(name) } }
    }
    return WorkspaceNames(vaults: vaults.sorted(), keys: keys.sorted(), identities: identities.sorted(), resources: resources.sorted())
  }
}

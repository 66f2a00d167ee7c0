import EncryptionModel
import SourceText
import SyntaxTree

/// A new resource as Bicep, behind the declaration that it is about.
struct NewBicepResource {
  let document: Document
  private let syntax: BicepSyntax

  init(document: Document) {
    self.document = document
    syntax = BicepSyntax(document)
  }

  func edits(_ resource: NewResource, beside place: ByteRange, holder: ByteRange?) -> [TextEdit]? {
    guard let target = declaration(around: place), let symbol = symbol(of: target) else { return nil }
    let lines: [String]?
    switch resource {
    case .deleteLock:
      lines = [
        "resource \(free(symbol + "Lock")) 'Microsoft.Authorization/locks@\(NewResourceText.lockVersion)' = {",
        "  name: 'keep-keys'", "  scope: \(symbol)", "  properties: {", "    level: 'CanNotDelete'", "  }", "}",
      ]
    case .identity: lines = identity(for: target, symbol)
    case .key: lines = nil
    case .keyGrant(let who, let byRole):
      if case .service(let service) = who {
        let parameter = free("cosmosDBObjectId")
        lines =
          ["@description('\(NewResourceText.description(of: service))')", "param \(parameter) string", ""]
          + grant(to: parameter, as: free("cosmosDBKeyAccess"), seed: parameter, on: symbol, byRole: byRole)
      } else {
        lines = holder.flatMap { declaration(around: $0) }.flatMap { self.symbol(of: $0) }.map { name in
          grant(
            to: who.isUserAssigned ? "\(name).properties.principalId" : "\(name).identity.principalId", as: free(name + "KeyAccess"),
            seed: "\(name).id", on: symbol, byRole: byRole)
        }
      }
    }
    return lines.map { document.textEdits(forLines: $0, behind: target) }
  }

  /// In the region of the resource, and called after it. What names the resource itself would wait for it.
  private func identity(for target: Node, _ symbol: String) -> [String]? {
    guard let object = syntax.object(of: target), let name = syntax.value(of: "name", in: object) else { return nil }
    let text = syntax.text(name)
    let isText = syntax.kind(name) == .bicepString || syntax.kind(name) == .interpolatedString
    // A string of several lines begins with more than one quote.
    guard !text.contains("\n"), !isText || text.hasPrefix("'") && !text.dropFirst().hasPrefix("'") else { return nil }
    let location = syntax.value(of: "location", in: object).map(syntax.text) ?? "resourceGroup().location"
    return [
      "resource \(free(symbol + "Identity")) 'Microsoft.ManagedIdentity/userAssignedIdentities@\(NewResourceText.identityVersion)' = {",
      "  name: 'id-" + (isText ? String(text.dropFirst()) : "${\(text)}'"), "  location: \(location)", "}",
    ]
  }

  private func grant(to principal: String, as symbol: String, seed: String, on vault: String, byRole: Bool) -> [String] {
    if byRole {
      let role = Role.encryptionUser.guid
      return [
        "resource \(symbol) 'Microsoft.Authorization/roleAssignments@\(NewResourceText.roleAssignmentVersion)' = {",
        "  name: guid(\(vault).id, \(seed), '\(role)')", "  scope: \(vault)", "  properties: {",
        "    principalId: \(principal)", "    principalType: 'ServicePrincipal'",
        "    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '\(role)')", "  }", "}",
      ]
    }
    return [
      "resource \(symbol) 'Microsoft.KeyVault/vaults/accessPolicies@\(NewResourceText.accessPolicyVersion)' = {",
      "  parent: \(vault)", "  name: 'add'", "  properties: {", "    accessPolicies: [", "      {",
      "        tenantId: subscription().tenantId", "        objectId: \(principal)", "        permissions: {",
      "          keys: [", "            'get'", "            'wrapKey'", "            'unwrapKey'", "          ]", "        }", "      }",
      "    ]", "  }", "}",
    ]
  }

  /// The resource declaration of the file's own level that the place is in: once, not in a loop and under no condition.
  private func declaration(around place: ByteRange) -> Node? {
    syntax.declarations.first { node in
      let range = document.range(node)
      return syntax.kind(node) == .resourceDeclaration && range.start <= place.start && place.end <= range.end
        && syntax.loop(of: node) == nil && syntax.condition(of: node) == nil
    }
  }

  /// What names the resource that the place is in: `vault::policy` for one that is nested. Nil for one of a loop or condition,
  /// unless it is only to be waited for, as a module may be too.
  func symbol(around place: ByteRange, orModule: Bool = false) -> String? {
    func holds(_ node: Node) -> Bool {
      let range = document.range(node)
      return range.start <= place.start && place.end <= range.end
    }
    let outermost = syntax.declarations.first { node in
      holds(node) && (syntax.kind(node) == .resourceDeclaration || orModule && syntax.kind(node) == .moduleDeclaration)
    }
    guard var node = outermost, var text = symbol(of: node) else { return nil }
    func isPlain(_ node: Node) -> Bool { syntax.loop(of: node) == nil && syntax.condition(of: node) == nil }
    var isNamed = orModule || isPlain(node)
    while let child = syntax.object(of: node).flatMap({ syntax.nestedResources(of: $0).first(where: holds) }) {
      guard let name = symbol(of: child), syntax.loop(of: node) == nil else { return nil }
      text += "::" + name
      node = child
      isNamed = isNamed && (orModule || isPlain(child))
    }
    return isNamed ? text : nil
  }

  private func symbol(of declaration: Node) -> String? { syntax.name(of: declaration).map(syntax.text) }

  private func free(_ name: String) -> String {
    let taken = Set(syntax.declarations.compactMap { syntax.name(of: $0).map(syntax.text) })
    return NewResourceText.free(name, taken.contains)
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

/// A new resource in an ARM template, at the end of the section that the resource which it is about is in.
struct NewARMResource {
  let document: Document

  func edits(_ resource: NewResource, beside place: ByteRange, holder: ByteRange?) -> [TextEdit]? {
    guard let vault = declared(around: place) else { return nil }
    var properties: [Literal.Property]
    var more: [TextEdit] = []
    let name: String
    switch resource {
    case .deleteLock:
      name = "keep-keys"
      properties = [
        text("type", "Microsoft.Authorization/locks"), text("apiVersion", NewResourceText.lockVersion), text("name", name),
        text("scope", scope(on: vault)),
        Literal.Property("properties", .object([text("level", "CanNotDelete")])),
        Literal.Property("dependsOn", .array([.string("[\(vault.id)]")])),
      ]
    case .identity:
      name = "key-identity"
      let location = vault.location.map { [Literal.Property("location", .string($0))] } ?? []
      properties =
        [
          text("type", "Microsoft.ManagedIdentity/userAssignedIdentities"), text("apiVersion", NewResourceText.identityVersion),
          text("name", vault.literalName.map { "id-" + $0 } ?? "[format('id-{0}', \(vault.name))]"),
        ] + location
    case .key: return nil
    case .keyGrant(.service(let service), let byRole):
      // Parameters of the template itself: those of a nested one are given where it is called.
      guard let top = document.topValue(), document.value(top, "resources", ignoringCase: true) == vault.section else { return nil }
      let taken = document.value(top, "parameters", ignoringCase: true).map { Set(document.members($0).map(\.name)) } ?? []
      let parameter = NewResourceText.free("cosmosDBObjectId", taken.contains)
      name = "cosmos-key-access"
      properties = grant(to: "[parameters('\(parameter)')]", seed: "parameters('\(parameter)')", on: vault, byRole: byRole)
      properties.append(Literal.Property("dependsOn", .array([.string("[\(vault.id)]")])))
      let description = Literal.object([text("description", NewResourceText.description(of: service))])
      more = document.textEdits(
        for: .insert(
          into: top, path: ["parameters", parameter], .object([text("type", "string"), Literal.Property("metadata", description)])))
      guard !more.isEmpty else { return nil }
    case .keyGrant(let who, let byRole):
      guard let holder = holder.flatMap({ declared(around: $0) }), holder.section == vault.section else { return nil }
      name = "key-access"
      properties = grant(
        to: who.isUserAssigned
          ? "[reference(\(holder.id), '\(holder.apiVersion)').principalId]"
          : "[reference(\(holder.id), '\(holder.apiVersion)', 'full').identity.principalId]", seed: holder.id, on: vault, byRole: byRole)
      properties.append(Literal.Property("dependsOn", .array([.string("[\(vault.id)]"), .string("[\(holder.id)]")])))
    }
    guard document.elements(vault.section).isEmpty else {
      return more + document.textEdits(for: .insert(into: vault.section, path: [], .object(properties)))
    }
    let taken = Set(document.members(vault.section).map(\.name))
    let symbol = NewResourceText.free(name, taken.contains)
    return more + document.textEdits(for: .insert(into: vault.section, path: [symbol], .object(properties)))
  }

  /// A resource as other expressions of its template name it.
  struct Declared {
    /// The array or object that it is declared in.
    var section: Node
    var type: String
    var apiVersion: String
    /// Its name as an operand: `'kv'`, `parameters('vault')`.
    var name: String
    var literalName: String?
    var location: String?

    var id: String { "resourceId('\(type)', \(parts ?? name))" }
    /// The operands of a literal name of several parts.
    var parts: String? {
      guard let literalName, literalName.contains("/"), !literalName.contains("'") else { return nil }
      return literalName.split(separator: "/").map { "'\($0)'" }.joined(separator: ", ")
    }
  }

  /// The declaration around a place as an operand of the expression at `reader`, and its API version. A name that is computed means
  /// something only in the template that it stands in.
  func operand(around place: ByteRange, from reader: ByteRange) -> (id: String, apiVersion: String)? {
    guard let found = declared(around: place), found.literalName != nil || section(around: reader) == found.section else { return nil }
    return (found.id, found.apiVersion)
  }

  /// The resources of the innermost template around a place.
  private func section(around place: ByteRange) -> Node? {
    var template = document.topValue()
    var innermost: Node?
    for _ in 0..<64 {
      guard let section = template.flatMap({ document.value($0, "resources", ignoringCase: true) }) else { break }
      innermost = section
      let resources = document.members(section).map(\.value) + document.elements(section)
      let nested = resources.first { contains($0, place) }.flatMap { document.value($0, "properties", ignoringCase: true) }
        .flatMap { document.value($0, "template", ignoringCase: true) }
      guard let nested, contains(nested, place) else { break }
      template = nested
    }
    return innermost
  }

  /// How `dependsOn` of the declaration around `dependent` names the one around a place: by its symbolic name, else by its name as it
  /// is written. From outside of a nested deployment it is the deployment that is waited for.
  func dependency(around place: ByteRange, from dependent: ByteRange) -> String? {
    var template = document.topValue()
    for _ in 0..<64 {
      guard let section = template.flatMap({ document.value($0, "resources", ignoringCase: true) }) else { return nil }
      let symbols = document.members(section)
      let named: [(name: String?, node: Node)] =
        symbols.isEmpty ? document.elements(section).map { (nil, $0) } : symbols.map { ($0.name, $0.value) }
      guard let (symbol, resource) = named.first(where: { contains($0.node, place) }) else { return nil }
      if contains(resource, dependent) {
        template = document.value(resource, "properties", ignoringCase: true).flatMap {
          document.value($0, "template", ignoringCase: true)
        }
        continue
      }
      if let symbol { return symbol }
      // What waits for a resource does not wait for the ones that are nested in it.
      if let nested = document.value(resource, "resources", ignoringCase: true), contains(nested, place) { return nil }
      guard let node = document.value(resource, "name", ignoringCase: true), case .string(let name)? = document.scalar(node) else {
        return nil
      }
      return name
    }
    return nil
  }

  private func scope(on vault: Declared) -> String {
    vault.literalName.map { "\(vault.type)/\($0)" } ?? "[format('\(vault.type)/{0}', \(vault.name))]"
  }

  private func grant(to principal: String, seed: String, on vault: Declared, byRole: Bool) -> [Literal.Property] {
    if byRole {
      let role = Role.encryptionUser.guid
      return [
        text("type", "Microsoft.Authorization/roleAssignments"), text("apiVersion", NewResourceText.roleAssignmentVersion),
        text("name", "[guid(\(vault.id), \(seed), '\(role)')]"), text("scope", scope(on: vault)),
        Literal.Property(
          "properties",
          .object([
            text("principalId", principal), text("principalType", "ServicePrincipal"),
            text("roleDefinitionId", "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '\(role)')]"),
          ])),
      ]
    }
    let permissions = Literal.object([Literal.Property("keys", .array(KeyPermission.needed.map { .string($0.name) }))])
    return [
      text("type", "Microsoft.KeyVault/vaults/accessPolicies"), text("apiVersion", NewResourceText.accessPolicyVersion),
      text("name", "[format('{0}/add', \(vault.name))]"),
      Literal.Property(
        "properties",
        .object([
          Literal.Property(
            "accessPolicies",
            .array([
              .object([
                text("tenantId", "[subscription().tenantId]"), text("objectId", principal), Literal.Property("permissions", permissions),
              ])
            ]))
        ])),
    ]
  }

  private func text(_ name: String, _ value: String) -> Literal.Property { Literal.Property(name, .string(value)) }

  /// The resource that the place is in, one of the template's own: not in a loop, under no condition, no child.
  func declared(around place: ByteRange) -> Declared? {
    guard let top = document.topValue() else { return nil }
    var templates = [top]
    var found: Declared?
    // The innermost template around the place; what is deeper than the walk that finds resources is in none.
    for _ in 0..<64 {
      guard let template = templates.popLast(), let section = document.value(template, "resources", ignoringCase: true) else { break }
      let resources = document.members(section).map(\.value) + document.elements(section)
      guard let resource = resources.first(where: { contains($0, place) }) else { break }
      found = declared(resource, in: section)
      if let properties = document.value(resource, "properties", ignoringCase: true),
        let nested = document.value(properties, "template", ignoringCase: true), contains(nested, place)
      {
        templates.append(nested)
      }
    }
    return found
  }

  private func declared(_ resource: Node, in section: Node) -> Declared? {
    func text(_ name: String) -> String? {
      guard let value = document.value(resource, name, ignoringCase: true), case .string(let text) = document.scalar(value) else {
        return nil
      }
      return text
    }
    guard document.value(resource, "copy", ignoringCase: true) == nil, document.value(resource, "condition", ignoringCase: true) == nil,
      let type = text("type"), let name = text("name"), let apiVersion = text("apiVersion")
    else { return nil }
    // The parts of a child's name can be told apart where it is literal.
    let levels = type.utf8.filter { $0 == UInt8(ascii: "/") }.count
    guard levels == 1 || !name.hasPrefix("[") && name.utf8.filter({ $0 == UInt8(ascii: "/") }).count == levels - 1 else { return nil }
    let operand: String
    var literalName: String?
    switch ARMExpression.read(name) {
    case .text(let text):
      literalName = text
      operand = "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    case .expression: operand = String(name.dropFirst().dropLast())
    case .malformed: return nil
    }
    return Declared(
      section: section, type: type, apiVersion: apiVersion, name: operand, literalName: literalName, location: text("location"))
  }

  private func contains(_ node: Node, _ place: ByteRange) -> Bool {
    let range = document.range(node)
    return range.start <= place.start && place.end <= range.end
  }
}

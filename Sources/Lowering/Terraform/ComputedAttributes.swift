import EncryptionModel
import SourceText

/// What a resource of Terraform's answers before it is there, as far as its arguments tell.
enum ComputedAttributes {
  /// The value of an attribute at a path (`identity`, `0`, `principal_id`); nil where nobody knows.
  static func value(of resource: TerraformResource, path: [String], at site: Site) -> EvaluatedValue? {
    if path == ["id"], let group = resourceGroupID(of: resource) { return EvaluatedValue(.text(group), at: site) }
    guard let evaluated = TerraformDeclarations.evaluated(resource, .none).first, !Azurerm.isAddition(resource.type) else { return nil }
    func text(_ text: SymbolicText) -> EvaluatedValue { EvaluatedValue(.text(text), at: site) }
    func handle(_ path: String..., isFull: Bool = false) -> ResourceHandle {
      ResourceHandle(type: evaluated.type, name: evaluated.name, path: path, isFull: isFull, scope: resource.scope)
    }
    let id = evaluated.identifier
    switch (resource.type, path.joined(separator: ".")) {
    case ("azurerm_key_vault", "vault_uri"): return text(handle("vaultUri").text)
    case ("azurerm_key_vault_key", "id"): return text(handle("keyUriWithVersion").text)
    case ("azurerm_key_vault_key", "versionless_id"): return text(handle("keyUri").text)
    case ("azurerm_key_vault_key", "resource_versionless_id"): return text(id)
    case ("azurerm_key_vault_key", "resource_id"):
      let version = SymbolicText.Symbol(name: "latest version of \(evaluated.name.expression)", scope: resource.scope)
      return text(id + SymbolicText("/versions/") + SymbolicText(version))
    case ("azurerm_user_assigned_identity", "principal_id"): return EvaluatedValue(.resource(handle("principalId")), at: site)
    case ("azurerm_user_assigned_identity", "client_id"): return EvaluatedValue(.resource(handle("clientId")), at: site)
    case (_, "identity.0.principal_id"), (_, "identity.principal_id"):
      return EvaluatedValue(.resource(handle("identity", "principalId", isFull: true)), at: site)
    case ("azapi_resource", _) where path.first == "output": return output(path.dropFirst(), of: evaluated, resource, at: site)
    case ("azapi_update_resource", _): return nil
    case (_, "id"): return text(id)
    default: return nil
    }
  }

  /// What azapi answers of a resource, in ARM's own words: `output.properties.principalId`.
  private static func output(
    _ path: ArraySlice<String>, of evaluated: EvaluatedResource, _ resource: TerraformResource, at site: Site
  ) -> EvaluatedValue? {
    guard let first = path.first else { return nil }
    if path.count == 1, first == "id" { return EvaluatedValue(.text(evaluated.identifier), at: site) }
    if path.count == 1, first == "name", let name = evaluated.names.last { return EvaluatedValue(.text(name), at: site) }
    let isProperty = first == "properties"
    guard path.count > 1, isProperty || first == "identity" else { return nil }
    let handle = ResourceHandle(
      type: evaluated.type, name: evaluated.name, path: Array(isProperty ? path.dropFirst() : path), isFull: !isProperty,
      scope: resource.scope)
    if let text = RuntimeProperty.text(of: handle) { return EvaluatedValue(.text(text), at: site) }
    return EvaluatedValue(.resource(handle), at: site)
  }

  /// The id of a resource group, which is below a subscription and no provider.
  private static func resourceGroupID(of resource: TerraformResource) -> SymbolicText? {
    let arguments = TerraformArguments(resource: resource)
    let isGroup =
      resource.type == "azurerm_resource_group"
      || resource.type == "azapi_resource"
        && arguments.text("type")?.knownPrefix.lowercased().hasPrefix("microsoft.resources/resourcegroups@") == true
    guard isGroup, let name = arguments.text("name") else { return nil }
    let subscription = SymbolicText.Symbol(name: "subscription().subscriptionId", scope: resource.deployment ?? resource.scope)
    return SymbolicText("/subscriptions/") + SymbolicText(subscription) + SymbolicText("/resourceGroups/") + name
  }
}

extension EvaluatedResource {
  /// The resource's id, unknown parts as symbols.
  var identifier: SymbolicText {
    let parts = type.split(separator: "/").map(String.init)
    var text = SymbolicText("")
    if let subscription = place.subscription { text = SymbolicText("/subscriptions/") + subscription }
    if let group = place.resourceGroup { text = text + SymbolicText("/resourceGroups/") + group }
    text = text + SymbolicText("/providers/" + (parts.first ?? ""))
    for (level, name) in zip(parts.dropFirst(), names) { text = text + SymbolicText("/\(level)/") + name }
    return text
  }
}

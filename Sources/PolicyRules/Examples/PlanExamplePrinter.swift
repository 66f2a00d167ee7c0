/// Prints an example as `terraform show -json` prints a plan.
struct PlanExamplePrinter {
  /// Nil: everything is created.
  let before: TerraformExample?
  let after: TerraformExample

  static let group = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai"

  var text: String {
    var changes: [ExampleValue] = []
    for block in after.blocks where block.kind == "resource" {
      let earlier = before?[block.address]
      // Once something is there, all that it tells is known.
      var unknown: [ExampleValue.Member] = []
      let now = values(of: block, in: after, isKnown: { before?[$0] != nil }, unknown: &unknown)
      var none: [ExampleValue.Member] = []
      let was = earlier.map { values(of: $0, in: before ?? after, isKnown: { _ in true }, unknown: &none) }
      let action: ExampleValue = was == nil ? "create" : was == now ? "no-op" : "update"
      changes.append(change(block, [action], before: was, after: now, unknown: unknown))
    }
    for block in before?.blocks ?? [] where block.kind == "resource" && after[block.address] == nil {
      var none: [ExampleValue.Member] = []
      let was = values(of: block, in: before ?? after, isKnown: { _ in true }, unknown: &none)
      changes.append(change(block, ["delete"], before: was, after: nil, unknown: []))
    }
    let configuration = after.blocks.filter { $0.kind == "resource" }.map { block -> ExampleValue in
      [
        "address": .text(block.address), "mode": "managed", "type": .text(block.labels.first ?? ""), "name": .text(block.labels.last ?? ""),
        "provider_config_key": "azurerm", "expressions": expressions(block.body.members ?? []),
      ]
    }
    return JSONExamplePrinter(reference: { symbol, _ in symbol }).text([
      "format_version": "1.2", "terraform_version": "1.11.4", "resource_changes": .list(changes),
      "configuration": [
        "provider_config": [
          "azurerm": ["name": "azurerm", "full_name": "registry.terraform.io/hashicorp/azurerm", "version_constraint": "~> 4.50"]
        ],
        "root_module": ["resources": .list(configuration)],
      ],
    ])
  }

  private func change(
    _ block: TerraformExample.Block, _ actions: ExampleValue, before: ExampleValue?, after: ExampleValue?, unknown: [ExampleValue.Member]
  ) -> ExampleValue {
    [
      "address": .text(block.address), "mode": "managed", "type": .text(block.labels.first ?? ""), "name": .text(block.labels.last ?? ""),
      "provider_name": "registry.terraform.io/hashicorp/azurerm",
      "change": ["actions": actions, "before": before ?? .null, "after": after ?? .null, "after_unknown": .object(unknown)],
    ]
  }

  private func values(
    of block: TerraformExample.Block, in example: TerraformExample, isKnown: (String) -> Bool, unknown: inout [ExampleValue.Member]
  ) -> ExampleValue {
    .object(values(block.body.members ?? [], in: example, isKnown: isKnown, unknown: &unknown))
  }

  private func values(
    _ members: [ExampleValue.Member], in example: TerraformExample, isKnown: (String) -> Bool, unknown: inout [ExampleValue.Member]
  ) -> [ExampleValue.Member] {
    var result: [ExampleValue.Member] = []
    for member in members {
      switch member.value {
      case .reference(let address, let path):
        if isKnown(address) {
          result.append(.init(member.name, .text(told(address, path, in: example))))
        } else {
          unknown.append(.init(member.name, true))
        }
      case .blocks(let blocks):
        var masks: [ExampleValue] = []
        let known = blocks.map { block -> ExampleValue in
          var mask: [ExampleValue.Member] = []
          let inner = values(block, in: example, isKnown: isKnown, unknown: &mask)
          masks.append(.object(mask))
          return .object(inner)
        }
        result.append(.init(member.name, .list(known)))
        if masks.contains(where: { !($0.members ?? []).isEmpty }) { unknown.append(.init(member.name, .list(masks))) }
      case .object(let inner):
        var mask: [ExampleValue.Member] = []
        result.append(.init(member.name, .object(values(inner, in: example, isKnown: isKnown, unknown: &mask))))
        if !mask.isEmpty { unknown.append(.init(member.name, .object(mask))) }
      case .list(let elements):
        if elements.contains(where: { !$0.references.isEmpty && !$0.references.allSatisfy(isKnown) }) {
          unknown.append(.init(member.name, true))
        } else {
          result.append(
            .init(
              member.name,
              .list(
                elements.map { element in
                  if case .reference(let address, let path) = element { return .text(told(address, path, in: example)) }
                  return element
                })))
        }
      case .text, .integer, .boolean, .null: result.append(member)
      }
    }
    return result
  }

  /// What a deployed resource answers.
  private func told(_ address: String, _ path: [String], in example: TerraformExample) -> String {
    guard let block = example[address] else { return address }
    var name = block.labels.last ?? ""
    for member in block.body.members ?? [] where member.name == "name" {
      if case .text(let text) = member.value { name = text }
    }
    let version = "0123456789abcdef0123456789abcdef"
    switch (block.labels.first ?? "", path.last ?? "") {
    case ("azurerm_key_vault", "id"): return "\(Self.group)/providers/Microsoft.KeyVault/vaults/\(name)"
    case ("azurerm_key_vault", "vault_uri"): return "https://\(name).vault.azure.net/"
    case ("azurerm_key_vault_key", let attribute):
      let vault = vaultName(of: block, in: example)
      if attribute == "resource_versionless_id" { return "\(Self.group)/providers/Microsoft.KeyVault/vaults/\(vault)/keys/\(name)" }
      return "https://\(vault).vault.azure.net/keys/\(name)" + (attribute == "id" ? "/" + version : "")
    case ("azurerm_user_assigned_identity", "id"):
      return "\(Self.group)/providers/Microsoft.ManagedIdentity/userAssignedIdentities/\(name)"
    case ("azurerm_cognitive_account", "id"): return "\(Self.group)/providers/Microsoft.CognitiveServices/accounts/\(name)"
    case ("azurerm_ai_foundry", "id"): return "\(Self.group)/providers/Microsoft.MachineLearningServices/workspaces/\(name)"
    case ("azurerm_storage_account", "id"): return "\(Self.group)/providers/Microsoft.Storage/storageAccounts/\(name)"
    case ("azurerm_search_service", "id"): return "\(Self.group)/providers/Microsoft.Search/searchServices/\(name)"
    default: return ExampleSpelling.guid(for: address + "." + path.joined(separator: "."))
    }
  }

  private func vaultName(of key: TerraformExample.Block, in example: TerraformExample) -> String {
    for member in key.body.members ?? [] where member.name == "key_vault_id" {
      guard case .reference(let address, _) = member.value, let vault = example[address] else { continue }
      for argument in vault.body.members ?? [] where argument.name == "name" {
        if case .text(let text) = argument.value { return text }
      }
    }
    return "kv-ai"
  }

  /// The references and constants of the configuration, as a plan tells them.
  private func expressions(_ members: [ExampleValue.Member]) -> ExampleValue {
    .object(
      members.map { member in
        switch member.value {
        case .blocks(let blocks): return .init(member.name, .list(blocks.map { expressions($0) }))
        case .object(let inner) where !member.value.references.isEmpty: return .init(member.name, expressions(inner))
        default:
          let references = member.value.allReferences
          guard !references.isEmpty else { return .init(member.name, ["constant_value": member.value]) }
          return .init(member.name, ["references": .list(references.map { .text($0) })])
        }
      })
  }
}

extension ExampleValue {
  /// References as a plan lists them: the attribute, then the resource.
  fileprivate var allReferences: [String] {
    switch self {
    case .reference(let address, let path):
      [([address] + path).joined(separator: ".").replacing(".0.", with: "[0]."), address]
    case .list(let elements): elements.flatMap(\.allReferences)
    default: []
    }
  }
}

import EncryptionModel

extension Rule {
  static let speechWithoutStorage = Rule(
    page: RulePage(
      id: "CMK508", name: "speech-without-storage", severity: .info, group: .c, fix: .none,
      sources: [.platform("what Speech writes outside of your own storage account is not covered by the key")],
      summary: "A Speech resource with a customer-managed key has no storage account of its own.",
      why: """
        Recordings and models that Speech keeps for you lie in its own storage unless you bring a storage account; with one they are \
        encrypted with that account's key.
        """,
      examples: [RulePage.Example].azure(
        bad: .speech,
        good: .speech.setting(
          "account", "properties", "userOwnedStorage",
          to: [
            [
              "resourceId":
                "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.Storage/storageAccounts/stai"
            ]
          ]))
        + .terraform(
          bad: .speech,
          good: .speech.setting(
            "azurerm_cognitive_account.main", "storage",
            to: .block([
              "storage_account_id":
                "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai/providers/Microsoft.Storage/storageAccounts/stai"
            ]))),
      gaps: [RulePage.Gap([.manifest], "a manifest does not tell a resource's own storage")]),
    check: .resource { entry, report in
      let resource = entry.resource
      guard resource.kind == .speech, resource.encryption.isCustomerManaged, let account = resource.account else { return }
      guard account.userOwnedStorage.certainly({ $0 != true }) else { return }
      report(
        Finding(
          "\(entry.title) has a customer-managed key but no storage account of your own; what it keeps is not covered.",
          at: Place(resource.site), subject: entry.subject))
    })
}

extension AzureExample {
  static let speech = foundry.setting("account", "kind", to: "SpeechServices").removing("account", "properties", "allowProjectManagement")
    .setting("account", "tags", to: ["cmkRequestForm": "REQ-10234"])
}

extension TerraformExample {
  static let speech = foundry.setting("azurerm_cognitive_account.main", "kind", to: "SpeechServices")
    .removing("azurerm_cognitive_account.main", "project_management_enabled")
    .setting("azurerm_cognitive_account.main", "tags", to: ["cmkRequestForm": "REQ-10234"])
}

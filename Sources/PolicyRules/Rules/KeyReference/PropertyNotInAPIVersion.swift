import EncryptionModel

extension Rule {
  static let propertyNotInAPIVersion = Rule(
    page: RulePage(
      id: "CMK409", name: "property-not-in-api-version", severity: .warning, group: .c, fix: .judged,
      sources: [
        .platform("enableServiceSideCMKEncryption is in previews since 2024-07-01-preview and in versions since 2025-06-01"),
        .platform("allowProjectManagement is there since 2025-04-01-preview"),
      ],
      summary: "A property of the encryption is set with an API version that does not have it.",
      why: """
        Azure ignores a property that the API version does not know, without a word. With enableServiceSideCMKEncryption that is an error: \
        the hub is created with the older architecture, in a managed resource group of yours, and cannot be changed afterwards.
        """,
      examples: .azure(bad: .hub.versioned("hub", "2024-10-01"), good: .hub).leavingOut(.whatIf),
      gaps: [
        RulePage.Gap([.manifest], "a manifest has no API version"),
        RulePage.Gap([.terraform, .plan], "azurerm chooses the API version; azapi's types are judged as ARM's"),
        RulePage.Gap([.whatIf], "what the API version does not have is not in the result"),
      ]),
    check: .resource { entry, report in
      guard entry.origin.dialect != .whatIf else { return }
      for property in entry.resource.newerProperties {
        var finding = Finding(
          "\(entry.title.capitalizedFirst) sets '\(property.name)', which API version \(property.apiVersion) does not have; \(property.firstVersion) does.",
          severity: property.name == "enableServiceSideCMKEncryption" ? .error : nil, at: property.place, subject: entry.subject,
          related: [Related("the API version", at: property.apiVersionPlace.site)])
        if let slot = property.apiVersionPlace.slot {
          finding.fixes = [
            Fix("Use API version \(property.firstVersion)", .unsafe, .set(slot, .text(property.firstVersion)))
          ]
        }
        report(finding)
      }
    })
}

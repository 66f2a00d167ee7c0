import EncryptionModel

extension Rule {
  static let requestForm = Rule(
    page: RulePage(
      id: "CMK901", name: "request-form", severity: .error, fix: .judged,
      sources: [
        .policy("001", "the request form is required for Speech and Content Moderator with customer-managed keys"),
        .policy("004", "the request form is required for Speech and Content Safety with customer-managed keys"),
      ],
      summary: "Speech, Content Safety or Content Moderator has a customer-managed key and no evidence of the approved request form.",
      why: """
        These services take a customer-managed key only in subscriptions for which Microsoft has approved the request form \
        (https://aka.ms/cogsvc-cmk); approval takes three to five working days. Evidence is the manifest's `requestForm`, the tag \
        `cmkRequestForm` on the resource, or an entry under `requestForms` in the configuration. The quick-fix inserts a form to fill in: \
        it does not end the finding. In edition 2026-08, whose text no longer mentions the form, it is a warning.
        """,
      examples: [
        .manifest(
          bad: ExampleText.manifest(kind: "speech"),
          good: ExampleText.manifest(kind: "speech", resource: "requestForm: { reference: REQ-10234, approved: 2026-10-02 }"))
      ]
        + .azure(
          bad: .foundry.setting("account", "kind", to: "SpeechServices").removing("account", "properties", "allowProjectManagement"),
          good: .foundry.setting("account", "kind", to: "SpeechServices").removing("account", "properties", "allowProjectManagement")
            .setting("account", "tags", to: ["cmkRequestForm": "REQ-10234"]))
        + .terraform(
          bad: .foundry.setting("azurerm_cognitive_account.main", "kind", to: "SpeechServices").removing(
            "azurerm_cognitive_account.main", "project_management_enabled"),
          good: .foundry.setting("azurerm_cognitive_account.main", "kind", to: "SpeechServices").removing(
            "azurerm_cognitive_account.main", "project_management_enabled"
          ).setting("azurerm_cognitive_account.main", "tags", to: ["cmkRequestForm": "REQ-10234"]))),
    check: .resource { entry, report in
      let resource = entry.resource
      switch resource.kind {
      case .speech, .contentSafety, .contentModerator: break
      default: return
      }
      guard RequestFormEvidence.isNeeded(resource, &report) else { return }
      switch RequestFormEvidence.outcome(of: resource, report) {
      case .approved: break
      case .undecided(let unknown): report.waits(for: unknown)
      case .lacking(let what, let place):
        report(
          Finding(
            "\(resource.kind.title.capitalizedFirst) '\(resource.name.display)' has a customer-managed key, but \(what) "
              + "(\(RequestFormEvidence.address)).",
            severity: report.edition == .august2026 ? .warning : nil, at: place, subject: Subject(.resource, resource.name.display),
            fix: Fix.form(place)))
      }
    })
}

extension Fix {
  /// Inserts a request form to be filled in.
  static func form(_ place: Place) -> Fix? {
    place.slot.map { Fix("Insert a request form to fill in", .skeleton, .set($0, .requestFormSkeleton)) }
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

@testable import Lowering

/// A report of Terraform's or ARM's in a test.
struct ReportFixture {
  let file: SourceFile

  init(_ text: String, path: String = "/w/plan.json", role: FileRole = .plan) { self.init(bytes: Array(text.utf8), path: path, role: role) }

  init(bytes: [UInt8], path: String, role: FileRole) {
    file = SourceFile(id: FileID(1), path: path, role: role, document: Document(SourceText(bytes), format: .json(.strict)))
  }

  /// A plan with these changes and a configuration.
  static func plan(_ changes: String..., configuration: String = "{}", more: String = "") -> ReportFixture {
    ReportFixture(
      """
      { "format_version": "1.2", "terraform_version": "1.11.4",
        "resource_changes": [ \(changes.joined(separator: ",\n")) ],
        "configuration": \(configuration)\(more.isEmpty ? "" : ",") \(more) }
      """)
  }

  /// One change: `change` holds its actions, values and masks.
  static func change(_ address: String, _ change: String, more: String = "") -> String {
    let parsed = PlanAddress(address)
    let type = parsed?.type ?? ""
    return """
      { "address": "\(address.replacing("\"", with: "\\\""))", "mode": "\(parsed?.isData == true ? "data" : "managed")", "type": "\(type)",
        "name": "\(parsed?.name ?? "")", "provider_name": "registry.opentofu.org/hashicorp/azurerm"\(more.isEmpty ? "" : ",") \(more),
        "change": { \(change) } }
      """
  }

  static func create(_ address: String, _ after: String, unknown: String = "{}") -> String {
    change(address, #""actions": ["create"], "before": null, "after": \#(after), "after_unknown": \#(unknown)"#)
  }

  static func update(_ address: String, from before: String, to after: String, actions: String = #"["update"]"#) -> String {
    change(address, #""actions": \#(actions), "before": \#(before), "after": \#(after), "after_unknown": {}"#)
  }

  var plan: Declarations { PlanLowering.lower(file) }
  var whatIf: Declarations { WhatIfLowering.lower(file) }

  func lines(_ declarations: Declarations?) -> [String] { declarations.map { FactListing(file).plain($0) } ?? [] }

  /// The text of the line that a site is on.
  func line(_ site: Site?) -> String {
    guard let site, let range = file.items.range(of: site) else { return "" }
    let text = file.document.text
    let number = text.position(of: range.start, in: .utf8).line
    return text.string(ByteRange(0, text.count)).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[number]
  }
}

import Analysis
import Lowering
import PolicyRules
import SourceText
import SyntaxTree
import Testing

/// A person at an editor: moves the caret, types, and takes proposals by their label.
struct Writer {
  private(set) var text = ""
  private(set) var caret = 0
  let format: Format
  let role: FileRole
  var names = WorkspaceNames.none
  /// Labels that were asked for and not offered.
  private(set) var missed: [String] = []

  init(_ text: String = "", format: Format, role: FileRole) {
    self.text = text
    self.format = format
    self.role = role
    caret = text.utf8.count
  }

  mutating func type(_ typed: String) {
    replace(ByteRange(caret, caret), with: typed)
  }

  /// Takes a proposal; the caret goes behind it.
  mutating func take(_ label: String) {
    let document = Document(SourceText(text), format: format)
    let completions = CompletionEngine.completions(document: document, role: role, offset: caret, names: names)
    guard let completion = completions.first(where: { $0.label == label }) else {
      missed.append("\(label), offered: \(completions.map(\.label)) in\n\(text)")
      return
    }
    replace(completion.range, with: completion.newText)
  }

  /// Puts the caret behind the last occurrence of `words`.
  mutating func go(behind words: String) {
    let bytes = Array(text.utf8)
    let wanted = Array(words.utf8)
    caret = (0...max(0, bytes.count - wanted.count)).last { bytes[$0...].starts(with: wanted) }.map { $0 + wanted.count } ?? bytes.count
  }

  mutating func goToEnd() { caret = text.utf8.count }

  private mutating func replace(_ range: ByteRange, with replacement: String) {
    text = String(decoding: Array(text.utf8).applying([TextEdit(range, replacement)]).text, as: UTF8.self)
    caret = range.start + replacement.utf8.count
  }
}

@Suite struct DrivenCompletionTests {
  private func problems(_ path: String, _ text: String) -> [String] {
    var workbench = Workbench([(path, text)])
    return workbench.lines()
  }

  @Test func completionsAloneLeadFromNothingToACompliantManifestInYAML() {
    var writer = Writer(format: .yaml, role: .manifest)
    writer.take("cmkManifest")
    writer.type("\n")
    writer.take("vaults")
    writer.type("\n")
    writer.take("resources")
    writer.go(behind: "kind: ")
    writer.take("foundry")
    writer.type("\n    ")
    writer.take("identity")
    writer.type("\n    ")
    writer.take("encryption")
    writer.go(behind: "key: ")
    writer.take("kv-main/key-main")
    writer.type("\n    ")
    writer.take("capabilities")
    writer.go(behind: "size: 2048")
    writer.type("\n    ")
    writer.take("grants")
    writer.go(behind: "- identity: ")
    writer.take("resource-main")
    writer.goToEnd()
    writer.type("\n")
    #expect(writer.missed == [])
    #expect(
      writer.text == """
        cmkManifest: 1
        vaults:
          kv-main:
            region: eastus
            purgeProtection: true
            keys:
              key-main:
                type: RSA
                size: 2048
            grants:
              - identity: resource-main
                permissions: [get, wrapKey, unwrapKey]
        resources:
          resource-main:
            kind: foundry
            identity: systemAssigned
            encryption:
              source: customerManaged
              key: kv-main/key-main
            capabilities: []

        """)
    #expect(problems("a.cmk.yaml", writer.text) == [])
  }

  @Test func completionsAloneLeadFromNothingToACompliantManifestInJSON() {
    var writer = Writer(format: .json(.relaxed), role: .manifest)
    writer.take("{ cmkManifest }")
    writer.go(behind: "\"cmkManifest\": 1")
    writer.type(",\n  ")
    writer.take("vaults")
    writer.type(",\n  ")
    writer.take("resources")
    writer.go(behind: "\"kind\": \"")
    writer.take("foundry")
    writer.type(",\n      ")
    writer.take("identity")
    writer.type(",\n      ")
    writer.take("encryption")
    writer.go(behind: "\"key\": \"")
    writer.take("kv-main/key-main")
    writer.go(behind: "\"key\": \"kv-main/key-main\"\n      }")
    writer.type(",\n      ")
    writer.take("capabilities")
    #expect(writer.missed == [])
    #expect(Document(SourceText(writer.text), format: .json(.strict)).syntaxErrors().map(\.message) == [], "\(writer.text)")
    #expect(problems("a.cmk.json", writer.text) == [])
  }

  @Test func completionsLeadToACompliantVaultKeyAndFoundryResourceInATemplate() {
    let schema = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    var writer = Writer(
      "{\n  \"$schema\": \"\(schema)\",\n  \"contentVersion\": \"1.0.0.0\",\n  \"resources\": [\n    \n  ]\n}\n",
      format: .json(.armTemplate), role: .armTemplate)
    writer.names = WorkspaceNames(vaults: ["kv"], keys: ["kv/k"])
    func resource(_ type: String, version: String, name: String, location: Bool = true) {
      writer.take(type)
      fill("apiVersion", version)
      writer.go(behind: "\"name\": \"")
      if location { fill("location", "[resourceGroup().location]") }
      writer.go(behind: "\"apiVersion\": \"\(version)\",\n      \"name\": \"")
      writer.type(name)
    }
    func fill(_ property: String, _ label: String) {
      writer.go(behind: "\"\(property)\": \"")
      writer.take(label)
    }
    writer.go(behind: "\"resources\": [\n    ")
    resource("Microsoft.KeyVault/vaults", version: "2026-02-01", name: "kv")
    writer.go(behind: "\n    }")
    writer.type(",\n    ")
    resource("Microsoft.KeyVault/vaults/keys", version: "2026-02-01", name: "kv/k", location: false)
    writer.go(behind: "\n    }")
    writer.type(",\n    ")
    resource("Microsoft.CognitiveServices/accounts", version: "2025-06-01", name: "foundry")
    fill("kind", "AIServices")
    fill("keyVaultUri", "kv")
    fill("keyName", "k")
    writer.go(behind: "\"keyName\": \"k\"")
    writer.type(",\n            \"identityClientId\": \"[reference(\(Self.identity), '2023-01-31').clientId]\"")
    writer.go(behind: "\"kind\": \"AIServices\",")
    writer.type("\n      ")
    // The names of other resources in expressions, and the order, are the author's.
    writer.type(
      """
      "identity": { "type": "UserAssigned", "userAssignedIdentities": { "[\(Self.identity)]": {} } },
            "dependsOn": ["[extensionResourceId(\(Self.vault), 'Microsoft.Authorization/roleAssignments', guid('a'))]"],
      """)
    writer.go(behind: "\"resources\": [\n    ")
    writer.type(
      """
      {
            "type": "Microsoft.ManagedIdentity/userAssignedIdentities", "apiVersion": "2023-01-31", "name": "id",
            "location": "[resourceGroup().location]"
          },
          {
            "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "[guid('a')]",
            "scope": "Microsoft.KeyVault/vaults/kv",
            "properties": {
              "principalId": "[reference(\(Self.identity), '2023-01-31').principalId]",
              "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'e147488a-f6f5-4113-8e2d-b22465e65bf6')]"
            },
            "dependsOn": ["[\(Self.vault)]"]
          },
          
      """)
    #expect(writer.missed == [])
    #expect(Document(SourceText(writer.text), format: .json(.armTemplate)).syntaxErrors().map(\.message) == [], "\(writer.text)")
    // Whether the resource is used for Speech is nothing that a template tells; rotation and a lock are advice.
    let advice = ["info CMK902", "hint CMK208", "hint CMK806"]
    let problems = problems("a.json", writer.text)
    #expect(problems.filter { problem in !advice.contains { problem.contains($0) } } == [], "\(writer.text)")
    #expect(problems.count == advice.count)
  }

  private static let identity = "resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'id')"
  private static let vault = "resourceId('Microsoft.KeyVault/vaults', 'kv')"
}

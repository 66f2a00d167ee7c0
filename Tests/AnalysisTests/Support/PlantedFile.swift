import SourceText
import SyntaxTree

/// A file with a vault without protection, a key of the wrong type and an account that encrypts with it added in its own style.
struct PlantedFile {
  enum Style: String, CaseIterable {
    case asIs
    case windows
    case tabs
  }

  /// What it is called in the workspace of the test.
  let name: String
  /// The state before; nil where none is compared.
  var before: SourceText?
  let text: SourceText
  /// The first byte that was added; 0: all are to be judged.
  let first: Int
  /// Where it comes from.
  let origin: String

  init(name: String, text: SourceText, first: Int, from origin: String) {
    self.name = name
    self.text = text
    self.first = first
    self.origin = origin
  }

  /// Larger ones make the tests slow and say nothing more.
  private static let largest = 60_000

  // MARK: Bicep and Terraform

  init?(bicep text: SourceText, _ style: Style, from origin: String) {
    self.init(
      "main.bicep", text, .bicep, style, origin,
      """
      resource kvPlanted 'Microsoft.KeyVault/vaults@2023-07-01' = {
        name: 'kv-planted'
        location: 'eastus'
        properties: {
          tenantId: tenant().tenantId
          sku: { family: 'A', name: 'standard' }
        }
      }

      resource keyPlanted 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
        parent: kvPlanted
        name: 'k'
        properties: {
          kty: 'EC' // not for encryption
          keySize: 4096
        }
      }

      resource planted 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'planted'
        location: 'eastus'
        kind: 'OpenAI'
        identity: { type: 'SystemAssigned' }
        properties: {
          encryption: {
            keySource: 'Microsoft.KeyVault'
            keyVaultProperties: { keyVaultUri: kvPlanted.properties.vaultUri, keyName: keyPlanted.name }
          }
        }
      }
      """)
  }

  init?(terraform text: SourceText, _ style: Style, from origin: String) {
    self.init(
      "main.tf", text, .hcl, style, origin,
      """
      resource "azurerm_key_vault" "planted" {
        name                = "kv-planted"
        location            = "eastus"
        resource_group_name = "rg-planted"
        sku_name            = "standard"
        tenant_id           = "00000000-0000-0000-0000-000000000000"
      }

      resource "azurerm_key_vault_key" "planted" {
        name         = "k"
        key_vault_id = azurerm_key_vault.planted.id
        key_type     = "RSA" # of a good size
        key_size     = 4096
        key_opts     = ["sign", "verify"]
      }

      resource "azurerm_cognitive_account" "planted" {
        name                = "planted"
        location            = "eastus"
        resource_group_name = "rg-planted"
        kind                = "OpenAI"
        sku_name            = "S0"

        identity {
          type = "SystemAssigned"
        }

        customer_managed_key {
          key_vault_key_id = azurerm_key_vault_key.planted.id
        }
      }
      """)
  }

  /// A scenario at the end of a Bicep or Terraform file; nil where both declare the same.
  init?(bad: String, before: String?, in text: SourceText, named name: String, _ style: Style, from origin: String) {
    let format = name.hasSuffix(".bicep") ? Format.bicep : .hcl
    let lines = Set(Self.declarations(String(decoding: text.bytes, as: UTF8.self)))
    guard lines.isDisjoint(with: Self.declarations(bad)) else { return nil }
    self.init(name, text, format, style, origin, bad)
    guard let before else { return }
    self.before = PlantedFile(name, text, format, style, origin, before)?.text
  }

  /// What the lines at the outermost level declare: `resource kv`, `resource "azurerm_key_vault" "kv"`.
  private static func declarations(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      guard line.first?.isLetter == true else { return nil }
      let words = line.split(separator: " ")
      guard words.count > 1, ["resource", "data", "module", "param", "var", "variable", "output", "targetScope"].contains(words[0]) else {
        return nil
      }
      // In Bicep all names are of one kind.
      if words[1].first != "\"" { return String(words[0] == "targetScope" ? words[0] : words[1]) }
      return words.prefix { $0 != "{" }.joined(separator: " ")
    }
  }

  private init?(_ name: String, _ text: SourceText, _ format: Format, _ style: Style, _ origin: String, _ addition: String) {
    guard text.count < Self.largest, Document(text, format: format).syntaxErrors(limit: 1).isEmpty else { return nil }
    var bytes = text.bytes
    let hasWindowsLines = style == .windows || Self.count(of: "\r\n", in: bytes) * 2 > Self.count(of: "\n", in: bytes)
    if hasWindowsLines { bytes = Self.windows(bytes) }
    let newLine = hasWindowsLines ? "\r\n" : "\n"
    if let last = bytes.last, last != 0x0a { bytes += Array(newLine.utf8) }
    var addition = addition
    if style == .tabs || Self.count(of: "\n\t", in: bytes) > Self.count(of: "\n  ", in: bytes) {
      addition = addition.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        let depth = line.prefix { $0 == " " }.count / 2
        return String(repeating: "\t", count: depth) + line.dropFirst(depth * 2)
      }.joined(separator: "\n")
    }
    let all = bytes + Array((newLine + addition.replacing("\n", with: newLine) + newLine).utf8)
    self.init(name: name, text: SourceText(all), first: bytes.count, from: origin)
  }

  private static func count(of pattern: String, in bytes: [UInt8]) -> Int {
    bytes.split(separator: Array(pattern.utf8)).count - 1
  }

  private static func windows(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      if byte == 0x0a, result.last != 0x0d { result.append(0x0d) }
      result.append(byte)
    }
    return result
  }

  // MARK: ARM templates

  /// Nil where the template has no array or object of resources to plant them in.
  init?(template text: SourceText, from origin: String) {
    guard text.count < Self.largest else { return nil }
    let document = Document(text, format: .json(.armTemplate))
    guard document.syntaxErrors(limit: 1).isEmpty, let top = document.topValue(), let schema = document.value(top, "$schema"),
      document.string(schema).lowercased().contains("deploymenttemplate"), document.value(top, "resources") != nil
    else { return nil }
    var planted = text
    for (number, resource) in Self.resources.enumerated() {
      let document = Document(planted, format: .json(.armTemplate))
      guard let top = document.topValue(), let list = document.value(top, "resources") else { return nil }
      let path = document.dataKind(list) == .array ? [] : ["planted\(number)"]
      let edits = document.textEdits(for: .insert(into: list, path: path, resource))
      guard !edits.isEmpty else { return nil }
      planted = SourceText(planted.bytes.applying(edits).text)
    }
    let same = zip(text.bytes, planted.bytes).prefix { $0 == $1 }.count
    self.init(name: "main.json", text: planted, first: same, from: origin)
  }

  /// The resources of a template at the end of another one's; nil where they need more than themselves.
  init?(bad: String, before: String?, inTemplate text: SourceText, from origin: String) {
    guard let bad = Self.planted(bad, in: text) else { return nil }
    self.init(name: "main.json", text: bad.text, first: bad.first, from: origin)
    guard let before else { return }
    guard let planted = Self.planted(before, in: text) else { return nil }
    self.before = planted.text
  }

  private static func planted(_ example: String, in text: SourceText) -> (text: SourceText, first: Int)? {
    let addition = Document(SourceText(example), format: .json(.armTemplate))
    let document = Document(text, format: .json(.armTemplate))
    guard text.count < largest, document.syntaxErrors(limit: 1).isEmpty, let added = addition.topValue(), let top = document.topValue(),
      addition.members(added).allSatisfy({ ["$schema", "contentVersion", "resources"].contains($0.name) }),
      let schema = document.value(top, "$schema"), document.string(schema).lowercased().contains("/deploymenttemplate"),
      let list = document.value(top, "resources"), document.dataKind(list) == .array, let last = document.elements(list).last,
      let resources = addition.value(added, "resources")
    else { return nil }
    let end = document.range(last).end
    let inserted = addition.elements(resources).map { ",\n    " + addition.string($0) }.joined()
    return (SourceText(text.bytes.applying([TextEdit(ByteRange(end, end), inserted)]).text), end)
  }

  private static let resources: [Literal] = [
    resource("Microsoft.KeyVault/vaults", "2023-07-01", "kv-planted"),
    resource(
      "Microsoft.KeyVault/vaults/keys", "2023-07-01", "kv-planted/k",
      .init("properties", .object([.init("kty", .string("EC")), .init("keySize", .integer(521))]))),
    resource(
      "Microsoft.CognitiveServices/accounts", "2025-06-01", "planted", .init("kind", .string("OpenAI")),
      .init("identity", .object([.init("type", .string("SystemAssigned"))])),
      .init(
        "properties",
        Literal.object([.init("encryption", encryption)]))),
  ]

  private static let encryption = Literal.object([
    .init("keySource", .string("Microsoft.KeyVault")),
    .init(
      "keyVaultProperties",
      .object([.init("keyVaultUri", .string("https://kv-planted.vault.azure.net/")), .init("keyName", .string("k"))])),
  ])

  private static func resource(_ type: String, _ version: String, _ name: String, _ more: Literal.Property...) -> Literal {
    .object([.init("type", .string(type)), .init("apiVersion", .string(version)), .init("name", .string(name))] + more)
  }
}

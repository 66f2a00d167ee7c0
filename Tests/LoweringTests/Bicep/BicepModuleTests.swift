import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// Modules: arguments, outputs, calls, imports.
@Suite struct BicepModuleTests {
  static let vault = """
    param name string
    param isSafe bool = 2️⃣false2️⃣
    resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {
      name: name
      location: 'westeurope'
      properties: { enablePurgeProtection: isSafe }
    }
    output uri string = kv.properties.vaultUri
    output name string = kv.name
    """

  @Test func theArgumentDecidesWhereTheCallerPassesIt() throws {
    let fixture = BicepFixture(
      "module kv 'vault.bicep' = { name: 'm', params: { name: 'kv', isSafe: 1️⃣false1️⃣ } }", ["vault.bicep": Self.vault])
    let place = try #require(fixture.lower().vaults.first?.purgeProtection.place)
    let site = try #require(fixture.site("1️⃣"))
    #expect(place.site == site)
    #expect(place.slot == Slot(.value(site), vocabulary: .azure))
  }

  @Test func theDefaultDecidesWhereTheCallerPassesNothing() throws {
    let fixture = BicepFixture("module 3️⃣kv3️⃣ 'vault.bicep' = { name: 'm', params: { name: 'kv' } }", ["vault.bicep": Self.vault])
    let vault = try #require(fixture.lower().vaults.first)
    let place = try #require(vault.purgeProtection.place)
    let site = try #require(fixture.site("2️⃣"))
    #expect(place.site == site)
    #expect(place.slot == Slot(.value(site), vocabulary: .azure))
    #expect(vault.declaration.calls.map(\.site) == [fixture.site("3️⃣")])
  }

  @Test func outputsAreReadByTheCaller() throws {
    let fixture = BicepFixture(
      """
      module vaults 'vault.bicep' = [for n in ['a', 'b']: { name: 'm-${n}', params: { name: 'kv-${n}' } }]
      output second string = vaults[1].outputs.name
      output address string = vaults[0].outputs.uri
      """, ["vault.bicep": Self.vault])
    #expect(fixture.outputs()["second"]?.knownText == "kv-b")
    #expect(fixture.outputs()["address"]?.symbolicText?.knownPrefix == "https://kv-a")
    #expect(fixture.lower().vaults.map(\.name.known) == ["kv-a", "kv-b"])
  }

  @Test func whatIsCreatedAndThenEncryptedIsOneResource() throws {
    let account = """
      param name string
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: name
        location: 'westeurope'
        kind: 'AIServices'
        properties: { encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyName: 'k', keyVaultUri: 'https://v.vault.azure.net/' } } }
      }
      """
    let fixture = BicepFixture(
      """
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = { name: 'ai', location: 'westeurope', kind: 'AIServices', properties: {} }
      module encrypt 'encrypt.bicep' = { name: 'e', params: { name: ai.name } }
      """, ["encrypt.bicep": account])
    let resources = fixture.lower().resources
    #expect(resources.count == 1)
    #expect(resources.first?.encryption.source.value == .customerManaged)
  }

  @Test func aTemplateIsAModuleToo() throws {
    let template = """
      { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
        "parameters": { "name": { "type": "string" } },
        "resources": [ { "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "[parameters('name')]", "properties": {} } ],
        "outputs": { "upper": { "type": "string", "value": "[toUpper(parameters('name'))]" } } }
      """
    let fixture = BicepFixture(
      "module kv 'kv.json' = { name: 'm', params: { name: 'kv' } }\noutput x string = kv.outputs.upper", ["kv.json": template])
    #expect(fixture.lower().vaults.map(\.name.known) == ["kv"])
    #expect(fixture.outputs()["x"]?.knownText == "KV")
  }

  @Test func variablesAndFunctionsAreImported() {
    let types = """
      @export()
      var days = 30 + 60
      @export()
      func named(x string) string => 'kv-${x}-${days}'
      """
    let template = """
      { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
        "functions": [ { "namespace": "__bicep", "members": { "twice": {
          "parameters": [ { "type": "string", "name": "x" } ], "output": { "type": "string", "value": "[concat(parameters('x'), parameters('x'))]" } } } } ],
        "variables": { "region": "westeurope" }, "resources": [] }
      """
    let files = ["shared.bicep": types, "shared.json": template]
    func value(_ expression: String, _ declarations: String) -> String { BicepFixture.value(expression, declarations, files: files) }
    #expect(value("'${days}/${n('x')}'", "import { days, named as n } from 'shared.bicep'") == "\"90/kv-x-90\"")
    #expect(value("'${s.days}/${s.named('x')}'", "import * as s from 'shared.bicep'") == "\"90/kv-x-90\"")
    #expect(value("'${region}/${twice('x')}'", "import { region, twice } from 'shared.json'") == "\"westeurope/xx\"")
    #expect(value("'${s.region}/${s.twice('x')}'", "import * as s from 'shared.json'") == "\"westeurope/xx\"")
  }

  @Test func otherFilesAreLoaded() {
    let files = ["a.json": #"{ "a": { "b": [1, 2] } }"#, "a.yaml": "a:\n  b: [1, 2]\n", "a.txt": "text"]
    func value(_ expression: String) -> String { BicepFixture.value(expression, files: files) }
    #expect(value("loadJsonContent('a.json').a.b[1]") == "2")
    #expect(value("loadJsonContent('a.json', 'a.b')") == "[1,2]")
    #expect(value("loadYamlContent('a.yaml').a.b[^1]") == "2")
    #expect(value("loadTextContent('a.txt')") == "\"text\"")
    #expect(value("loadFileAsBase64('a.txt')") == "\"dGV4dA==\"")
    #expect(value("loadTextContent('missing.txt')").hasPrefix("?"))
  }

  @Test(arguments: [
    ("[for i in range(0, 4): i * i]", "[0,1,4,9]"),
    ("[for (x, i) in ['a', 'b']: '${x}${i}']", "[\"a0\",\"b1\"]"),
    ("[for x in items({ b: 2, a: 1 }): x.key]", "[\"a\",\"b\"]"),
    ("{ ...{ a: 1 }, b: 2 }", "{\"a\":1,\"b\":2}"),
    ("[...[1], 2]", "[1,2]"),
    ("{ a: null }.a ?? 'x'", "\"x\""),
    ("{ a: 1 }.?b.c.d", "null"),
    ("{ a: 1 }[?'b'] ?? 3", "3"),
    ("true ? 1 : 2", "1"),
    ("!(1 == 2) && 'A' =~ 'a'", "true"),
    ("-(2 + 3) % 3", "-2"),
    ("union({ a: { x: 1 } }, { a: { y: 2 } })", "{\"a\":{\"x\":1,\"y\":2}}"),
    ("toObject(['a', 'b'], x => x, x => length(x))", "{\"a\":1,\"b\":1}"),
    ("reduce([1, 2, 3], 0, (a, b) => a + b)", "6"),
    ("filter([1, 2, 3], x => x > 1)", "[2,3]"),
    ("map([1, 2], (x, i) => x * i)", "[0,2]"),
    ("nameof(resourceGroup().location)", "\"location\""),
    ("az.any(sys.toUpper('x'))", "\"X\""),
    ("'''a\n${1}'''", "\"a\\n${1}\""),
    ("$'''${1 + 1}'''", "\"2\""),
  ])
  func expressionsHaveTheirValues(_ expression: String, _ expected: String) { #expect(BicepFixture.value(expression) == expected) }
}

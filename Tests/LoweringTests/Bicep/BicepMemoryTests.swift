import EncryptionModel
import SourceText
import SyntaxTree
import TestSupport
import Testing

@testable import Lowering

/// What an evaluation remembers of the last one: the same facts come of it, and only that is made anew which read what changed.
@Suite struct BicepMemoryTests {
  private static let module = """
    param sku string = 'standard'
    param days int = 90
    param name string
    @description('What it is for')
    param purpose string = 'keys'
    resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
      name: name
      properties: { sku: { name: sku }, softDeleteRetentionInDays: days, enablePurgeProtection: true }
    }
    resource key 'Microsoft.KeyVault/vaults/keys@2024-11-01' = {
      parent: vault
      name: 'cmk'
      properties: { kty: 'RSA', keySize: 2048 }
    }
    output keyUri string = key.properties.keyUri
    output vaultId string = vault.id
    """

  private static let main = """
    param prefix string = 'contoso'
    var names = [for index in range(0, 3): '${prefix}-${index}']
    module vaults 'vault.bicep' = [for (name, index) in names: {
      name: 'vault-${index}'
      params: { name: name }
    }]
    resource account 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
      name: '${prefix}-ai'
      kind: 'AIServices'
      properties: { encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: vaults[0].outputs.keyUri } } }
    }
    """

  private func bench() -> EvaluationBench {
    EvaluationBench([("/w/main.bicep", SourceText(Self.main)), ("/w/vault.bicep", SourceText(Self.module))], root: "/w/main.bicep")
  }

  @Test func nothingIsMadeAnewWhereNothingHasChanged() {
    var bench = bench()
    #expect(bench.check() > 20)
    #expect(bench.check() == 0)
  }

  @Test func aCommentAndASpaceBetweenStatementsChangeNothing() {
    var bench = bench()
    bench.check()
    bench.replace("/w/vault.bicep", "param days", "// how long\n\nparam days")
    #expect(bench.check() == 0)
  }

  @Test func whatReadsAValueIsMadeAnewWithItAndNothingElse() {
    var bench = bench()
    bench.check()
    bench.replace("/w/vault.bicep", "= 90", "= 30")
    #expect(bench.check() == 6, "the parameter and the vault, in each of three calls; no key, no output, no account")
  }

  @Test func aChangeThatLeavesTheValueEndsThere() {
    var bench = bench()
    bench.check()
    bench.replace("/w/vault.bicep", "What it is for", "What for")
    #expect(bench.check() == 0, "nobody reads the parameter")
    bench.replace("/w/vault.bicep", "param sku string", "@description('The tier')\nparam sku string")
    #expect(bench.check() >= 3)
    let made = bench.made
    bench.replace("/w/vault.bicep", "The tier", "A tier")
    #expect(bench.check() == 6, "the default has another place in its item; the parameter and the vault of each call")
    bench.replace("/w/main.bicep", "kind: 'AIServices'", "kind:  'AIServices'")
    #expect(bench.check() <= 3, "the account and its name")
    #expect(bench.made > made)
  }

  @Test func anArgumentReachesThoseWhoReadIt() {
    var bench = bench()
    bench.check()
    bench.replace("/w/main.bicep", "'contoso'", "'fabrikam'")
    let made = bench.check()
    #expect(made > 10)
    bench.replace("/w/main.bicep", "range(0, 3)", "range(0, 2)")
    #expect(bench.check() < made)
  }

  @Test(arguments: [
    ("main.bicepparam", "using 'main.bicep'\nparam prefix = 'a'\nparam other = 'b'\n"),
    ("parameters.json", #"{ "parameters": { "prefix": { "value": "a" }, "other": { "value": "b" } } }"#),
  ]) func aParameterFileReachesThoseWhoReadIt(_ name: String, _ text: String) {
    var bench = bench()
    bench.set("/w/" + name, SourceText(text))
    bench.parameters = "/w/" + name
    let all = bench.check()
    bench.replace("/w/" + name, text.contains("'b'") ? "'b'" : "\"b\"", text.contains("'b'") ? "'c'" : "\"c\"")
    #expect(bench.check() <= 1, "nobody reads it")
    bench.replace("/w/" + name, text.contains("'a'") ? "'a'" : "\"a\"", text.contains("'a'") ? "'d'" : "\"d\"")
    let made = bench.check()
    #expect(made > 10 && made < all)
  }

  @Test func filesThatAreLoadedAndFilesThatComeAndGoAreSeen() {
    var bench = EvaluationBench(
      [
        ("/w/main.bicep", SourceText("var size = loadJsonContent('a.json').size\nimport { tier } from 'types.bicep'\n" + Self.module)),
        ("/w/a.json", SourceText("{ \"size\": 1 }")), ("/w/types.bicep", SourceText("@export()\nvar tier = 'premium'\n")),
      ], root: "/w/main.bicep")
    bench.replace("/w/main.bicep", "keySize: 2048", "keySize: size")
    bench.replace("/w/main.bicep", "name: sku }", "name: tier }")
    bench.check()
    bench.set("/w/a.json", SourceText("{ \"size\": 4096 }"))
    #expect((1...4).contains(bench.check("another size")))
    bench.replace("/w/types.bicep", "premium", "standard")
    #expect((1...4).contains(bench.check("another tier")))
    bench.remove("/w/types.bicep")
    bench.check("a file has gone")
    bench.set("/w/types.bicep", SourceText("@export()\nvar tier = 'premium'\n"))
    bench.check("it is there again")
    #expect(bench.fresh == 1)
  }

  @Test func circlesAndWhatExceedsTheBudgetAreEvaluatedAnew() {
    var bench = bench()
    bench.check()
    bench.replace("/w/main.bicep", "'contoso'", "'${names[0]}'")
    bench.check("a circle")
    #expect(bench.fresh == 2)
    bench.replace("/w/main.bicep", "'${names[0]}'", "'contoso'")
    bench.check("the circle is gone")
    bench.replace("/w/main.bicep", "'contoso'", String(repeating: "(", count: 400) + "'a'" + String(repeating: ")", count: 400))
    bench.check("too deep")
    bench.replace("/w/main.bicep", "range(0, 3)", "range(0, 100)")
    bench.check("still too deep")
  }

  @Test(.enabled(if: TestSupport.Corpora.isThere, "the corpora are not at hand"))
  func manyEditsOfRealFilesEndWithTheFactsOfAFreshEvaluation() {
    var random = ARMRobustnessTests.Random(state: 5)
    var edits = 0
    var made = 0
    var fresh = 0
    let sets = ["foundry-samples", "quickstarts-six", "avm-bicep-lowering", "avm-bicep-six"]
    let all = sets.flatMap { TestSupport.Corpora.files($0, endings: [".bicep", ".json"]) }
      .map { (path: $0, text: SourceText(TestSupport.Corpora.bytes($0))) }
      .filter { $0.path.hasSuffix(".bicep") || $0.text.count < 200_000 && ARMLowering.isTemplate($0.text.bytes) }
    let roots = all.filter { file in
      file.path.hasSuffix("main.bicep") && (500...60_000).contains(file.text.count) && file.text.contains("\nmodule ")
    }
    for (number, root) in roots.enumerated() where number % 2 == 0 {
      let folder = String(root.path.prefix(upTo: root.path.lastIndex(of: "/") ?? root.path.startIndex))
      let near = all.filter { $0.path.hasPrefix(folder) }.prefix(60)
      var bench = EvaluationBench(Array(near), root: root.path)
      bench.check(root.path)
      let paths = near.map(\.path).filter { $0.hasSuffix(".bicep") }
      edits += bench.editAtRandom(
        paths + Array(repeating: root.path, count: paths.count), rounds: 12,
        scraps: ["x", "'", "\n", "{", "}", "[", " ", "1", "param p string\n", "// c", "a.b", "()"], &random)
      made += bench.made
      fresh += bench.fresh
    }
    #expect(edits > 300)
    #expect(made < edits * 12 && fresh < edits / 10, "most is remembered")
  }
}

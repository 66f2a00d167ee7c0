import SourceText
import Testing

@testable import Analysis

/// Deployments made of several files: which there are, what they read, what an edit makes anew.
@Suite struct DeploymentTests {
  private func host(_ files: [(String, String)], loading: Bool = false) -> Host {
    var options = Host.Options(today: Workbench.today, root: "/w")
    options.coversWorkspace = true
    options.isLoading = loading
    var host = Host(options: options, lowerings: StubLowering.both)
    for (path, text) in files { host.setFile("/w/" + path, SourceText(text)) }
    return host
  }

  private func found(_ host: inout Host, _ rules: String...) -> [String] {
    host.snapshot().findings.filter { rules.isEmpty || rules.contains($0.rule) }.map { "\($0.place.path.dropFirst(3)) \($0.rule)" }
  }

  private func roots(_ host: Host) -> [String] {
    Deployment.all(in: host.present.files, host.present.configurations).map { deployment in
      let given = (deployment.parameters.map { [$0] } ?? []) + deployment.variableFiles
      return ([deployment.root] + given).map { String($0.dropFirst(3)) }.joined(separator: " + ")
        + (deployment.environment.map { " (\($0))" } ?? "")
    }
  }

  private let resource = "resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {}\n"
  private let schema = "https://schema.management.azure.com/schemas/2019-04-01/"

  @Test func aModuleIsNoRootAndAFileThatOnlyGivesOutTypesIsNone() {
    let host = host([
      ("main.bicep", "import { t } from 'types.bicep'\nmodule a 'modules/vault.bicep' = {}\nmodule b 'br/public:x:1' = {}\n"),
      ("modules/vault.bicep", resource), ("types.bicep", "@export()\ntype t = string\n"), ("other.bicep", resource),
    ])
    #expect(roots(host) == ["main.bicep", "other.bicep"])
  }

  @Test func aRootIsEvaluatedOnceForEachOfItsParameterFiles() {
    let parameters = "{ \"$schema\": \"\(schema)deploymentParameters.json#\", \"parameters\": {} }"
    let host = host([
      ("main.bicep", resource), ("main.dev.bicepparam", "using './main.bicep'\n"),
      ("params/main.prod.bicepparam", "using '../main.bicep'\n"),
      ("main.test.parameters.json", parameters), ("base.bicepparam", "using none\n"),
    ])
    #expect(
      roots(host) == [
        "main.bicep + main.dev.bicepparam (dev)", "main.bicep + main.test.parameters.json (test)",
        "main.bicep + params/main.prod.bicepparam (prod)",
      ])
  }

  @Test func aTemplateThatIsCalledAsAModuleIsNoRoot() {
    let template = "{ \"$schema\": \"\(schema)deploymentTemplate.json#\", \"resources\": [] }"
    let host = host([("main.bicep", "module a 'a.json' = {}\n"), ("a.json", template), ("b.json", template)])
    #expect(roots(host) == ["b.json", "main.bicep"])
  }

  @Test func aFolderOfTerraformThatNoOtherCallsIsARoot() {
    let host = host([
      ("live/main.tf", "module \"v\" {\n  source = \"../modules/vault\"\n}\n"), ("live/prod.tfvars", "a = 1\n"),
      ("modules/vault/main.tf", "resource \"azurerm_key_vault\" \"kv\" {}\n"), ("modules/other/main.tf.json", "{}"),
      (".cmklint.json", #"{ "varFiles": ["**/prod.tfvars"] }"#),
    ])
    #expect(roots(host) == ["live + live/prod.tfvars", "modules/other"])
  }

  @Test func aCircleOfCallersIsLookedAtOnce() {
    let host = host([
      ("a.bicep", "module b 'b.bicep' = {}\n"), ("b.bicep", "module a 'a.bicep' = {}\n"),
      ("x/main.tf", "module \"self\" {\n  source = \"./\"\n}\n"),
    ])
    #expect(roots(host) == ["a.bicep", "x"])
  }

  @Test func aFindingInAModuleIsToldOnceWithAllItsCallers() throws {
    var host = host([
      ("a.bicep", "module m 'vault.bicep' = {}\n"), ("b.bicep", "module m 'vault.bicep' = {}\nmodule n 'vault.bicep' = {}\n"),
      ("vault.bicep", resource),
    ])
    let finding = try #require(host.snapshot().findings.first { $0.rule == "CMK101" })
    #expect(found(&host, "CMK101") == ["vault.bicep CMK101"])
    #expect(
      finding.related.filter { $0.message == "called here" }.map { "\($0.place.path) \($0.place.range.start)" } == [
        "/w/a.bicep 7", "/w/b.bicep 7", "/w/b.bicep 35",
      ])
    #expect(finding.roots == ["/w/a.bicep", "/w/b.bicep"])
  }

  @Test func whatIsNotThereIsWantedUntilItHasBeenLookedFor() {
    var host = host([("main.bicep", "module a '../lib/vault.bicep' = {}\nvar s = loadTextContent('script.sh')\n")])
    #expect(host.wanted().map(\.path) == ["/lib/vault.bicep", "/w/script.sh"])
    #expect(found(&host, "CMK101").isEmpty)
    for wanted in host.wanted() {
      let job = host.job(for: wanted, revision: nil)
      let text = wanted.path.hasSuffix("sh") ? "echo" : "module b 'deep/b.bicep' = {}\n" + resource
      host.provide(wanted, wanted.content(job, bytes: { Array(text.utf8) }, names: { nil }))
    }
    #expect(host.wanted().map(\.path) == ["/lib/deep/b.bicep"])
    let last = host.wanted()
    for wanted in last { host.provide(wanted, .absent) }
    #expect(host.wanted().isEmpty)
    #expect(host.snapshot().findings.map(\.place.path).contains("/lib/vault.bicep"))
    #expect(!host.snapshot().checkedPaths.contains("/lib/vault.bicep"))
  }

  @Test func theNamesOfAFolderOutsideAreWanted() {
    var host = host([("w.tf", "module \"m\" {\n  source = \"../lib\"\n}\n")])
    let wanted = host.wanted()
    #expect(wanted.map(\.path) == ["/lib"] && wanted.allSatisfy(\.isFolder))
    for wanted in wanted { host.provide(wanted, .names(["main.tf"])) }
    #expect(host.wanted().map(\.path) == ["/lib/main.tf"])
  }

  @Test func anEditLowersOnlyTheRootsThatReadTheFile() {
    var files: [(String, String)] = []
    for index in 0..<250 {
      files.append(("r\(index)/main.bicep", "module m '../m\(index % 50)/vault.bicep' = {}\n"))
      files.append(("t\(index)/main.tf", "resource \"azurerm_key_vault\" \"kv\(index)\" {}\n"))
      files.append(("c\(index).cmk.yaml", "cmkManifest: 1\nvaults: { kv\(index): { keys: { k: {} } } }\n"))
      if index < 50 { files.append(("m\(index)/vault.bicep", "resource kv\(index) 'Microsoft.KeyVault/vaults@2023-07-01' = {}\n")) }
    }
    for index in 0..<200 { files.append(("x\(index)/a.bicep", resource)) }
    #expect(files.count == 1000)
    var host = host(files)
    #expect(found(&host, "CMK101").count == 750)
    #expect(host.loweredRoots == 950)
    func lowered(_ path: String, _ edits: [TextEdit]) -> Int {
      let before = host.loweredRoots
      host.edit("/w/" + path, edits)
      _ = host.snapshot()
      return host.loweredRoots - before
    }
    #expect(lowered("x7/a.bicep", [TextEdit(ByteRange(9, 9), "x")]) == 1)
    #expect(lowered("t7/main.tf", [TextEdit(ByteRange(30, 30), "x")]) == 1)
    #expect(lowered("c7.cmk.yaml", [TextEdit(ByteRange(0, 0), "# \n")]) == 1)
    #expect(lowered("r7/main.bicep", [TextEdit(ByteRange(7, 7), "x")]) == 1)
    #expect(lowered("m7/vault.bicep", [TextEdit(ByteRange(9, 9), "x")]) == 5, "its five callers")
    #expect(host.snapshot().findings.contains { $0.message.contains("'xkv7'") })
  }

  @Test func aFileThatComesOrGoesIsSeen() {
    var host = host([("main.bicep", "module a 'vault.bicep' = {}\n"), ("live/a.tf", "resource \"x\" \"kv1\" {}\n")])
    #expect(found(&host, "CMK101") == ["live/a.tf CMK101"])
    host.setFile("/w/vault.bicep", SourceText(resource))
    host.setFile("/w/live/b.tf", SourceText("resource \"x\" \"kv2\" {}\n"))
    #expect(found(&host, "CMK101") == ["live/a.tf CMK101", "live/b.tf CMK101", "vault.bicep CMK101"])
    host.removeFile("/w/main.bicep")
    host.removeFile("/w/live/a.tf")
    #expect(found(&host, "CMK101") == ["live/b.tf CMK101", "vault.bicep CMK101"])
  }

  @Test func suppressionsInModulesHoldForAllCallersAndAreUnusedOnlyWhenAllHaveBeenSeen() {
    let ignored = "// cmklint-ignore[CMK101]: a test\n" + resource
    var used = host([("a.bicep", "module m 'v.bicep' = {}\n"), ("b.bicep", "module m 'v.bicep' = {}\n"), ("v.bicep", ignored)])
    #expect(found(&used, "CMK013", "CMK101").isEmpty)
    let idle = "# cmklint-ignore[CMK102]: a test\nresource \"x\" \"kv\" {}\n"
    var unused = host([("live/a.tf", idle)])
    #expect(found(&unused, "CMK013", "CMK101") == ["live/a.tf CMK013", "live/a.tf CMK101"])
    var incomplete = host([("live/a.tf", idle + "module \"m\" {\n  source = \"../../lib\"\n}\n")])
    #expect(found(&incomplete, "CMK013", "CMK101") == ["live/a.tf CMK101"])
    var loading = host([("live/a.tf", idle)], loading: true)
    #expect(found(&loading, "CMK013", "CMK101") == ["live/a.tf CMK101"])
  }

  @Test func aDraftIsCheckedWithTheFilesThatItCalls() {
    var host = host([("vault.bicep", resource), ("other.bicep", "module m 'vault.bicep' = {}\n")])
    host.setDetached("/w/draft.bicep", true)
    host.setFile("/w/draft.bicep", SourceText("module m 'vault.bicep' = {}\nresource own 'x@1' = {}\n"))
    #expect(found(&host, "CMK101") == ["draft.bicep CMK101", "vault.bicep CMK101"])
    host.edit("/w/draft.bicep", [TextEdit(ByteRange(0, 0), "\n")])
    #expect(found(&host, "CMK101") == ["draft.bicep CMK101", "vault.bicep CMK101"])
  }
}

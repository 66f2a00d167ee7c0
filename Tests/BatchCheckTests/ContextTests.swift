import Testing

@Suite struct ContextTests {
  @Test func aFileNamedAloneKnowsTheManifestsOfItsFolder() throws {
    let console = try Console([
      "vaults.cmk.yaml": "cmkManifest: 1\nvaults: { kv: { keys: { k: {} } } }\n",
      "resources.cmk.yaml":
        "cmkManifest: 1\nresources: { st: { kind: storage, identity: systemAssigned, encryption: { source: customerManaged, key: kv/k } } }\n",
    ])
    let resources = console("--check", "resources.cmk.yaml")
    #expect(!resources.output.contains("CMK004"), "the key is declared beside it")
    #expect(resources.output.contains("CMK101"), "a related place of the finding was named")
    let vaults = console("--check", "vaults.cmk.yaml")
    #expect(vaults.output.contains("CMK101"))
  }

  @Test func onlyFindingsOfWhatWasNamedAreReported() throws {
    let console = try Console([
      "a/a.cmk.yaml": Sample.large, "b/b.cmk.yaml": Sample.large.replacing("kv", with: "kw"), ".cmklint.json": "{}",
    ])
    let result = console("--check", "a")
    #expect(result.output.contains("a/a.cmk.yaml"))
    #expect(!result.output.contains("b/b.cmk.yaml"))
  }

  @Test func aParameterFileDecidesAndItsEnvironmentIsNamed() throws {
    let console = try Console([
      "main.json": template, "main.dev.parameters.json": parameters(4096), "main.prod.parameters.json": parameters(2048),
    ])
    let result = console("--check", "main.json")
    #expect(result.output.contains("main.dev.parameters.json:"))
    #expect(result.output.contains("(environment: dev)"))
    #expect(result.status == 1)
    let both = try Console([
      "main.json": template.replacing("[parameters('bits')]", with: "4096"), "main.dev.parameters.json": parameters(4096),
      "main.prod.parameters.json": parameters(2048),
    ])
    let shared = both("--check", "--select", "CMK202", "--format", "json")
    #expect(shared.output.contains("(environments: dev, prod)"))
    #expect(shared.output.split(separator: "\"rule\"").count == 2, "one finding for both")
  }

  @Test func standardInputHasAName() throws {
    let console = try Console(["vaults.cmk.yaml": "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: {} } } }\n"])
    let text =
      "cmkManifest: 1\nresources: { ai: { kind: foundry, capabilities: [], identity: systemAssigned, encryption: { source: customerManaged, key: kv/k } } }\n"
    let named = console("--check", "-", "--stdin-path", "new.cmk.yaml", input: text)
    #expect(named.status == 0, "\(named.output)")
    let unnamed = console("--check", "-", input: Sample.large)
    #expect(unnamed.status == 1)
    #expect(unnamed.output.contains("<stdin>:2:"))
  }

  @Test func aDocumentWithoutANameSeesTheFilesOfTheFolderAndDoesNotClashWithThem() throws {
    let console = try Console(["a.cmk.yaml": Sample.large, "sub/b.cmk.yaml": "cmkManifest: 1\n"])
    let same = console("--check", "-", input: Sample.large)
    #expect(same.output.contains("<stdin>:2:70: error CMK202") && !same.output.contains("CMK005"), "\(same.output)")
    let user = console("--check", "-", input: "cmkManifest: 1\nresources: { st: { kind: storage, encryption: { key: kv/k } } }\n")
    #expect(!user.output.contains("CMK004"), "\(user.output)")
    #expect(console("--check", "--format", "json", "-", input: "cmkManifest: 2\n").output.contains(#""name": "<stdin>""#))
    #expect(console("--check", "--diff", "-", input: Sample.large).output.hasPrefix("--- a/<stdin>\n+++ b/<stdin>\n"))
  }

  @Test func ignoredFilesAreSkippedUnlessNamed() throws {
    let console = try Console(["out/a.cmk.yaml": Sample.large, ".gitignore": "out/\n"])
    try console.folder.git("init", "-q")
    #expect(console("--check").status == 0)
    #expect(console("--check", "out/a.cmk.yaml").status == 1)
    let excluded = try Console(["gen/a.cmk.yaml": Sample.large, ".cmklint.json": #"{ "exclude": ["gen/"] }"#])
    #expect(excluded("--check").status == 0)
    #expect(excluded("--check", "gen/a.cmk.yaml").status == 1)
  }

  @Test func aLinkBesideItsTargetIsTheSameFile() throws {
    let console = try Console(["a.cmk.yaml": Sample.clean])
    try console.folder.run(["ln", "-s", "a.cmk.yaml", "link.cmk.yaml"])
    try console.folder.run(["ln", "-s", "a.cmk.yaml", "other.cmk.yaml"])
    for names in [["link.cmk.yaml", "a.cmk.yaml"], ["link.cmk.yaml", "other.cmk.yaml"], ["a.cmk.yaml", "a.cmk.yaml"]] {
      #expect(console("--check", names[0], names[1]).output.hasPrefix("No findings (1 of 1 file checked)"))
    }
    try console.folder.write("a.cmk.yaml", Sample.large)
    #expect(console("--check", "link.cmk.yaml").output.contains("a.cmk.yaml:2:70: error CMK202"))
  }

  @Test func pathsCanComeFromAList() throws {
    let console = try Console(["a b.cmk.yaml": Sample.large, "c.cmk.yaml": Sample.large.replacing("kv", with: "kw")])
    let result = console("--check", "--files-from", "-", input: "a b.cmk.yaml\n")
    #expect(result.output.contains("a b.cmk.yaml:2"))
    #expect(!result.output.contains("c.cmk.yaml:2"))
    #expect(console("--check", "--files-from", "-", "-0", input: "a b.cmk.yaml\u{0}c.cmk.yaml\u{0}").output.contains("c.cmk.yaml:2"))
    #expect(console("--check", "--files-from", "-", input: "").status == 0)
  }

  private let template = """
    { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
      "parameters": { "bits": { "type": "int" } },
      "resources": [
        { "type": "Microsoft.KeyVault/vaults/keys", "apiVersion": "2023-07-01", "name": "kv/k",
          "properties": { "kty": "RSA", "keySize": "[parameters('bits')]" } },
        { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "ai", "kind": "AIServices",
          "properties": { "encryption": { "keySource": "Microsoft.KeyVault",
            "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net", "keyName": "k" } } } } ] }
    """

  private func parameters(_ bits: Int) -> String {
    """
    { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0",
      "parameters": { "bits": { "value": \(bits) } } }
    """
  }
}

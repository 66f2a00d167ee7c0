import Analysis
import SourceText
import TestSupport
import Testing

@testable import BatchCheck

@Suite struct AgainstTests {
  private let before = Sample.foundry("{ source: customerManaged, key: kv/k }")
  private let after = Sample.foundry("{ source: customerManaged, key: kv2/k }")

  @Test func aGitRevisionIsTheStateBefore() throws {
    let console = try Console(["infra/a.cmk.yaml": before])
    try console.folder.git("init", "-q")
    try console.folder.git("add", "-A")
    try console.folder.git("commit", "-qm", "before")
    #expect(console("--check", "--against", "HEAD").status == 0)
    try console.folder.write("infra/a.cmk.yaml", after)
    let result = console("--check", "--against", "HEAD", "--format", "json")
    #expect(result.status == 1)
    #expect(result.output.contains("CMK705"))
    #expect(result.output.contains("\"revision\": \"HEAD\""))
    #expect(console("--check").status == 0, "without a state before there is no transition")
    #expect(console("--check", "--against", "rev:HEAD", "infra").status == 1)
  }

  @Test func theMergeBaseCountsAndNotTheTipOfTheBranch() throws {
    let console = try Console(["a.cmk.yaml": before])
    try console.folder.git("init", "-q", "-b", "main")
    try console.folder.git("add", "-A")
    try console.folder.git("commit", "-qm", "before")
    try console.folder.git("checkout", "-qb", "topic")
    try console.folder.git("checkout", "-q", "main")
    try console.folder.write("a.cmk.yaml", after)
    try console.folder.git("commit", "-qam", "moved on main")
    try console.folder.git("checkout", "-q", "topic")
    #expect(console("--check", "--against", "main").status == 0)
  }

  @Test func aFolderOrAFileIsTheStateBeforeAndBeatsARevisionOfItsName() throws {
    let console = try Console(["new/a.cmk.yaml": after, "HEAD/a.cmk.yaml": before])
    try console.folder.git("init", "-q")
    #expect(console("--check", "new", "--against", "HEAD").output.contains("CMK705"))
    #expect(console("--check", "new", "--against", "HEAD/a.cmk.yaml").output.contains("CMK705"))
  }

  @Test(arguments: ["plan.json", "state.json", "raw.json", "what-if.json"])
  func aReportIsTheStateBefore(_ report: String) throws {
    let id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/ai"
    let key = #""customer_managed_key": [{ "key_vault_key_id": "https://kv.vault.azure.net/keys/k" }]"#
    let values =
      #"{ "id": "\#(id)", "name": "ai", "resource_group_name": "rg", "kind": "AIServices", "project_management_enabled": true, \#(key) }"#
    let place = #""address": "azurerm_cognitive_account.ai", "mode": "managed", "type": "azurerm_cognitive_account", "name": "ai""#
    let encryption =
      #"{ "keySource": "Microsoft.KeyVault", "keyVaultProperties": { "keyVaultUri": "https://kv.vault.azure.net/", "keyName": "k" } }"#
    let reports = [
      "plan.json": """
      { "format_version": "1.2", "resource_changes": [ { \(place),
        "change": { "actions": ["create"], "before": null, "after": \(values) } } ] }
      """,
      "state.json": #"{ "format_version": "1.0", "values": { "root_module": { "resources": [ { \#(place), "values": \#(values) } ] } } }"#,
      "raw.json": """
      { "version": 4, "terraform_version": "1.11.4", "resources": [ { \(place), "instances": [ { "attributes": \(values) } ] } ] }
      """,
      "what-if.json": """
      { "changes": [ { "resourceId": "\(id)", "changeType": "Create", "after": { "kind": "AIServices",
        "properties": { "allowProjectManagement": true, "encryption": \(encryption) } } } ] }
      """,
    ]
    let console = try Console([
      "before/\(report)": reports[report] ?? "",
      "after/main.tf": """
      resource "azurerm_cognitive_account" "ai" {
        name                       = "ai"
        resource_group_name        = "rg"
        kind                       = "AIServices"
        project_management_enabled = true
      }
      """,
    ])
    let result = console("--check", "after", "--against", "before/\(report)", "--select", "CMK701")
    #expect(result.status == 1, "\(result.output) \(result.error)")
    #expect(result.output.contains("after/main.tf:"))
    #expect(console("--check", "after", "--select", "CMK701").status == 0)
  }

  @Test func outsideOfARepositoryARevisionIsTwo() throws {
    let console = try Console(["a.cmk.yaml": before])
    let result = console("--check", "--against", "main")
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("cmklint: --against main: "))
  }
}

/// A revision costs what differs from it, and says what two full checkouts say.
@Suite struct SharedBaselineTests {
  private func manifest(_ index: Int, _ vault: String) -> String {
    """
    cmkManifest: 1
    vaults:
      kv\(index): { purgeProtection: true, keys: { k: {} } }
      kx\(index): { purgeProtection: true, keys: { k: {} } }
    resources:
      ai\(index): { kind: foundry, capabilities: [], identity: systemAssigned, encryption: { source: customerManaged, key: \(vault)\(index)/k } }

    """
  }

  @Test func ofFiveThousandFilesOnlyThoseThatDifferAreReadFromGit() throws {
    var files: [String: String] = ["empty/package.json": "{}"]
    for index in 0..<5000 {
      files["d\(index % 50)/f\(index).cmk.yaml"] = index < 50 ? manifest(index, "kv") : "cmkManifest: 1\n# \(index)\n"
    }
    let console = try Console(files)
    try console.folder.git("init", "-q")
    try console.folder.git("add", "-A")
    try console.folder.git("commit", "-qm", "before")
    // Another checkout of the same commit, to compare with.
    let other = try TemporaryFolder()
    try console.folder.git("worktree", "add", "-q", other("tree"))
    for index in [3, 7] { try console.folder.write("d\(index)/f\(index).cmk.yaml", manifest(index, "kx")) }
    try console.folder.write("d9/f9.cmk.yaml", manifest(9, "kv") + "# changed\n")
    try console.folder.write("d0/new.cmk.yaml", "cmkManifest: 1\n")

    let shared = console("--check", "--against", "HEAD", "--format", "json")
    let whole = console("--check", "--against", other("tree"), "--format", "json")
    #expect(shared.output.split(separator: "\"rule\": \"CMK705\"").count == 3)
    #expect(shared.status == 1)
    func withoutState(_ output: String) -> String {
      output.replacing(other("tree") + "/", with: "").replacing(other("tree"), with: "STATE").replacing("\"HEAD\"", with: "\"STATE\"")
    }
    let prefix = console.folder.path + "/"
    #expect(withoutState(shared.output).replacing(prefix, with: "") == withoutState(whole.output).replacing(prefix, with: ""))

    var loader = BaselineLoader(
      state: "HEAD", root: console.folder.path,
      surroundings: Surroundings(workingFolder: console.folder.path, today: nil, writeOutput: { _ in }, writeError: { _ in }), jobs: 2)
    var host = Host(options: Host.Options(today: try #require(CalendarDate("2026-11-20")), root: console.folder.path))
    for name in files.keys where name.hasSuffix(".yaml") { host.setFile(console.folder(name), SourceText(console.folder.read(name))) }
    host.acceptForeign(console.folder("empty/package.json"))
    #expect(try loader.load(into: &host).count == 5000)
    #expect(loader.blobsRead == 3)
  }
}

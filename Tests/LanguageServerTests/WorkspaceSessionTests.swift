import Testing
import Workspace

@testable import LanguageServer

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Sessions that read a real folder.
@Suite struct WorkspaceSessionTests {
  private let vault = #"""
    {"cmkManifest": 1, "vaults": {"kv": {"region": "eastus", "resourceGroup": "rg", "purgeProtection": true,
     "keys": {"k": {"type": "RSA", "size": 2048}},
     "grants": [{"identity": "app", "permissions": ["get", "wrapKey", "unwrapKey"]}]}}}
    """#
  private let resource = #"""
    {"cmkManifest": 1, "resources": {"app": {"kind": "foundry", "region": "eastus", "resourceGroup": "rg", "identity": "systemAssigned",
     "encryption": {"source": "customerManaged", "key": "kv/k"}}}}
    """#

  @Test func theFilesOfTheFolderAreKnownAndFollowTheDisk() throws {
    let folder = try Folder()
    try folder.write("vault.cmk.json", vault)
    let client = try TestClient()
    try client.initialize(root: folder.path)
    let uri = DocumentURI.uri(of: folder.path + "/app.cmk.json")
    client.open(uri, resource)
    try client.publish(uri) { !$0.contains("CMK004") }
    unlink(folder.path + "/vault.cmk.json")
    let gone = DocumentURI.uri(of: folder.path + "/vault.cmk.json")
    client.notify("workspace/didChangeWatchedFiles", #"{"changes":[{"uri":"\#(gone)","type":3}]}"#)
    try client.publish(uri) { $0.contains("CMK004") }
    try folder.write("vault.cmk.json", vault)
    client.notify("workspace/didChangeWatchedFiles", #"{"changes":[{"uri":"\#(gone)","type":1}]}"#)
    try client.publish(uri) { !$0.contains("CMK004") }
  }

  @Test(arguments: ["live/modules/key.bicep", "lib/key.bicep"])
  func anEditInAModuleChangesTheDiagnosticsOfItsOpenCaller(path: String) throws {
    func module(_ size: String) -> String {
      """
      param bits int
      resource kv 'Microsoft.KeyVault/vaults@2023-07-01' = {
        name: 'kv-main'
        location: 'eastus'
        properties: { enablePurgeProtection: true, sku: { family: 'A', name: 'standard' }, tenantId: tenant().tenantId }
      }
      resource key 'Microsoft.KeyVault/vaults/keys@2023-07-01' = { parent: kv, name: 'k', properties: { kty: 'RSA', keySize: \(size) } }
      """
    }
    let relative = path.hasPrefix("live/") ? String(path.dropFirst(5)) : "../" + path
    let caller = """
      module key '\(relative)' = { name: 'key', params: { bits: 4096 } }
      resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
        name: 'ai'
        kind: 'AIServices'
        location: 'eastus'
        sku: { name: 'S0' }
        identity: { type: 'SystemAssigned' }
        properties: {
          encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: 'https://kv-main.vault.azure.net', keyName: 'k' } }
        }
      }
      """
    let folder = try Folder()
    try folder.write(path, module("bits"))
    try folder.write("live/main.bicep", caller)
    let client = try TestClient()
    try client.initialize(root: folder.path + "/live")
    let main = DocumentURI.uri(of: folder.path + "/live/main.bicep")
    let called = DocumentURI.uri(of: folder.path + "/" + path)
    client.open(main, caller, language: "bicep")
    try client.publish(main) { $0.contains("CMK202") }
    client.open(called, module("bits"), language: "bicep")
    client.change(called, module("2048"), version: 2)
    try client.publish(main) { !$0.contains("CMK202") }
    client.change(called, module("bits"), version: 3)
    try client.publish(main) { $0.contains("CMK202") }
  }

  @Test func ofAFileThatIsTooLargeTheLogTells() throws {
    let folder = try Folder()
    try folder.write("large.cmk.json", "{}")
    // A hole: it takes no room on the disk.
    #expect(truncate(folder.path + "/large.cmk.json", off_t(BackgroundWork.largestFile) + 1) == 0)
    let client = try TestClient()
    try client.initialize(root: folder.path)
    let text = try client.logMessage()
    #expect(text.contains("large.cmk.json' has more than \(BackgroundWork.largestFile) bytes"))
  }

  @Test func anOpenBufferWinsOverTheFileUntilItIsClosed() throws {
    let folder = try Folder()
    try folder.write("vault.cmk.json", vault)
    let client = try TestClient()
    try client.initialize(root: folder.path)
    let uri = DocumentURI.uri(of: folder.path + "/app.cmk.json")
    let other = DocumentURI.uri(of: folder.path + "/vault.cmk.json")
    client.open(other, #"{"cmkManifest": 1}"#)
    client.open(uri, resource)
    try client.publish(uri) { $0.contains("CMK004") }
    client.notify("textDocument/didClose", #"{"textDocument":{"uri":"\#(other)"}}"#)
    try client.publish(uri) { !$0.contains("CMK004") }
  }

  @Test func aDocumentOutsideOfTheWorkspaceIsSeenWithTheFilesBesideIt() throws {
    let folder = try Folder()
    try folder.write("vault.cmk.json", vault)
    let client = try TestClient()
    try client.initialize()
    let uri = DocumentURI.uri(of: folder.path + "/app.cmk.json")
    client.open(uri, resource)
    try client.publish(uri) { !$0.contains("CMK004") }
  }

  @Test func aFolderThatIsAddedTakesItsDocumentsOver() throws {
    let folder = try Folder()
    try folder.write("below/vault.cmk.json", vault)
    let client = try TestClient()
    try client.initialize()
    let uri = DocumentURI.uri(of: folder.path + "/app.cmk.json")
    client.open(uri, resource)
    try client.publish(uri) { $0.contains("CMK004") }
    let added = #"[{"uri":"\#(DocumentURI.uri(of: folder.path))","name":"f"}]"#
    client.notify("workspace/didChangeWorkspaceFolders", #"{"event":{"added":\#(added),"removed":[]}}"#)
    try client.publish(uri) { !$0.contains("CMK004") }
    client.notify("workspace/didChangeWorkspaceFolders", #"{"event":{"added":[],"removed":\#(added)}}"#)
    try client.publish(uri) { $0.contains("CMK004") }
  }

  @Test func transitionsAreJudgedAgainstTheLastCommit() throws {
    let folder = try Folder()
    let before = String(vault.dropLast()) + "," + resource.drop { $0 != "," }.dropFirst()
    try folder.write("all.cmk.json", before)
    guard folder.git("init", "-q") && folder.git("add", "-A") && folder.git("commit", "-q", "-m", "x") else {
      try Test.cancel("git cannot make a repository here")
    }
    let client = try TestClient()
    try client.initialize(root: folder.path)
    let uri = DocumentURI.uri(of: folder.path + "/all.cmk.json")
    client.open(uri, before.replacing(#""source": "customerManaged", "key": "kv/k""#, with: #""source": "microsoftManaged""#))
    try client.publish(uri) { $0.contains { $0.hasPrefix("CMK7") } }
    client.notify("workspace/didChangeConfiguration", #"{"settings":{"cmklint":{"against":false}}}"#)
    try client.publish(uri) { !$0.contains { $0.hasPrefix("CMK7") } }
  }
}

/// A folder that lives as long as a test.
private final class Folder {
  let path: String

  init() throws {
    var template = Array(((WorkingFolder.environment("TMPDIR") ?? "/tmp") + "/cmklint-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw TestClient.Failure(reason: "mkdtemp") }
    let made = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    path = resolvedPath(made) ?? made
  }

  deinit { _ = run("rm", "-rf", path) }

  func write(_ name: String, _ content: String) throws {
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
    guard let file = fopen(path + "/" + name, "w") else { throw TestClient.Failure(reason: "write") }
    fputs(content, file)
    fclose(file)
  }

  func git(_ arguments: String...) -> Bool {
    run(["git", "-C", path, "-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"] + arguments)
  }

  private func run(_ arguments: String...) -> Bool { run(arguments) }

  private func run(_ arguments: [String]) -> Bool {
    var child = pid_t()
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    guard posix_spawnp(&child, arguments[0], nil, nil, &words, environ) == 0 else { return false }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return status == 0
  }
}

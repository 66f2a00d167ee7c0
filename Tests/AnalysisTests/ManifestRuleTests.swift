import Testing

/// What rules say of manifests alone.
@Suite struct ManifestRuleTests {
  private func manifest(
    vault: String = "", key: String = "{}", identity: String = "systemAssigned",
    encryption: String = "{ source: customerManaged, key: kv/k }"
  ) -> String {
    """
    cmkManifest: 1
    vaults: { kv: { purgeProtection: true, keys: { k: \(key) }\(vault) } }
    resources:
      ai: { kind: foundry, capabilities: [], identity: \(identity), encryption: \(encryption) }
      more: { kind: foundry, capabilities: [], identity: systemAssigned, encryption: { source: customerManaged, key: kv/k } }

    """
  }

  private func rules(_ text: String) -> [String] {
    var workbench = Workbench([("a.cmk.yaml", text)])
    return workbench.findings().map { "\($0.rule) \($0.subject.name)" }
  }

  @Test func anEmptyListOfGrantsSaysThatThereAreNone() {
    #expect(rules(manifest(vault: ", grants: []")) == ["CMK304 ai", "CMK304 more"])
    #expect(rules(manifest()) == [])
  }

  @Test func anIdentityThatIsNotNamedIsThereAllTheSame() {
    #expect(rules(manifest(identity: "userAssigned")) == ["CMK302 ai"])
    #expect(rules(manifest(identity: "none")) == ["CMK301 ai"])
  }

  @Test func aKeyBesideMicrosoftsIsOneFinding() {
    #expect(rules(manifest(encryption: "{ source: microsoftManaged, key: kv/k }")) == ["CMK402 ai"])
    #expect(rules(manifest(encryption: "{ key: kv/k }")) == ["CMK402 ai"])
    #expect(rules(manifest(encryption: "{ source: microsoftManaged }")) == ["CMK501 ai"])
  }

  @Test(arguments: ["a/b/c", "/k", "kv/", "''"]) func aKeyThatIsNoReferenceIsOneFinding(_ key: String) {
    #expect(rules(manifest(encryption: "{ source: customerManaged, key: \(key) }")) == ["CMK003 ai"])
  }

  @Test func allPermissionsAreSaidInWords() {
    var workbench = Workbench([
      (
        "a.cmk.yaml",
        manifest(
          vault:
            ", grants: [{ identity: ai, permissions: [all] }, { identity: more, permissions: [get, wrapKey, unwrapKey, purge, delete] }]")
      )
    ])
    let messages = workbench.findings("CMK312").map(\.message)
    #expect(messages.count == 2)
    #expect(messages.first?.contains("may do everything with the keys of vault 'kv'") ?? false, "\(messages)")
    #expect(messages.last?.contains("may also purge and delete keys of vault 'kv'") ?? false, "\(messages)")
  }

  @Test func aVaultThatIsDeletedTakesItsGrantsWithItInOneFinding() {
    let grants = ", grants: [{ identity: ai, permissions: [all] }, { identity: more, permissions: [all] }]"
    let before = manifest(vault: grants)
    var workbench = Workbench(
      [("a.cmk.yaml", before.replacing("kv: { purge", with: "other: { purge"))], before: [("a.cmk.yaml", before)])
    #expect(workbench.findings("CMK801", "CMK802", "CMK804").map(\.rule) == ["CMK804"])
  }

  @Test func aLongValueIsShortenedInAMessage() {
    var workbench = Workbench([("a.cmk.yaml", "cmkManifest: 1\nresources: { a: { kind: \(String(repeating: "x", count: 5000)) } }\n")])
    #expect(workbench.findings("CMK003").allSatisfy { $0.message.count < 400 })
  }
}

/// Names of manifests resolve in their folder first (SPEC §3).
@Suite struct ManifestFolderTests {
  private let vault =
    "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: {} }, grants: [{ identity: ai, permissions: [get, wrapKey, unwrapKey] }] } }\n"
  private let user =
    "cmkManifest: 1\nresources: { ai: { kind: openAI, identity: systemAssigned, encryption: { source: customerManaged, key: kv/k } } }\n"

  private func lines(_ files: [(String, String)]) -> [String] {
    var workbench = Workbench(files)
    return workbench.findings().map { "\($0.place.path) \($0.rule) \($0.related.map(\.place.path))" }
  }

  @Test func theUsersOfAVaultAreThoseOfItsFolder() {
    let bad = vault.replacing("purgeProtection: true", with: "purgeProtection: false")
    let files = [("dev/v.cmk.yaml", bad), ("dev/r.cmk.yaml", user), ("prod/v.cmk.yaml", vault), ("prod/r.cmk.yaml", user)]
    #expect(lines(files) == [#"/w/dev/v.cmk.yaml CMK101 ["/w/dev/r.cmk.yaml"]"#])
  }

  @Test func aGrantOfAnotherFolderIsForTheVaultThere() {
    let without = vault.replacing("[{ identity: ai, permissions: [get, wrapKey, unwrapKey] }]", with: "[]")
    let files = [("dev/v.cmk.yaml", without), ("dev/r.cmk.yaml", user), ("prod/v.cmk.yaml", vault), ("prod/r.cmk.yaml", user)]
    #expect(lines(files) == [#"/w/dev/r.cmk.yaml CMK304 ["/w/dev/v.cmk.yaml"]"#])
  }

  @Test func aVaultThatTheOwnFolderLacksIsLookedForInOthers() {
    #expect(lines([("vaults/v.cmk.yaml", vault), ("prod/r.cmk.yaml", user)]) == [])
  }
}

/// What hangs on a condition is undecided where one branch complies.
@Suite struct ConditionTests {
  @Test func aConditionWithABranchThatCompliesIsWaitedFor() {
    var workbench = Workbench([
      (
        "m.bicep",
        """
        param large bool
        resource kv 'Microsoft.KeyVault/vaults@2026-02-01' = {
          name: 'kv'
          properties: { enablePurgeProtection: true }
          resource key 'keys' = { name: 'k', properties: { kty: 'RSA', keySize: large ? 4096 : 2048 } }
        }
        resource ai 'Microsoft.CognitiveServices/accounts@2025-06-01' = {
          name: 'ai'
          kind: 'OpenAI'
          properties: {
            encryption: { keySource: 'Microsoft.KeyVault', keyVaultProperties: { keyVaultUri: kv.properties.vaultUri, keyName: 'k' } }
          }
        }
        """
      )
    ])
    #expect(workbench.findings("CMK202").isEmpty)
    let undecided = workbench.host.snapshot().undecided.filter { $0.rule == "CMK202" }
    #expect(undecided.map(\.waitsFor) == ["parameter large has no default"])
  }
}

import Analysis
import SourceText
import Testing

/// Documents that exist in the editor alone.
@Suite struct DraftTests {
  private let vault = "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: {} } } }\n"
  private let resource = "cmkManifest: 1\nresources: { ai: { kind: search, encryption: { source: customerManaged, key: kv/k } } }\n"

  @Test func aDraftSeesTheWorkspace() {
    var workbench = Workbench([("vault.cmk.yaml", vault), ("draft.cmk.yaml", resource)])
    workbench.host.setDetached("/w/draft.cmk.yaml", true)
    #expect(workbench.lines().isEmpty)
  }

  @Test func nothingSeesADraft() {
    var workbench = Workbench([("draft.cmk.yaml", vault), ("resource.cmk.yaml", resource)])
    workbench.host.setDetached("/w/draft.cmk.yaml", true)
    #expect(workbench.findings().map { "\($0.place.path) \($0.rule)" } == ["/w/resource.cmk.yaml CMK004"])
  }

  @Test func twoDraftsOfTheSameTextDoNotClash() {
    var workbench = Workbench([("a.cmk.yaml", vault), ("b.cmk.yaml", vault)])
    #expect(workbench.findings("CMK005").count == 2)
    workbench.host.setDetached("/w/a.cmk.yaml", true)
    workbench.host.setDetached("/w/b.cmk.yaml", true)
    #expect(workbench.lines().isEmpty)
    workbench.host.setDetached("/w/a.cmk.yaml", false)
    #expect(Set(workbench.findings("CMK005").map(\.place.path)) == ["/w/b.cmk.yaml"], "the draft clashes with the file")
  }
}

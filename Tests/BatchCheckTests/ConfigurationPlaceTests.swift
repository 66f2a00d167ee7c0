import TestSupport
import Testing

@Suite struct ConfigurationPlaceTests {
  @Test func aMistakeInTheConfigurationOfANamedFileIsTold() throws {
    let console = try Console([".cmklint.json": #"{ "ruels": {} }"#, "infra/a.cmk.yaml": Sample.clean, "other/b.cmk.yaml": Sample.large])
    let result = console("--check", "infra/a.cmk.yaml")
    #expect(result.output.contains(".cmklint.json:1:3: warning CMK002"), "\(result.output)")
    #expect(!result.output.contains("CMK202"))
  }

  @Test func aMistakeInANamedConfigurationIsTold() throws {
    let console = try Console(["ci/strict.json": #"{ "rules": { "CMK202": "fatal" } }"#, "a.cmk.yaml": Sample.clean])
    let result = console("--check", "--config", "ci/strict.json", "a.cmk.yaml")
    #expect(result.status == 1)
    #expect(result.output.contains("ci/strict.json:1:24: error CMK003"), "\(result.output)")
  }

  @Test func patternsOfANamedConfigurationCountFromItsFolderOrElseFromTheWorkingFolder() throws {
    let console = try Console([
      "ci/strict.json": #"{ "overrides": [{ "paths": ["/infra/**"], "rules": { "CMK202": "off" } }] }"#,
      "infra/a.cmk.yaml": Sample.large, "ci/infra/b.cmk.yaml": Sample.large, "other/infra/c.cmk.yaml": Sample.large,
    ])
    let result = console("--check", "--config", "ci/strict.json")
    #expect(result.output.split(separator: "\n").filter { $0.contains("CMK202") }.map { $0.prefix(5) } == ["other"], "\(result.output)")
  }

  @Test func aFolderThatAConfigurationComparesWithIsSeenFromItsOwn() throws {
    let console = try Console([
      "project/.cmklint.json": #"{ "against": "../deployed" }"#,
      "project/infra/ai.cmk.yaml": Sample.foundry("{ source: customerManaged, key: kv2/k }"),
      "deployed/infra/ai.cmk.yaml": Sample.foundry("{ source: customerManaged, key: kv/k }"),
    ])
    #expect(console("--check", "project/infra").output.contains("CMK705"))
    #expect(console("--check", "project/infra/ai.cmk.yaml").error.isEmpty)
  }

  @Test func aDateThatIsNoneIsOneFinding() throws {
    let console = try Console([
      ".cmklint.json": #"{ "ignore": [{ "rule": "CMK202", "reason": "r", "until": "soon" }] }"#, "a.cmk.yaml": Sample.large,
    ])
    let output = console("--check").output
    #expect(output.contains("CMK003") && output.contains("CMK202") && !output.contains("CMK014"), "\(output)")
  }
}

@Suite struct ConfigurationRuleTests {
  private func output(_ configuration: String, _ manifest: String = Sample.large) throws -> String {
    try Console([".cmklint.json": configuration, "infra/a.cmk.yaml": manifest])("--check", "--quiet").output
  }

  @Test func anOverrideChangesWhatItSaysAndLeavesTheRest() throws {
    let ignore = #""ignore": [{ "rule": "CMK202", "reason": "r" }]"#
    let kept = try output(
      #"{ "rules": { "CMK202": { "suppressible": false } }, "overrides": [{ "paths": ["infra"], "rules": { "CMK202": "info" } }], \#(ignore) }"#
    )
    #expect(kept.contains("info CMK202"), "\(kept)")
    let severity = try output(
      #"{ "rules": { "CMK202": "warning" }, "overrides": [{ "paths": ["infra"], "rules": { "key-size": { "suppressible": false } } }], \#(ignore) }"#
    )
    #expect(severity.contains("warning CMK202"), "\(severity)")
    let allowed = try output(
      #"{ "rules": { "CMK202": { "suppressible": false } }, "overrides": [{ "paths": ["infra"], "rules": { "CMK202": { "suppressible": true } } }], \#(ignore) }"#
    )
    #expect(!allowed.contains("CMK202"), "\(allowed)")
  }

  @Test func aRuleCountsMoreThanItsGroup() throws {
    for rules in [#""CMK2": "off", "CMK202": "info""#, #""CMK202": "info", "CMK2": "off""#] {
      #expect(try output("{ \"rules\": { \(rules) } }").contains("info CMK202"))
    }
  }

  @Test func eachKindThatIsRequiredIsAskedFor() throws {
    let manifest =
      "cmkManifest: 1\nresources: { f: { kind: foundry }, h: { kind: hub }, s: { kind: storage }, o: { kind: openAI }, p: { kind: foundryProject } }\n"
    func found(_ require: String) throws -> [String] {
      try output("{ \"require\": \(require) }", manifest).split(separator: "\n").filter { $0.contains(" error CMK5") }
        .compactMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) }
    }
    #expect(try found(#"["storage"]"#) == ["CMK501"])
    #expect(try found(#""hub""#) == ["CMK502"])
    #expect(try found(#""all""#) == ["CMK501", "CMK502", "CMK501", "CMK501"])
    #expect(try found("[]") == [])
  }
}

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

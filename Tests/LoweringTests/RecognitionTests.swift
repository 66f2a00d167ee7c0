import Lowering
import SourceText
import TestSupport
import Testing

@Suite struct RecognitionTests {
  private func role(_ text: String, _ path: String = "/w/a.json") -> FileRole? {
    FileRecognition.recognise(path: path, bytes: Array(text.utf8))?.role
  }

  @Test func plansAndStatesAreToldByTheirOutermostKeys() {
    #expect(role(#"{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{},"resource_changes":[]}"#) == .plan)
    #expect(role(#"{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}"#) == .plan)
    #expect(role(#"{ "version": 4, "terraform_version": "1.11.4", "serial": 3, "lineage": "x", "resources": [] }"#) == .plan)
    #expect(role(#"{ "version": 4, "terraform_version": "1.11.4", "resources": [] }"#, "/w/terraform.tfstate") == .plan)
    #expect(role(#"{"format_version":"1.0","provider_schemas":{}}"#) == nil)
    #expect(role(#"{ "version": 3, "terraform_version": "0.11", "resources": [] }"#) == nil)
    #expect(role(#"{ "inner": {"format_version":"1.2","resource_changes":[]} }"#) == nil)
  }

  @Test func whatIfResultsAreToldInTheirThreeShapes() {
    let change = #"[{"resourceId":"x","changeType":"Modify"}]"#
    #expect(role("{\"changes\":\(change),\"error\":null,\"status\":\"Succeeded\"}") == .whatIf)
    #expect(role("{\"status\":\"Succeeded\",\"properties\":{\"changes\":\(change)}}") == .whatIf)
    #expect(role(#"{"Status":"Succeeded","Changes":[{"ChangeType":2}]}"#) == .whatIf)
    #expect(role(#"{"changes":[{"kind":"added"}]}"#) == nil)
  }

  @Test func theSchemaOfATemplateMayStandBehindCommentsAndOtherKeys() {
    let url = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"
    #expect(role("// a template\n{ /* { */ \"resources\": [ \"}\" ], \"$schema\" : \"\(url)\" }") == .armTemplate)
    #expect(role("{ \"template\": { \"$schema\": \"\(url)\" } }") == nil)
    #expect(role("{ \"$schema\": \"https://json-schema.org/draft/2020-12/schema\", \"cmkManifest\": 1 }") == .manifest)
    #expect(role("[ { \"$schema\": \"\(url)\" } ]") == nil)
  }

  @Test(arguments: [
    "cmkManifest: 1\n", "{ cmkManifest: 1 }", "{ vaults: {}, cmkManifest: 1 }", "%YAML 1.2\n---\n{cmkManifest: 1}\n", "  cmkManifest: 1\n",
    "? cmkManifest\n: 1\n", "a: 1\n---\n'cmkManifest' : 1\n",
  ])
  func aManifestIsToldByItsKeyInEveryStyleOfYAML(_ text: String) {
    #expect(FileRecognition.recognise(path: "a.yaml", bytes: Array(text.utf8))?.role == .manifest)
  }

  @Test(arguments: [
    "a:\n  cmkManifest: 1\n", "a: |\n  cmkManifest: 1\n", "- cmkManifest: 1\n", "# cmkManifest: 1\na: 1\n", "cmkManifest\n",
  ])
  func aKeyThatIsNotAtTheTopMakesNoManifest(_ text: String) {
    #expect(FileRecognition.recognise(path: "a.yaml", bytes: Array(text.utf8)) == nil)
  }

  @Test func editsBehindTheFirmPlaceDoNotChangeTheAnswer() throws {
    let texts = [
      "{ \"$schema\": \"https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#\", \"resources\": [] }",
      "a: 1\ncmkManifest: 1\nvaults: {}\n",
    ]
    for (text, path) in zip(texts, ["/w/a.json", "/w/a.yaml"]) {
      let bytes = Array(text.utf8)
      let whole = try #require(FileRecognition.recognise(path: path, bytes: bytes))
      for junk in ["}", "\"$schema\": \"x\"", "\u{0}", "cmkManifest: 2", ""] {
        for end in whole.firmFrom...bytes.count {
          let edited = bytes[..<whole.firmFrom] + Array(junk.utf8) + bytes[end...]
          #expect(FileRecognition.recognise(path: path, bytes: Array(edited)) == whole)
        }
      }
    }
  }

  @Test(.enabled(if: TestSupport.Corpora.isThere, "the corpora are not at hand"))
  func realPlansStatesAndResultsAreRecognised() {
    let plans =
      TestSupport.Corpora.files("plan-snyk-golden", endings: ["plan.json"])
      + TestSupport.Corpora.files("plan-inframap-state", endings: [".tfstate"])
    for path in plans {
      let bytes = TestSupport.Corpora.bytes(path)
      guard bytes.count > 200 else { continue }
      let role = FileRecognition.recognise(path: path, bytes: bytes)?.role
      #expect(role == .plan || String(decoding: bytes, as: UTF8.self).contains("\"version\": 3"), "\(path)")
    }
    let results = TestSupport.Corpora.files("whatif-report", endings: ["minimal-valid.json", "complex-array-delta.json"])
    #expect(!results.isEmpty)
    for path in results {
      #expect(FileRecognition.recognise(path: path, bytes: TestSupport.Corpora.bytes(path))?.role == .whatIf, "\(path)")
    }
  }
}

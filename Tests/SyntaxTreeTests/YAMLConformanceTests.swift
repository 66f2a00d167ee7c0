import Foundation
import SourceText
import Testing

@testable import SyntaxTree

@Suite(.enabled(if: YAMLCorpus.isPresent, "the corpora are not beside the package"))
struct YAMLConformanceTests {
  @Test func everyCaseOfTheTestSuiteHasItsEventsOrIsReported() {
    let cases = YAMLCorpus.files("yaml-test-suite-data", "/in.yaml")
    #expect(cases.count == 402)
    var failures: [String] = []
    for url in cases {
      let name = url.deletingLastPathComponent().path.components(separatedBy: "yaml-test-suite-data/").last ?? ""
      let document = Document(SourceText(YAMLCorpus.bytes(url)), format: .yaml)
      let problems = tapeProblems(document)
      if !problems.isEmpty { failures.append("\(name): \(problems)") }
      let errors = document.syntaxErrors()
      if FileManager.default.fileExists(atPath: url.deletingLastPathComponent().appendingPathComponent("error").path) {
        if errors.isEmpty { failures.append("\(name): accepted") }
        continue
      }
      if !errors.isEmpty { failures.append("\(name): \(errors)") }
      let expected = String(decoding: YAMLCorpus.bytes(url.deletingLastPathComponent().appendingPathComponent("test.event")), as: UTF8.self)
      let events = YAMLEvents(document).lines
      if events != expected.split(separator: "\n").map(String.init) {
        failures.append(
          "\(name):\n  found    \(events.joined(separator: "|"))\n  expected \(expected.split(separator: "\n").joined(separator: "|"))")
      }
    }
    #expect(failures.isEmpty, "\(failures.count) fail:\n\(failures.joined(separator: "\n"))")
  }

  @Test func realFilesHaveNoErrorsAndRoundTrip() {
    let files =
      YAMLCorpus.files("yaml-real-pipelines", ".yml", ".yaml") + YAMLCorpus.files("yaml-real-workflows", ".yml", ".yaml")
    #expect(files.count > 100)
    for url in files {
      let document = Document(SourceText(YAMLCorpus.bytes(url)), format: .yaml)
      // A Mustache template whose `{{#if …}}` is no YAML before it is filled in.
      let isTemplate = url.lastPathComponent == "deploy-to-existing-kubernetes-cluster.yml"
      #expect(document.syntaxErrors().isEmpty != isTemplate, "\(url.path)")
      #expect(tapeProblems(document).isEmpty, "\(url.path)")
    }
  }
}

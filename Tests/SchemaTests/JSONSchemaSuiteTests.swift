import Foundation
import SourceText
import SyntaxTree
import Testing

@testable import Schema

/// The conformance suite of JSON Schema (https://github.com/json-schema-org/JSON-Schema-Test-Suite), its required tests.
@Suite struct JSONSchemaSuiteTests {
  @Test(
    .enabled(if: Corpora.has("jsonschema-suite"), "the JSON Schema test suite is not at hand (CMKLINT_CORPORA)"),
    arguments: ["draft7", "draft2020-12"])
  func everyRequiredTestAgrees(draft: String) throws {
    let folder = try #require(Corpora.folder("jsonschema-suite"))
    var count = 0
    var failures: [String] = []
    let files = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/tests/\(draft)").filter { $0.hasSuffix(".json") }.sorted()
    for file in files {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/tests/\(draft)/\(file)")))
      let document = Document(SourceText(bytes), format: .json(.strict))
      for group in document.elements(try #require(document.topValue())) {
        // Not `document.value(…)`: a failing expectation would print the whole document.
        let node = try #require(document.members(group).first { $0.name == "schema" }?.value)
        let schema = try #require(
          SchemaDocument(
            Array(document.bytes(node)), uri: "http://localhost:1234/root-of-test", draft: draft == "draft7" ? .draft7 : .draft2020,
            resolver: { Self.remote($0, folder: folder) }))
        let groupName = text(document, group, "description")
        for test in document.elements(try #require(document.value(group, "tests"))) {
          count += 1
          let expected = document.value(test, "valid").flatMap(document.scalar) == .boolean(true)
          let problems = schema.validate(document, at: document.value(test, "data"))
          if problems.isEmpty != expected { failures.append("\(file): \(groupName): \(text(document, test, "description"))") }
        }
      }
    }
    print("JSON Schema suite, \(draft): \(count - failures.count) of \(count) required tests agree")
    #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))")
    #expect(count > 900)
  }

  private func text(_ document: Document, _ node: Node, _ name: String) -> String {
    if let value = document.value(node, name), case .string(let text)? = document.scalar(value) { text } else { "" }
  }

  private static func remote(_ uri: String, folder: String) -> [UInt8]? {
    let server = "http://localhost:1234/"
    let path: String
    if uri.hasPrefix(server) {
      path = "\(folder)/remotes/" + uri.dropFirst(server.count)
    } else if let own = Corpora.metaschema(uri) {
      path = own
    } else {
      return nil
    }
    return (try? Data(contentsOf: URL(fileURLWithPath: path))).map { Array($0) }
  }
}

import Foundation
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// What HashiCorp's own inspector tells of its test modules.
@Suite struct ConfigInspectTests {
  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func modulesDeclareWhatUpstreamSays() throws {
    let root = try #require(Corpora.root).appendingPathComponent("hcl-config-inspect/tfconfig/testdata")
    // Terraform itself refuses these: a brace too many, and labels without quotes of which 0.11 took any number.
    let refused: Set<String> = ["invalid-braces"]
    var compared = 0
    for folder in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() where !refused.contains(folder) {
      let path = root.appendingPathComponent(folder)
      guard let data = FileManager.default.contents(atPath: path.appendingPathComponent("\(folder).out.json").path),
        let told = try JSONSerialization.jsonObject(with: data) as? [String: Any]
      else { continue }
      let module = try module(at: path)
      func names(_ key: String) -> [String] { (told[key] as? [String: Any] ?? [:]).keys.sorted() }
      #expect(module.variables.keys.sorted() == names("variables"), "\(folder)")
      #expect(module.outputs.keys.sorted() == names("outputs"), "\(folder)")
      #expect(module.resources.keys.sorted() == names("managed_resources"), "\(folder)")
      #expect(module.data.keys.map { "data." + $0 }.sorted() == names("data_resources"), "\(folder)")
      #expect(module.calls.keys.sorted() == names("module_calls"), "\(folder)")
      for (key, table) in [
        ("variables", module.variables), ("outputs", module.outputs), ("managed_resources", module.resources),
        ("module_calls", module.calls),
      ] {
        for (name, fact) in told[key] as? [String: [String: Any]] ?? [:] {
          guard let declared = table[name], let body = declared.bodies.first else { continue }
          if let required = fact["required"] as? Bool { #expect((declared.argument("default") == nil) == required, "\(folder) \(name)") }
          if let source = fact["source"] as? String { #expect(literal(declared.argument("source")) == source, "\(folder) \(name)") }
          // The inspector counts lines of JSON in its own way.
          if let position = fact["pos"] as? [String: Any], let line = position["line"] as? Int, !body.source.document.format.isJSON {
            let start = body.source.document.range(body.node).start
            #expect(body.source.document.text.position(of: start, in: .utf8).line + 1 == line, "\(folder) \(name)")
          }
          compared += 1
        }
      }
    }
    #expect(compared >= 20)
  }

  private func literal(_ expression: TerraformExpression?) -> String? {
    guard let expression else { return nil }
    let document = expression.source.document
    if document.format.isJSON, case .string(let text)? = document.scalar(expression.node) { return text }
    // `source = true` is the text "true".
    if case .boolean(let value)? = document.hclScalar(expression.node) { return String(value) }
    return document.hclString(expression.node)
  }

  private func module(at folder: URL) throws -> TerraformModule {
    var files: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where name.hasSuffix(".tf") || name.hasSuffix(".tf.json") {
      files[name] = String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
    }
    return TerraformModule(folder: TerraformFixture.folder, files: TerraformFixture(files).lookup)
  }
}

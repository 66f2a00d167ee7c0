import EncryptionModel
import Foundation
import SourceText
import SyntaxTree

@testable import Lowering

/// A folder of configuration files, as a test writes it.
struct TerraformFixture {
  let sources: [String: SourceFile]
  let texts: [String: SourceText]

  /// - Parameter files: texts by path below the root module's folder.
  init(_ files: [String: String]) {
    var sources: [String: SourceFile] = [:]
    var texts: [String: SourceText] = [:]
    for (index, path) in files.keys.sorted().enumerated() {
      let absolute = FilePaths.resolve(path, from: Self.folder) ?? path
      let text = SourceText(files[path] ?? "")
      texts[absolute] = text
      let format: Format
      if path.hasSuffix(".tf") || path.hasSuffix(".tfvars") {
        format = .hcl
      } else if path.hasSuffix(".tf.json") || path.hasSuffix(".tfvars.json") {
        format = .json(.armTemplate)
      } else {
        continue
      }
      sources[absolute] = SourceFile(
        id: FileID(Int32(index + 1)), path: absolute, role: .terraform, document: Document(text, format: format))
    }
    self.sources = sources
    self.texts = texts
  }

  init(_ text: String) { self.init(["main.tf": text]) }

  static let folder = "/w/root"

  var lookup: FileLookup {
    FileLookup(
      answer: { path in
        if let file = sources[path] { return .source(file) }
        return texts[path].map { .text($0) } ?? .absent
      },
      list: { folder in
        texts.keys.filter { $0.hasPrefix(folder + "/") }.map { String($0.dropFirst(folder.count + 1)) }.filter { !$0.contains("/") }
          .sorted()
      })
  }

  func resources(variableFiles: [String] = [], budget: EvaluationBudget = EvaluationBudget(steps: 2_000_000)) -> [TerraformResource] {
    TerraformLowering.evaluate(
      folder: Self.folder, files: lookup, variableFiles: variableFiles.map { Self.folder + "/" + $0 }, budget: budget)
  }

  func resource(_ address: String) -> TerraformResource? { resources().first { $0.address == address } }

  /// The value of an expression as the root module's local `probe`.
  func value(_ expression: String, in variables: [String: EvaluatedValue] = [:]) -> EvaluatedValue {
    let text = SourceText("locals {\n  probe = \(expression)\n}\n")
    let probe = SourceFile(id: FileID(1000), path: Self.folder + "/probe.tf", role: .terraform, document: Document(text, format: .hcl))
    let evaluation = TerraformEvaluation(files: lookup)
    let document = probe.document
    guard
      let scope = TerraformLowering.scope(folder: Self.folder, environment: nil, variableFiles: [], evaluation),
      let body = document.hclBlocks(document.root, "locals").first?.body, let node = document.hclAttribute(body, "probe")?.value
    else { return .unknown("probe", scope: 0, because: "there is no expression", at: .start(of: probe.id)) }
    var frame = TerraformFrame(scope)
    frame.locals = variables
    return evaluation.value(of: node, TerraformSource(probe), in: frame)
  }

  /// The value of an expression where nothing has a name.
  static func value(_ expression: String, in variables: [String: EvaluatedValue] = [:]) -> EvaluatedValue {
    TerraformFixture("").value(expression, in: variables)
  }

  /// The same in JSON, the names sorted; `?` for what is not known.
  static func json(_ expression: String, in variables: [String: EvaluatedValue] = [:]) -> String {
    text(value(expression, in: variables))
  }

  static func text(_ value: EvaluatedValue?) -> String {
    guard let value else { return "nothing" }
    return value.isDecided ? TerraformJSON.text(of: value) : "?"
  }
}

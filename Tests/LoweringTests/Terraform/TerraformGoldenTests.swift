import Foundation
import SourceText
import SyntaxTree
import TestSupport
import Testing

@testable import Lowering

/// Configurations of another evaluator with the values that it finds.
@Suite struct TerraformGoldenTests {
  /// Upstream's evaluated resources: every value that both tell is the same; what it calls a reference is unknown here.
  @Test(.enabled(if: TestSupport.Corpora.isThere, Comment(rawValue: TestSupport.Corpora.reason)))
  func snyksGoldenConfigurationsHaveUpstreamsValues() throws {
    let folder = try #require(TestSupport.Corpora.folder) + "/plan-snyk-golden/pkg/input/golden_test/tf"
    var compared = 0
    var missing: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".json") {
      let root = folder + "/" + name.dropLast(".json".count)
      guard FileManager.default.fileExists(atPath: root) else { continue }
      let golden = Document(SourceText(TestSupport.Corpora.bytes(folder + "/" + name)), format: .json(.strict))
      let found = TerraformLowering.evaluate(folder: root, files: TerraformCorpusTests.disk())
      // Keys stand without quotes in upstream's addresses.
      let resources = Dictionary(found.map { ($0.address.replacing("\"", with: ""), $0) }) { first, _ in first }
      for type in golden.topValue().flatMap({ golden.value($0, "resources") }).map(golden.members) ?? [] {
        for wanted in golden.members(type.value) {
          guard let resource = resources[wanted.name] else {
            missing.append("\(name) \(wanted.name)")
            continue
          }
          guard let attributes = golden.value(wanted.value, "attributes") else { continue }
          compare(attributes, golden, resource.body, at: "\(name) \(wanted.name)", &compared)
        }
      }
    }
    // It reads what `terraform init` has put under .terraform, which is not walked into here (SPEC §2).
    #expect(missing == ["module-register.json module.localmodule.module.remotemodule.aws_s3_bucket.mybucket"])
    #expect(compared > 100, "\(compared)")
  }

  private func compare(_ node: Node, _ golden: Document, _ value: EvaluatedValue, at path: String, _ compared: inout Int) {
    switch golden.dataKind(node) {
    case .object:
      // A block that stands once is an object there.
      let object = value.object ?? (value.elements?.count == 1 ? value.elements?[0].object : nil)
      // What the working folder is called is stubbed there.
      for member in golden.members(node) where member.name != "stubbedCWD" {
        guard let inner = object?[member.name] else { continue }
        compare(member.value, golden, inner.value, at: "\(path).\(member.name)", &compared)
      }
    case .array:
      for (index, pair) in zip(golden.elements(node), value.elements ?? []).enumerated() {
        compare(pair.0, golden, pair.1, at: "\(path)[\(index)]", &compared)
      }
    case .string, .number, .boolean, .null, .missing:
      guard value.isDecided, !value.isResource else { return }
      compared += 1
      let same =
        switch golden.scalar(node) {
        case .string(let text): value.symbolicText?.known == text || value.boolean.map { $0 ? "true" : "false" } == text
        case .integer(let number): (value.integer ?? value.knownText.flatMap { Int($0) }) == number
        case .number(let number): value.double == number
        case .boolean(let truth): value.truth == truth
        case .null, nil: value.isNull
        }
      #expect(same, "\(path): \(golden.string(node)) is not \(value.summary)")
    }
  }
}

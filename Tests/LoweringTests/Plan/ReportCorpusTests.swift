import EncryptionModel
import Foundation
import SourceText
import SyntaxTree
import TestSupport
import Testing

@testable import Lowering

/// The plans, states and what-if results of the corpora.
@Suite struct ReportCorpusTests {
  private static let ending = [".json", ".tfstate"]

  /// The plans and states, also those that stand within test cases.
  private static func plans() -> [(path: String, bytes: [UInt8])] {
    var found: [(String, [UInt8])] = []
    for set in [
      "plan-terraform-json", "plan-regula", "plan-opentofu-showjson", "plan-terraform-compliance", "plan-snyk-golden",
      "plan-inframap-state",
    ] {
      for path in TestSupport.Corpora.files(set, endings: ending) {
        let bytes = TestSupport.Corpora.bytes(path)
        if FileRecognition.recognise(path: path, bytes: bytes)?.role == .plan { found.append((path, bytes)) }
      }
    }
    for path in TestSupport.Corpora.files("plan-avm-policy-mocks", endings: [".mock.json"]) {
      let document = Document(SourceText(TestSupport.Corpora.bytes(path)), format: .json(.strict))
      for mock in document.topValue().flatMap({ document.value($0, "mock") }).map(document.members) ?? [] {
        found.append(
          (
            "\(path)#\(mock.name)",
            Array(
              #"{ "format_version": "1.2", "resource_changes": \#(document.value(mock.value, "resource_changes").map { document.text.string(document.range($0)) } ?? "[]") }"#
                .utf8)
          ))
      }
    }
    return found
  }

  @Test(.enabled(if: TestSupport.Corpora.isThere, Comment(rawValue: TestSupport.Corpora.reason)))
  func everyPlanAndStateIsLowered() {
    let plans = Self.plans()
    #expect(plans.count > 80)
    var resources = 0
    for (path, bytes) in plans {
      let fixture = ReportFixture(bytes: bytes, path: path, role: .plan)
      let declarations = fixture.plan
      resources += declarations.vaults.count + declarations.resources.count + declarations.keys.count
      #expect(PlanFormat.defects(in: fixture.file).isEmpty, "\(path)")
      if ProcessInfo.processInfo.environment["CMKLINT_LIST_FACTS"] == "plan" {
        print("==", path)
        for line in FactListing(fixture.file).lines(declarations) { print("  ", line) }
      }
    }
    #expect(resources > 20)
  }

  @Test(.enabled(if: TestSupport.Corpora.isThere, Comment(rawValue: TestSupport.Corpora.reason)))
  func everyWhatIfResultIsLowered() {
    var count = 0
    for path in TestSupport.Corpora.files("whatif-report", endings: [".json"])
      + TestSupport.Corpora.files("whatif-rest-examples", endings: [".json"])
    {
      var bytes = TestSupport.Corpora.bytes(path)
      let document = Document(SourceText(bytes), format: .json(.strict))
      if let body = document.topValue().flatMap({ document.value($0, "responses") }).flatMap({ document.value($0, "200") })
        .flatMap({ document.value($0, "body") })
      {
        bytes = Array(document.text.string(document.range(body)).utf8)
      }
      let fixture = ReportFixture(bytes: bytes, path: path, role: .whatIf)
      _ = fixture.whatIf
      count += 1
    }
    #expect(count >= 15)
  }

  /// Upstream's evaluated resources: every attribute that it tells and that is no reference has the same value here.
  @Test(.enabled(if: TestSupport.Corpora.isThere, Comment(rawValue: TestSupport.Corpora.reason)))
  func snyksGoldenPlansHaveUpstreamsValues() throws {
    var compared = 0
    let folder = "plan-snyk-golden/pkg/input/golden_test/tfplan"
    for path in TestSupport.Corpora.files(folder, endings: ["/plan.json"]) {
      let golden = Document(
        SourceText(TestSupport.Corpora.bytes(String(path.dropLast("/plan.json".count)) + ".json")), format: .json(.strict))
      let fixture = ReportFixture(bytes: TestSupport.Corpora.bytes(path), path: path, role: .plan)
      let reader = PlanReader(fixture.file, isWanted: { _ in true }, answer: { _, _ in nil })
      let resources = Dictionary(reader.after.map { ($0.address, $0) }) { first, _ in first }
      let types = try #require(golden.topValue().flatMap { golden.value($0, "resources") })
      for type in golden.members(types) {
        for wanted in golden.members(type.value) {
          guard let resource = resources[wanted.name] else {
            Issue.record("\(path): \(wanted.name) is missing")
            continue
          }
          let attributes = try #require(golden.value(wanted.value, "attributes"))
          compare(attributes, golden, resource.body, at: "\(path) \(wanted.name)", &compared)
        }
      }
    }
    #expect(compared > 150)
  }

  private func compare(_ node: Node, _ golden: Document, _ value: EvaluatedValue, at path: String, _ compared: inout Int) {
    // An unknown is a reference upstream.
    if case .unknown = value.content { return }
    switch golden.dataKind(node) {
    case .object:
      for member in golden.members(node) {
        guard let inner = value.object?.members.first(where: { $0.name == member.name }) else {
          Issue.record("\(path).\(member.name) is missing")
          continue
        }
        compare(member.value, golden, inner.value, at: "\(path).\(member.name)", &compared)
      }
    case .array:
      let elements = golden.elements(node)
      let mine = value.elements ?? []
      #expect(elements.count == mine.count, "\(path)")
      for (index, pair) in zip(elements, mine).enumerated() { compare(pair.0, golden, pair.1, at: "\(path)[\(index)]", &compared) }
    case .string, .number, .boolean, .null, .missing:
      compared += 1
      let same =
        switch golden.scalar(node) {
        case .string(let text): value.knownText == text
        case .integer(let number): value.integer == number
        case .number(let number): if case .number(let mine) = value.content { mine == number } else { false }
        case .boolean(let truth): value.boolean == truth
        case .null, nil: value.isNull
        }
      #expect(same, "\(path): \(golden.string(node)) is not \(value.summary)")
    }
  }
}

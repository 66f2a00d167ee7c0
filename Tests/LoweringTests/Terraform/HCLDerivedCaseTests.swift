import EncryptionModel
import Foundation
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// Expressions and functions against values that upstream wrote down.
@Suite struct HCLDerivedCaseTests {
  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func functionsHaveUpstreamsValues() throws {
    // OpenTofu's own test data, as far as the cases read it.
    let fixture = TerraformFixture([
      "main.tf": "", "hello.txt": "hello!", "hello.tmpl": "Hello, ${name}!", "subdirectory/hello.txt": "", "subdirectory/hello.tmpl": "",
    ])
    var differences: [String] = []
    var agreed = 0
    for item in try Self.cases("hcl-function-cases") {
      let expression = try #require(item["expr"] as? String)
      let expected = Self.text(item["expected"])
      let found = TerraformFixture.text(fixture.value(expression))
      if found == expected { agreed += 1 } else { differences.append("\(expression): expected \(expected), found \(found)") }
    }
    let adjudicated = [
      // OpenTofu has these, Terraform has not: a call of an unknown function stays undecided.
      "assume", "base64gunzip(",
      // Which values are sensitive changes no fact about encryption: nothing is followed through the evaluation.
      "issensitive(sensitive(",
      // The files of a folder's folders are not listed while a module is evaluated.
      "fileset(",
    ]
    let surprises = differences.filter { difference in !adjudicated.contains { difference.hasPrefix($0) } }
    #expect(surprises.isEmpty, "\(surprises.joined(separator: "\n"))")
    #expect(agreed >= 65)
  }

  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func expressionsHaveUpstreamsValues() throws {
    var differences: [Int: String] = [:]
    for (index, item) in try Self.cases("hcl-expression-cases").enumerated() {
      var expression = try #require(item["expr"] as? String)
      if item["template"] as? Bool == true { expression = "<<CASE\n\(expression)\nCASE\n" }
      let variables = (item["variables"] as? [String: Any] ?? [:]).mapValues(Self.value)
      // What upstream makes of a text with errors is its own recovery; here such a text has no value that anybody relies on.
      guard item["diagnostics"] as? Int == 0 else { continue }
      let expected = Self.text(item["expected"])
      var found = TerraformFixture.json(
        expression.trimmingCharacters(in: .newlines) + (expression.hasSuffix("\n") ? "\n" : ""), in: variables)
      // The marker's own line break.
      if item["template"] as? Bool == true, found.hasSuffix("\\n\"") { found = found.dropLast(3) + "\"" }
      if found != expected { differences[index] = "\(index) \(expression): expected \(expected), found \(found)" }
    }
    let surprises = differences.filter { !Self.adjudicated.keys.contains($0.key) }
    #expect(surprises.isEmpty, "\(surprises.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n"))")
  }

  private static let adjudicated: [Int: String] = [:]

  private static func cases(_ name: String) throws -> [[String: Any]] {
    let root = try #require(Corpora.root)
    let data = try Data(contentsOf: root.appendingPathComponent("_derived/\(name).json"))
    let table = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    return try #require(table["cases"] as? [[String: Any]])
  }

  /// A value of the cases' notation.
  static func value(_ typed: Any) -> EvaluatedValue {
    let site = Site.start(of: FileID(1))
    guard let typed = typed as? [String: Any] else { return EvaluatedValue(.null, at: site) }
    if typed["unknown"] as? Bool == true { return .unknown("unknown", scope: 1, because: "upstream calls it unknown", at: site) }
    if typed["null"] as? Bool == true { return EvaluatedValue(.null, at: site) }
    switch (typed["type"] as? String, typed["value"]) {
    case ("bool", let value as Bool): return EvaluatedValue(.boolean(value), at: site)
    case ("number", let value as Double):
      return EvaluatedValue(Int(exactly: value).map { .integer($0) } ?? .number(value), at: site)
    case ("string", let value as String): return .text(value, at: site)
    case (_, let elements as [Any]): return EvaluatedValue(.array(elements.map(value)), at: site)
    case (_, let members as [String: Any]):
      return EvaluatedValue(
        .object(EvaluatedObject(members.keys.sorted().map { .init($0, value(members[$0] ?? [:]), at: site) })), at: site)
    default: return EvaluatedValue(.null, at: site)
    }
  }

  private static func text(_ typed: Any?) -> String { TerraformFixture.text(typed.map(value)) }
}

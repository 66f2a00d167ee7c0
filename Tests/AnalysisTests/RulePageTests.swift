import Analysis
import EncryptionModel
import PolicyRules
import SourceText
import SyntaxTree
import Testing

/// The pages' examples are the rules' first cases: the bad text gives the finding, the good one does not, in every form in which
/// the dialect can be written.
@Suite struct RulePageTests {
  static let examples = Registry.all.flatMap { rule in rule.page.examples.map { Case(id: rule.page.id, example: $0) } }

  struct Case: Sendable, CustomTestStringConvertible {
    let id: String
    let example: RulePage.Example
    var testDescription: String { "\(id) in \(example.dialect)" }
  }

  @Test(arguments: RulePageTests.examples) func aBadExampleGivesTheFindingAndAGoodOneDoesNot(_ page: Case) {
    let (id, example) = (page.id, page.example)
    for (path, bad, good) in forms(example) {
      var wrong = Workbench([(path, bad)])
      #expect(!wrong.findings(id).isEmpty, "\(path): \(wrong.lines())")
      var right = Workbench([(path, good)])
      #expect(right.findings(id).isEmpty, "\(path): \(right.lines())")
    }
  }

  @Test(arguments: RulePageTests.examples) func theFormsOfOneScenarioAgree(_ page: Case) {
    let (id, example) = (page.id, page.example)
    // What cannot be parsed has no other form.
    guard id != "CMK001", !example.bad.contains("cmklint-ignore") else { return }
    let verdicts = forms(example).map { path, bad, _ in
      var workbench = Workbench([(path, bad)])
      return Set(workbench.findings().map(Verdict.init))
    }
    for verdict in verdicts.dropFirst() { #expect(verdict == verdicts[0]) }
  }

  @Test(arguments: RulePageTests.examples) func aSafeFixEndsItsFindingAndStartsNone(_ page: Case) {
    let (id, example) = (page.id, page.example)
    for (path, bad, _) in forms(example) {
      var before = Workbench([(path, bad)])
      let was = before.findings()
      for finding in was where finding.rule == id {
        for fix in finding.fixes where fix.isSafe {
          guard let edits = fix.edits.first?.edits else { continue }
          let text = String(decoding: Array(bad.utf8).applying(edits).text, as: UTF8.self)
          var after = Workbench([(path, text)])
          let now = after.findings()
          #expect(now.filter { $0.rule == id }.count < was.filter { $0.rule == id }.count, "\(fix.title) in\n\(bad)\ngave\n\(text)")
          #expect(Set(now.map(Verdict.init)).isSubset(of: Set(was.map(Verdict.init))), "\(after.lines())")
        }
      }
    }
  }

  @Test(arguments: Registry.all.filter { $0.page.fix == .safe }.map(\.page.id)) func aRuleThatPromisesASafeFixHasOneInItsExamples(
    id: String
  ) {
    for example in Registry.rule(id)?.page.examples ?? [] {
      for (path, bad, _) in forms(example) {
        var workbench = Workbench([(path, bad)])
        #expect(workbench.findings(id).contains { $0.fixes.contains(where: \.isSafe) }, "\(path): \(workbench.lines())")
      }
    }
  }

  private func forms(_ example: RulePage.Example) -> [(path: String, bad: String, good: String)] {
    switch example.dialect {
    case .manifest:
      let yaml = ("a.cmk.yaml", example.bad, example.good)
      if example.bad.contains("cmklint-ignore") || example.bad.contains("capabilities: [\n") { return [yaml] }
      return [yaml, ("a.cmk.json", OtherForms.json(ofYAML: example.bad), OtherForms.json(ofYAML: example.good))]
    case .arm:
      let array = ("template.json", example.bad, example.good)
      if example.bad.contains("\"RSA\" \"keySize\"") { return [array] }
      return [array, ("template.json", OtherForms.symbolic(ofARM: example.bad), OtherForms.symbolic(ofARM: example.good))]
    case .bicep, .terraform, .plan, .whatIf, .configuration: return []
    }
  }
}

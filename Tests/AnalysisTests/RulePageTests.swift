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
    for form in forms(page.example) {
      var wrong = form.workbench(form.bad)
      #expect(!wrong.findings(page.id).isEmpty, "\(form.path): \(wrong.lines())\n\(form.bad)")
      var right = form.workbench(form.good)
      #expect(right.findings(page.id).isEmpty, "\(form.path): \(right.lines())\n\(form.good)")
    }
  }

  @Test(arguments: RulePageTests.examples) func theFormsOfOneScenarioAgree(_ page: Case) {
    // What cannot be parsed has no other form.
    guard page.id != "CMK001", !page.example.bad.contains("cmklint-ignore") else { return }
    let verdicts = forms(page.example).map { form in
      var workbench = form.workbench(form.bad)
      return Set(workbench.findings().map(Verdict.init))
    }
    for verdict in verdicts.dropFirst() { #expect(verdict == verdicts[0]) }
  }

  /// All of the example's fixes together too.
  @Test(arguments: RulePageTests.examples) func aFixEndsItsFindingStartsNoneAndDoesNothingTwice(_ page: Case) {
    for form in forms(page.example) where form.path.hasPrefix("plan") == false {
      var file = PlantedFile(name: form.path, text: SourceText(form.bad), first: 0, from: page.testDescription)
      file.before = form.before.map { SourceText($0) }
      FixCheck(file).run { $0.rule == page.id }
    }
  }

  @Test(arguments: Registry.all.filter { $0.page.fix == .judged }.map(\.page.id)) func aRuleThatPromisesAFixHasOneInItsExamples(id: String)
  {
    // azurerm_ai_foundry has no argument for service-side storage; of a deleted block there is no text to change.
    let withoutPlace = ["CMK601", "CMK802", "CMK803"]
    for example in Registry.rule(id)?.page.examples ?? [] where !(example.dialect == .terraform && withoutPlace.contains(id)) {
      for form in forms(example) where example.dialect != .plan && example.dialect != .whatIf {
        var workbench = form.workbench(form.bad)
        let findings = workbench.findings(id)
        #expect(findings.contains { !$0.fixes.isEmpty }, "\(form.path): \(workbench.lines())")
      }
    }
  }

  @Test(arguments: Registry.all.filter { $0.page.fix == .safe }.map(\.page.id)) func aRuleThatPromisesASafeFixHasOneInItsExamples(
    id: String
  ) {
    for example in Registry.rule(id)?.page.examples ?? [] {
      for form in forms(example) where example.dialect != .plan && example.dialect != .whatIf {
        var workbench = form.workbench(form.bad)
        // Where a provider would replace the deployed thing, the fix is there but is not safe.
        #expect(
          workbench.findings(id).contains { $0.fixes.contains { $0.isSafe || example.dialect == .terraform } },
          "\(form.path): \(workbench.lines())")
      }
    }
  }

  /// No cell of the table of rules and dialects is empty.
  @Test(arguments: Registry.all.map(\.page.id)) func aRuleHasAnExampleOrAReasonInEachDialect(id: String) throws {
    let page = try #require(Registry.rule(id)?.page)
    for dialect in Dialect.allCases where dialect != .configuration {
      let hasExample = page.examples.contains { $0.dialect == dialect }
      #expect(hasExample != (page.gap(in: dialect) != nil), "\(id) in \(dialect): \(hasExample ? "an example and a reason" : "neither")")
    }
  }

  /// Dialects whose meaning is read.
  private static func isRead(_ dialect: Dialect) -> Bool { dialect != .configuration }

  /// A pair of texts in one of the forms of its dialect.
  private struct Form {
    let path: String
    var before: String?
    let bad: String
    let good: String

    func workbench(_ text: String) -> Workbench { Workbench([(path, text)], before: before.map { [(path, $0)] }) }
  }

  private func forms(_ example: RulePage.Example) -> [Form] {
    func form(_ path: String, _ change: (String) -> String = { $0 }) -> Form {
      Form(path: path, before: example.before.map(change), bad: change(example.bad), good: change(example.good))
    }
    guard Self.isRead(example.dialect) else { return [] }
    switch example.dialect {
    case .manifest:
      let yaml = form("a.cmk.yaml")
      if example.bad.contains("cmklint-ignore") || example.bad.contains("capabilities: [\n") { return [yaml] }
      return [yaml, form("a.cmk.json", OtherForms.json)]
    case .arm:
      let array = form("template.json")
      if example.bad.contains("\"RSA\" \"keySize\"") { return [array] }
      return [array, form("template.json", OtherForms.symbolic)]
    case .bicep: return [form("main.bicep")]
    case .terraform: return [form("main.tf")]
    case .plan: return [form("plan.json")]
    case .whatIf: return [form("what-if.json")]
    case .configuration: return []
    }
  }
}

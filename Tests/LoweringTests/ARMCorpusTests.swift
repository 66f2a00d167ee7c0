import EncryptionModel
import Foundation
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

@Suite struct ARMCorpusTests {
  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func everyTemplateOfTheCorporaIsReadInBoundedWork() throws {
    let templates = Corpora.templates()
    #expect(templates.count > 1000)
    let listed = ProcessInfo.processInfo.environment["CMKLINT_LIST_FACTS"]
    for (path, bytes) in templates {
      let file = Corpora.file(path, bytes)
      let budget = EvaluationBudget()
      let started = ContinuousClock.now
      let first = ARMLowering.evaluate(template: file, parameters: nil, environment: nil, budget: budget)
      if ContinuousClock.now - started > .milliseconds(300) { print("SLOW", path, ContinuousClock.now - started, budget.steps) }
      #expect(!budget.isExhausted, "\(path)")
      let declarations = ARMLowering.lower(template: file, parameters: nil, environment: nil).declarations
      #expect(first != nil || declarations.resources.isEmpty)
      if let listed, path.contains(listed) {
        print("==", path)
        for line in FactListing(file).lines(declarations) { print("  ", line) }
      }
    }
  }
}

import TestSupport
import Testing

@testable import Generator

/// Bicep files and the templates that they were compiled to say the same.
@Suite(.enabled(if: Corpora.isThere, "the corpora are not at hand"))
struct TwinTests {
  @Test(arguments: TwinReport.sets)
  func theCompiledTwinAgrees(_ set: String) throws {
    let folder = try #require(Corpora.folder)
    let pairs = TwinReport.pairs(below: folder + "/" + set)
    #expect(!pairs.isEmpty)
    var facts = 0
    for pair in pairs {
      let comparison = pair.comparison()
      facts += comparison.facts
      #expect(comparison.differences.isEmpty || !comparison.reasons.isEmpty, "\(pair.bicep): \(comparison.differences)")
    }
    #expect(facts > 0)
  }
}

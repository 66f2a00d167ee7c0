import TestSupport
import Testing

@testable import Generator

/// The labelled fixtures of other checkers.
@Suite(.enabled(if: Corpora.isThere, "the corpora are not at hand"))
struct PeerTests {
  @Test func eachDisagreementWithAnotherCheckerHasAReason() throws {
    let report = PeerReport(try #require(Corpora.folder))
    for check in PeerCheck.all { #expect(report.rows.contains { $0.check.id == check.id }, "\(check.id) has no fixtures") }
    for row in report.rows {
      #expect(!row.isOpen, "\(row.check.id) \(row.fixture.name): labelled bad: \(row.fixture.isLabelledBad), here \(row.facts)")
    }
    // What was adjudicated is still so: a reason that explains nothing is gone.
    for entry in PeerReason.adjudicated {
      #expect(report.rows.contains { $0.check.id == entry.check && $0.fixture.name == entry.fixture && !$0.agrees })
    }
  }
}

import EncryptionModel
import PolicyRules
import SourceText

/// `swift run Generator peers CORPORA`: whether this program and other checkers say the same of their labelled fixtures.
struct PeerReport {
  struct Row {
    let check: PeerCheck
    let fixture: PeerFixture
    /// Their rule asked of our facts.
    let facts: PeerVerdict
    /// What our rule says of the fixture, and with something added that encrypts; nil without a rule of ours.
    let finding: Bool?
    let findingWithUser: Bool?

    var agrees: Bool { facts == (fixture.isLabelledBad ? .bad : .good) }
    /// Nil where the two agree or nobody has read why they do not.
    var reason: PeerReason? {
      if !agrees { return PeerReason.of(check, fixture) }
      guard let finding else { return check.rule == nil ? check.silence : nil }
      guard finding != fixture.isLabelledBad else { return nil }
      if check.silence == .onlyWhatEncrypts { return findingWithUser == fixture.isLabelledBad ? .onlyWhatEncrypts : nil }
      return fixture.isLabelledBad && !finding ? check.silence : nil
    }
    /// Whether a disagreement has no reason.
    var isOpen: Bool { (!agrees || finding.map { $0 != fixture.isLabelledBad } ?? false) && reason == nil }
  }

  let rows: [Row]

  init(_ corpora: String) {
    let corpora = PeerCorpora(folder: corpora)
    rows = PeerCheck.all.flatMap { check in
      check.fixtures(corpora).map { fixture in
        Row(
          check: check, fixture: fixture, facts: check.judge(fixture), finding: check.rule.map { Self.finds($0, fixture.declarations) },
          findingWithUser: check.rule.map { Self.finds($0, fixture.withUsers) })
      }
    }
  }

  private static func finds(_ rule: String, _ declarations: Declarations) -> Bool {
    guard let rule = Registry.rule(rule), let today = CalendarDate("2026-01-01") else { return false }
    let input = RuleRun.Input(estate: Estate([declarations]), suppressions: [], approvals: [], today: today)
    return !RuleRun(input, rules: [rule]).findings.isEmpty
  }

  func show() {
    print("| check | asks for | fixtures | facts agree | findings agree |\n|---|---|---|---|---|")
    for check in PeerCheck.all {
      let own = rows.filter { $0.check.id == check.id }
      let judged = own.filter { $0.finding != nil }
      let findings = judged.isEmpty ? "–" : "\(judged.count { $0.finding == $0.fixture.isLabelledBad })"
      print("| \(check.id) | \(check.title) | \(own.count) | \(own.count { $0.agrees }) | \(findings) |")
    }
    print("| all | | \(rows.count) | \(rows.count { $0.agrees }) | |\n")
    var reasons: [PeerReason: Int] = [:]
    for row in rows {
      guard !row.agrees || row.finding.map({ $0 != row.fixture.isLabelledBad }) ?? false else { continue }
      let ours = row.agrees ? "silent" : "\(row.facts)"
      let why = row.reason?.rawValue ?? "WITHOUT A REASON"
      print("\(row.check.id) \(row.fixture.name): labelled \(row.fixture.isLabelledBad ? "bad" : "good"), here \(ours): \(why)")
      if let reason = row.reason { reasons[reason, default: 0] += 1 }
    }
    for reason in PeerReason.allCases { if let count = reasons[reason] { print("\(count) × \(reason.rawValue)") } }
  }
}

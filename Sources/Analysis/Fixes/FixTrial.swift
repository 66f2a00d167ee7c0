import EncryptionModel
import PolicyRules
import SourceText

/// Tries fixes out in a copy of the workspace, and makes them whole: what a fix brings under the rules is brought up to them.
///
/// A resource that is to encrypt with a key needs an identity, a grant and an order; a vault that is to hold its first customer-managed
/// key needs to be recoverable. Each of these has a rule of its own that knows how to mend it, so that a fix takes over the fixes of the
/// findings that it would start, until it starts none.
final class FixTrial {
  private let start: Snapshot
  private lazy var neighbourhoods = Neighbourhoods(start)
  /// What is found in a part of the workspace as it is.
  private var tallies: [Neighbourhood: FindingTally] = [:]
  /// How many more may be tried: each checks its part of the workspace a few times over.
  private var left = 1000

  private static let rounds = 8

  init(_ start: Snapshot) { self.start = start }

  /// The fix with what ends the findings that it would start; nil where something as grave as the finding that it ends would be left.
  func whole(_ fix: ReportedFix, of finding: ReportedFinding) -> ReportedFix? {
    guard left > 0 else { return nil }
    left -= 1
    let part = neighbourhoods.neighbourhood(of: finding, changing: fix.edits.map(\.path))
    let was = tallies[part] ?? FindingTally(Self.findings(in: start.host, part))
    tallies[part] = was
    var host = start.host
    var texts: [String: EditedText] = [:]
    var edits = Dictionary(fix.edits.map { ($0.path, $0.edits) }, uniquingKeysWith: { $0 + $1 })
    var now: [PlacedFinding] = []
    for round in 0...Self.rounds {
      for (path, edits) in edits {
        if texts[path] == nil { texts[path] = start.text(of: path).map { EditedText($0.bytes) } }
        texts[path]?.apply(edits)
        host.apply(edits, to: path)
      }
      host.bringUpToDate()
      now = Self.findings(in: host, part)
      edits = round < Self.rounds ? Self.ending(was.started(in: now), in: host).edits : [:]
      if edits.isEmpty { break }
    }
    guard was.isFewer(finding, in: now), was.started(in: now).allSatisfy({ $0.finding.severity < finding.severity }) else { return nil }
    var whole = fix
    whole.edits = texts.keys.sorted().compactMap { path in texts[path].map { FileEdits(path: path, edits: $0.edits) } }
    return whole
  }

  /// A draft is seen by nobody but itself: with drafts the whole is looked at.
  private static func findings(in host: Host, _ part: Neighbourhood) -> [PlacedFinding] {
    host.drafts.isEmpty ? FindingRun(host, within: part).findings : FindingRun(host).findings
  }

  /// What ends findings that a fix has started; where one of them is a matter of how the fix is made, that alone.
  private static func ending(_ started: [PlacedFinding], in host: Host) -> FixRound {
    let printer = FixPrinter(places: PlaceResolver(host, present: host.present.known))
    var round = FixRound()
    for safeties in [[Fix.Safety.complement], [.safe, .unsafe]] where round.isEmpty {
      for placed in started {
        if let fix = placed.firstFix(printer, where: { safeties.contains($0.safety) }) { round.take(fix) }
      }
    }
    return round
  }
}

/// How often each defect is found. What a message says of it besides may change with any edit.
private struct FindingTally {
  private struct Defect: Hashable {
    let rule: String
    let subject: Subject

    init(_ finding: ReportedFinding) {
      rule = finding.rule
      subject = finding.subject
    }
  }

  private var messages: [Defect: [String: Int]] = [:]

  init(_ findings: [PlacedFinding]) {
    for placed in findings { messages[Defect(placed.finding), default: [:]][placed.finding.message, default: 0] += 1 }
  }

  /// Whether there are fewer of a finding's defect now.
  func isFewer(_ finding: ReportedFinding, in findings: [PlacedFinding]) -> Bool {
    let defect = Defect(finding)
    return findings.count { Defect($0.finding) == defect } < (messages[defect] ?? [:]).values.reduce(0, +)
  }

  /// Findings that are more than there were of their defect; those with a new message first.
  func started(in findings: [PlacedFinding]) -> [PlacedFinding] {
    let groups = Dictionary(grouping: findings.indices) { Defect(findings[$0].finding) }
    var started: [Int] = []
    for (defect, group) in groups {
      var known = messages[defect] ?? [:]
      let growth = group.count - known.values.reduce(0, +)
      guard growth > 0 else { continue }
      var repeated: [Int] = []
      var new: [Int] = []
      for index in group {
        let message = findings[index].finding.message
        if let count = known[message], count > 0 {
          known[message] = count - 1
          repeated.append(index)
        } else {
          new.append(index)
        }
      }
      started += (new + repeated).prefix(growth)
    }
    return started.sorted().map { findings[$0] }
  }
}

import EncryptionModel
import Lowering
import PolicyRules
import SourceText

/// One run of the rules over a host's files: rules, configuration, suppressions, environments, places, in this order.
struct FindingRun {
  private(set) var findings: [ReportedFinding] = []
  private(set) var undecided: [ReportedUndecided] = []
  private(set) var suppressed: [String: Int] = [:]
  private(set) var declarations: [Declarations] = []

  /// The files of the workspace together; then each draft with them, for what is found in it alone.
  init(_ host: Host) {
    self.init(host, host.present)
    for (path, together) in host.draftStates.sorted(by: { $0.key < $1.key }) {
      guard let state = together.files[path] else { continue }
      let alone = FindingRun(host, together)
      // What the draft leads to in a file of the workspace is new only where nothing was found without it.
      let known = Set(findings.map { [$0.rule, $0.place.path, "\($0.place.range.start)"] })
      findings += alone.findings.filter { finding in
        finding.place.path == path
          || finding.roots.contains(path) && !known.contains([finding.rule, finding.place.path, "\(finding.place.range.start)"])
      }
      undecided += alone.undecided.filter { $0.place.path == path }
      suppressed[path] = alone.suppressed[path]
      declarations += alone.declarations.filter { $0.root == state.source.id }
    }
    if !host.draftStates.isEmpty { findings = findings.uniqued().sorted(by: ReportedFinding.stand) }
  }

  private init(_ host: Host, _ present: WorkspaceState) {
    let configurations = present.configurations
    let declared = present.declarations
    declarations = declared
    let states = present.files.values.sorted { $0.source.path < $1.source.path }
    let before = host.before.map { Estate($0.declarations) }
    let suppressions = states.flatMap(\.suppressions)
    var input = RuleRun.Input(
      estate: Estate(declared), before: before, defects: states.flatMap(\.defects) + NameResolution.defects(in: declared),
      suppressions: suppressions, approvals: configurations.all.flatMap(\.approvals), today: host.options.today)

    let places = PlaceResolver(host, present: present.known)
    let selection = RuleSelection(host.options)
    let rules = Registry.all.filter { selection.includes($0.page.id) }
    var raw: [Finding] = []
    var waiting: [Undecided] = []
    func editionOf(_ path: String) -> Edition { configurations.holding(for: path)?.edition(for: path) ?? .september2025 }
    for edition in Set(present.files.keys.map(editionOf)).sorted(by: { $0.rawValue < $1.rawValue }) {
      input.edition = edition
      let run = RuleRun(input, rules: rules)
      func holds(_ file: FileID) -> Bool { places.path(of: file).map(editionOf) == edition }
      raw += run.findings.filter { holds($0.site.file) }
      waiting += run.undecided.filter { holds($0.waitsFor.site.file) }
    }

    raw = raw.compactMap { Self.configured($0, configurations, places) }
    raw = Self.merged(raw)
    let judged = JudgedFiles(present, options: host.options, undecided: waiting)
    let outcome = SuppressionRun(
      suppressions + present.known.loadedFiles.flatMap(\.suppressions), configurations: configurations, places: places,
      selection: selection, options: host.options, judged: judged, hasBaseline: host.before != nil
    ).apply(to: raw)
    suppressed = outcome.suppressed
    raw =
      outcome.remaining + (selection.includes("CMK013") ? outcome.unused.compactMap { Self.configured($0, configurations, places) } : [])
    findings = ReportedFinding.resolved(raw, host: host, places: places)
    undecided = waiting.compactMap { wait in
      places.place(wait.waitsFor.site).map { ReportedUndecided(rule: wait.rule, place: $0, waitsFor: wait.waitsFor.reason) }
    }
    .uniqued().sorted { ($0.place.path, $0.place.range, $0.rule) < ($1.place.path, $1.place.range, $1.rule) }
  }

  /// The finding with the severity that the configuration gives it; nil where it is off.
  private static func configured(_ finding: Finding, _ configurations: Configurations, _ places: PlaceResolver) -> Finding? {
    guard let path = places.path(of: finding.site.file), let configuration = configurations.holding(for: path) else { return finding }
    guard let setting = configuration.setting(of: finding.rule, in: path), setting.changesSeverity else { return finding }
    guard let severity = setting.severity else { return nil }
    var finding = finding
    finding.severity = severity
    return finding
  }

  /// One defect, one finding: what several environments, callers or uses share is told once, at the value that has to change.
  private static func merged(_ findings: [Finding]) -> [Finding] {
    struct Key: Hashable {
      let rule: String
      let site: Site
    }
    var order: [Key] = []
    var groups: [Key: [Finding]] = [:]
    for finding in findings {
      let key = Key(rule: finding.rule, site: finding.site)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(finding)
    }
    return order.compactMap { key in
      guard let group = groups[key], var finding = group.max(by: { ($0.severity ?? .hint) < ($1.severity ?? .hint) }) else { return nil }
      finding.related = group.flatMap(\.related).uniqued()
      finding.roots = group.compactMap(\.origin?.root).uniqued()
      let environments = group.compactMap(\.origin?.environment).uniqued().sorted()
      if !environments.isEmpty {
        let noun = environments.count == 1 ? "environment" : "environments"
        finding.message += " (\(noun): \(environments.joined(separator: ", ")))"
      }
      return finding
    }
  }
}

extension Array where Element: Hashable {
  /// The elements in their order, each once.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

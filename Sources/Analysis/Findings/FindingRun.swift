import EncryptionModel
import Lowering
import PolicyRules
import SourceText

/// One run of the rules over a host's files: rules, configuration, suppressions, environments, places, in this order.
struct FindingRun {
  private(set) var findings: [PlacedFinding] = []
  private(set) var undecided: [ReportedUndecided] = []
  private(set) var suppressed: [String: Int] = [:]
  /// What the rules said of the declarations: the same for the next run if nothing that they hang on has changed.
  let estateRun: EstateRun
  private(set) var declarations: [Declarations]

  /// The files of the workspace together; then each draft with them, for what is found in it alone.
  init(_ host: Host) {
    self.init(host, host.present, last: host.lastEstateRun)
    for (path, together) in host.draftStates.sorted(by: { $0.key < $1.key }) {
      guard let state = together.files[path] else { continue }
      let alone = FindingRun(host, together, last: nil)
      // What the draft leads to in a file of the workspace is new only where nothing was found without it.
      func name(_ finding: ReportedFinding) -> [String] { [finding.rule, finding.place.path, "\(finding.place.range.start)"] }
      let known = Set(findings.map { name($0.finding) })
      findings += alone.findings.filter { placed in
        let finding = placed.finding
        return finding.place.path == path || finding.roots.contains(path) && !known.contains(name(finding))
      }
      undecided += alone.undecided.filter { $0.place.path == path }
      suppressed[path] = alone.suppressed[path]
      declarations += alone.declarations.filter { $0.root == state.source.id }
    }
    if !host.draftStates.isEmpty { findings = findings.uniqued().sorted { ReportedFinding.stand($0.finding, before: $1.finding) } }
  }

  /// What is found in a part of the workspace's files, as if the rest were not there. The host is up to date, and has no drafts.
  init(_ host: Host, within neighbourhood: Neighbourhood) { self.init(host, host.present, last: nil, within: neighbourhood) }

  private init(_ host: Host, _ present: WorkspaceState, last: EstateRun?, within neighbourhood: Neighbourhood? = nil) {
    let configurations = present.configurations
    let places = PlaceResolver(host, present: present.known)
    let selection = RuleSelection(host.options)
    estateRun =
      neighbourhood.map { EstateRun(host, present, configurations, places, selection, within: $0) }
      ?? EstateRun.current(host, present, configurations, places, selection, last: last)
    declarations = estateRun.declarations
    let marked = present.markedFiles.filter { neighbourhood?.paths.contains($0.source.path) ?? true }
    let suppressions = marked.flatMap(\.suppressions)
    let fileRules = Registry.all.filter { !$0.isAboutEstate && selection.includes($0.page.id) }
    let files = RuleRun(
      RuleRun.Input(
        estate: Estate([]), defects: marked.flatMap(\.defects) + estateRun.nameDefects, suppressions: suppressions,
        today: host.options.today),
      rules: fileRules)
    var raw = files.findings + estateRun.findings
    let waiting = files.undecided + estateRun.undecided

    if !configurations.isEmpty { raw = raw.compactMap { Self.configured($0, configurations, places) } }
    raw = Self.merged(raw)
    raw = Self.addressed(raw, places)
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

  /// The findings with the addresses of the resources of a plan that they stand in.
  private static func addressed(_ findings: [Finding], _ places: PlaceResolver) -> [Finding] {
    var known: [FileID: PlanAddresses?] = [:]
    return findings.map { finding in
      let file = finding.site.file
      if known[file] == nil {
        known.updateValue(places.source(of: file).flatMap { $0.role == .plan ? PlanAddresses($0) : nil }, forKey: file)
      }
      guard let addresses = known[file] ?? nil, let range = places.range(finding.site), let found = addresses.address(at: range) else {
        return finding
      }
      var finding = finding
      finding.related.append(Related("of \(found.text)", at: found.site))
      return finding
    }
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

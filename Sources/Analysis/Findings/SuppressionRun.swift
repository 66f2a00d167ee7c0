import EncryptionModel
import PolicyRules
import SourceText

/// Takes away the findings that somebody accepted, and finds the suppressions that took nothing away (SPEC §5).
struct SuppressionRun {
  struct Outcome {
    var remaining: [Finding] = []
    /// How many were taken away, by path.
    var suppressed: [String: Int] = [:]
    /// CMK013.
    var unused: [Finding] = []
  }

  private struct Entry {
    let suppression: Suppression
    /// Of a configuration's entry: where it holds.
    let ignore: Configuration.Ignore?
    let configuration: Configuration?
    let selectors: [(text: String, ids: Set<String>)]
    /// What each selector took away.
    var taken: [Int]
  }

  private var entries: [Entry] = []
  /// Indices of the entries that can speak of a file; the last key, nil, holds those of configurations.
  private var byFile: [FileID?: [Int]] = [:]
  private let configurations: Configurations
  private let places: PlaceResolver
  private let selection: RuleSelection
  private let options: Host.Options
  private let judged: JudgedFiles
  private let hasBaseline: Bool

  init(
    _ suppressions: [Suppression], configurations: Configurations, places: PlaceResolver, selection: RuleSelection, options: Host.Options,
    judged: JudgedFiles, hasBaseline: Bool
  ) {
    self.configurations = configurations
    self.places = places
    self.selection = selection
    self.options = options
    self.judged = judged
    self.hasBaseline = hasBaseline
    func add(_ suppression: Suppression, _ ignore: Configuration.Ignore?, _ configuration: Configuration?) {
      let selectors = suppression.selectors.map { ($0.text, Set(Registry.ids(selectedBy: $0.text))) }
      byFile[ignore == nil ? suppression.site.file : nil, default: []].append(entries.count)
      entries.append(
        Entry(
          suppression: suppression, ignore: ignore, configuration: configuration, selectors: selectors,
          taken: Array(repeating: 0, count: selectors.count)))
    }
    let fromConfigurations = Set(configurations.all.flatMap { $0.ignores.map(\.suppression.site) })
    for suppression in suppressions.uniqued() where !fromConfigurations.contains(suppression.site) { add(suppression, nil, nil) }
    for configuration in configurations.all { for ignore in configuration.ignores { add(ignore.suppression, ignore, configuration) } }
  }

  func apply(to findings: [Finding]) -> Outcome {
    var run = self
    var outcome = Outcome()
    for finding in findings {
      if run.takes(finding), let path = places.path(of: finding.site.file) {
        outcome.suppressed[path, default: 0] += 1
      } else {
        outcome.remaining.append(finding)
      }
    }
    outcome.unused = run.entries.compactMap(run.unused)
    return outcome
  }

  private mutating func takes(_ finding: Finding) -> Bool {
    guard let path = places.path(of: finding.site.file) else { return false }
    let setting = configurations.holding(for: path)?.setting(of: finding.rule, in: path)
    if setting?.isSuppressible == false { return false }
    var isTaken = false
    var candidates = (byFile[finding.site.file] ?? []) + (byFile[nil] ?? [])
    if let use = finding.use, use.file != finding.site.file { candidates += byFile[use.file] ?? [] }
    for index in candidates where holds(entries[index], finding, path) {
      for (number, selector) in entries[index].selectors.enumerated() where selector.ids.contains(finding.rule) {
        entries[index].taken[number] += 1
        isTaken = true
      }
    }
    return isTaken
  }

  private func holds(_ entry: Entry, _ finding: Finding, _ path: String) -> Bool {
    let suppression = entry.suppression
    if suppression.malformedDate != nil { return false }
    if let until = suppression.until, until < options.today { return false }
    if let ignore = entry.ignore, let configuration = entry.configuration {
      // A configuration speaks for the files below its folder.
      guard configurations.holding(for: path) == configuration else { return false }
      if let pattern = ignore.path, !configuration.matches(pattern, path) { return false }
      if let resource = ignore.resource,
        !Wildcard.matches(Array(resource.lowercased().utf8), Array(finding.subject.name.lowercased().utf8))
      {
        return false
      }
      return true
    }
    switch suppression.reach {
    case .file: return suppression.site.file == finding.site.file
    case .line:
      guard suppression.site.file == finding.site.file, let line = places.line(finding.site), let first = places.line(suppression.site),
        let last = places.lastLine(suppression.site)
      else { return false }
      return line == first || line == last || line == last + 1
    case .within(let site):
      // A value that a parameter's default decides is the resource's all the same.
      return [finding.site, finding.use].contains { place in
        guard let place, place.file == site.file, let range = places.range(place), let whole = places.range(site) else { return false }
        return whole.contains(range)
      }
    }
  }

  private func unused(_ entry: Entry) -> Finding? {
    let suppression = entry.suppression
    if suppression.malformedDate != nil { return nil }
    if let until = suppression.until, until < options.today { return nil }
    if entry.ignore != nil, !options.coversWorkspace { return nil }
    let idle = entry.selectors.indices.filter { entry.taken[$0] == 0 && hasRun(entry.selectors[$0].ids, suppression) }
    guard !idle.isEmpty else { return nil }
    return Rule.unusedSuppression(suppression, unused: idle)
  }

  /// Whether all rules of a selector ran for the suppression's file: only then is it unused for certain.
  private func hasRun(_ ids: Set<String>, _ suppression: Suppression) -> Bool {
    let path = places.path(of: suppression.site.file) ?? ""
    return !ids.isEmpty && judged.isJudged(path, suppression.site.file, ids)
      && ids.allSatisfy { id in
        guard selection.includes(id) else { return false }
        if Registry.rule(id)?.needsBaseline == true, !hasBaseline { return false }
        guard let setting = configurations.holding(for: path)?.setting(of: id, in: path), setting.changesSeverity else { return true }
        return setting.severity != nil
      }
  }
}

import EncryptionModel
import Lowering
import PolicyRules
import SourceText

/// What the rules said of all that a workspace declares, with everything that it hangs on.
struct EstateRun: Sendable {
  /// All that the rules on declarations read.
  private struct Basis: Equatable {
    let declarationsVersion: Int
    let baselineNumber: Int
    let baselineVersion: Int
    let today: CalendarDate
    let select: [String]
    let ignore: [String]
    let approvals: [RegisteredApproval]
    let requirements: [Requirement]
    /// By file, where they differ: then nothing is taken from the last run.
    let edition: Edition?
  }

  private let basis: Basis
  let declarations: [Declarations]
  /// CMK004 and CMK005 hang on the names of all manifests.
  let nameDefects: [Defect]
  let findings: [Finding]
  let undecided: [Undecided]

  /// The last run, if nothing has changed since that it hangs on; else a new one.
  static func current(
    _ host: Host, _ present: WorkspaceState, _ configurations: Configurations, _ places: PlaceResolver, _ selection: RuleSelection,
    last: EstateRun?
  ) -> EstateRun {
    let basis = Self.basis(host, present, configurations)
    if let last, last.basis == basis, basis.edition != nil { return last }
    return EstateRun(basis, host, present, configurations, places, selection)
  }

  /// Of the declarations of a part of the workspace alone.
  init(
    _ host: Host, _ present: WorkspaceState, _ configurations: Configurations, _ places: PlaceResolver, _ selection: RuleSelection,
    within neighbourhood: Neighbourhood
  ) {
    self.init(
      Self.basis(host, present, configurations), host, present, configurations, places, selection, within: neighbourhood)
  }

  private static func basis(_ host: Host, _ present: WorkspaceState, _ configurations: Configurations) -> Basis {
    Basis(
      declarationsVersion: present.declarationsVersion, baselineNumber: host.baselineNumber,
      baselineVersion: host.before?.declarationsVersion ?? -1, today: host.options.today, select: host.options.select,
      ignore: host.options.ignore, approvals: approvals(configurations, present),
      requirements: requirements(configurations, present), edition: configurations.onlyEdition)
  }

  /// The state before. A plan or a what-if result that is named is the state after what it tells; among the files of a revision it
  /// tells of a change that is over.
  private static func before(_ host: Host, _ places: PlaceResolver, within neighbourhood: Neighbourhood?) -> Estate? {
    guard let before = host.before else { return nil }
    guard host.baselineIsNamedFile, let file = before.files.first?.value.source, let told = ReportedState.declarations(of: file) else {
      guard let neighbourhood else { return Estate(before.declarations) }
      // What is no longer there may have moved into it.
      return Estate(
        before.declarations.filter { declared in
          places.path(of: declared.root).map { neighbourhood.paths.contains($0) || host.present.files[$0] == nil } ?? true
        })
    }
    return Estate([told])
  }

  /// What each configuration requires, with the files in which it holds.
  private static func requirements(_ configurations: Configurations, _ present: WorkspaceState) -> [Requirement] {
    let requiring = configurations.all.filter { !$0.required.isEmpty }
    let files = files(of: requiring, configurations, present)
    return requiring.map { Requirement(kinds: $0.required, files: files[$0.path] ?? []) }
  }

  /// The approvals that each configuration registers, with the files in which it holds.
  private static func approvals(_ configurations: Configurations, _ present: WorkspaceState) -> [RegisteredApproval] {
    let registering = configurations.all.filter { !$0.approvals.isEmpty }
    let files = files(of: registering, configurations, present)
    return registering.flatMap { configuration in
      configuration.approvals.map { approval in
        var approval = approval
        approval.files = files[configuration.path] ?? []
        return approval
      }
    }
  }

  /// By the configuration's path, the files in which it holds.
  private static func files(
    of some: [Configuration], _ configurations: Configurations, _ present: WorkspaceState
  ) -> [String: Set<FileID>] {
    guard !some.isEmpty else { return [:] }
    let paths = Set(some.map(\.path))
    var files: [String: Set<FileID>] = [:]
    for (path, state) in present.files {
      guard let holding = configurations.holding(for: path), paths.contains(holding.path) else { continue }
      files[holding.path, default: []].insert(state.source.id)
    }
    return files
  }

  private init(
    _ basis: Basis, _ host: Host, _ present: WorkspaceState, _ configurations: Configurations, _ places: PlaceResolver,
    _ selection: RuleSelection, within neighbourhood: Neighbourhood? = nil
  ) {
    self.basis = basis
    declarations = neighbourhood.map { present.declarations(rootedAt: $0.paths) } ?? present.declarations
    nameDefects = NameResolution.defects(in: declarations)
    let rules = Registry.all.filter { $0.isAboutEstate && selection.includes($0.page.id) }
    var input = RuleRun.Input(
      estate: Estate(declarations), before: Self.before(host, places, within: neighbourhood), approvals: basis.approvals, today: basis.today
    )
    input.requirements = basis.requirements
    if let edition = basis.edition {
      input.edition = edition
      let run = RuleRun(input, rules: rules)
      findings = run.findings
      undecided = run.undecided
      return
    }
    func editionOf(_ path: String) -> Edition { configurations.holding(for: path)?.edition(for: path) ?? .september2025 }
    var findings: [Finding] = []
    var undecided: [Undecided] = []
    for edition in Edition.allCases {
      input.edition = edition
      let run = RuleRun(input, rules: rules)
      func holds(_ file: FileID) -> Bool { places.path(of: file).map(editionOf) == edition }
      findings += run.findings.filter { holds($0.site.file) }
      undecided += run.undecided.filter { holds($0.waitsFor.site.file) }
    }
    self.findings = findings
    self.undecided = undecided
  }
}

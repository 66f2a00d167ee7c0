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
    let basis = Basis(
      declarationsVersion: present.declarationsVersion, baselineNumber: host.baselineNumber,
      baselineVersion: host.before?.declarationsVersion ?? -1, today: host.options.today, select: host.options.select,
      ignore: host.options.ignore, approvals: configurations.all.flatMap(\.approvals), edition: configurations.onlyEdition)
    if let last, last.basis == basis, basis.edition != nil { return last }
    return EstateRun(basis, host, present, configurations, places, selection)
  }

  private init(
    _ basis: Basis, _ host: Host, _ present: WorkspaceState, _ configurations: Configurations, _ places: PlaceResolver,
    _ selection: RuleSelection
  ) {
    self.basis = basis
    declarations = present.declarations
    nameDefects = NameResolution.defects(in: declarations)
    let rules = Registry.all.filter { $0.isAboutEstate && selection.includes($0.page.id) }
    var input = RuleRun.Input(
      estate: Estate(declarations), before: host.before.map { Estate($0.declarations) }, approvals: basis.approvals, today: basis.today)
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

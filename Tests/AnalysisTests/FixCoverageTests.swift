import PolicyRules
import SourceText
import TestSupport
import Testing

/// Every rule with a fix in every notation in which its fact can be written: its violation planted into real files, and what its fix
/// makes of them.
@Suite(.enabled(if: Corpora.isThere, "the corpora are not at hand"))
struct FixCoverageTests {
  @Test(arguments: FixNotation.allCases) func everyFixOfANotationHoldsWhereItsViolationIsPlanted(notation: FixNotation) {
    let files = Self.files(notation)
    var tried: Set<String> = []
    var next = 0
    for rule in Registry.all where rule.page.fix != .none {
      for example in rule.page.examples where example.dialect == notation.dialect {
        guard let bad = notation.text(example.bad) else { continue }
        let before = example.before.flatMap(notation.text)
        var planted: PlantedFile?
        // The next file that has room for it.
        for _ in 0..<40 where !files.isEmpty && planted == nil {
          next = (next + 17) % files.count
          let (path, text) = files[next]
          planted =
            notation == .template
            ? PlantedFile(bad: bad, before: before, inTemplate: text, from: path)
            : PlantedFile(bad: bad, before: before, in: text, named: notation.fileName, .allCases[next % 3], from: path)
        }
        let amongOthers = planted.map { FixCheck($0).runOfWhatIsPlanted(by: rule.page.id) } ?? []
        tried.formUnion(amongOthers)
        guard amongOthers.isEmpty else { continue }
        // What is the only one of its kind in the example may be one of several there.
        let alone = PlantedFile(bad: bad, before: before, named: notation.fileName, from: "\(rule.page.id) in \(notation.rawValue)")
        tried.formUnion(FixCheck(alone).runOfWhatIsPlanted(by: rule.page.id))
      }
    }
    let wanted = Registry.all.map(\.page).filter { $0.fix != .none && $0.gap(in: notation.dialect) == nil }.map(\.id)
    let missing = Set(wanted).subtracting(tried)
    let excused = Set(Self.untried.filter { $0.notations.contains(notation) }.flatMap(\.rules))
    #expect(missing.subtracting(excused) == [], "no fix was tried")
    #expect(excused.subtracting(missing) == [], "they have a fix, and need no excuse")
  }

  /// Rules with a fix that has no place in a notation.
  private static let untried: [(rules: Set<String>, notations: Set<FixNotation>, reason: String)] = [
    (["CMK901", "CMK902"], Set(FixNotation.allCases), "a form to be filled in ends nothing"),
    (["CMK011", "CMK012", "CMK013"], [.json], "JSON has no comments: a configuration suppresses what is in it"),
    (["CMK011", "CMK012", "CMK013"], [.azapi], "the comments are those of Terraform, with azurerm"),
    (["CMK601"], [.azurerm], "azurerm's hubs have no argument for service-side storage"),
    (["CMK707"], [.azapi], "in Terraform a role on one key is not read"),
    (["CMK802", "CMK803"], [.azurerm], "of a block that is gone there is no text to change"),
  ]

  private static func files(_ notation: FixNotation) -> [(String, SourceText)] {
    let (sets, ending) = notation.corpora
    return sets.flatMap { Corpora.files($0, endings: [ending]) }.lazy.map { ($0, SourceText(Corpora.bytes($0))) }
      .filter { (500..<5_000).contains($0.1.count) }
  }
}

extension PlantedFile {
  /// A scenario alone, its line breaks those of Windows where nothing of another file stands around it.
  init(bad: String, before: String?, named name: String, from origin: String) {
    func windows(_ text: String) -> SourceText { SourceText(text.replacing("\n", with: "\r\n")) }
    self.init(name: name, text: windows(bad), first: 0, from: origin)
    self.before = before.map(windows)
  }
}

import EncryptionModel
import PolicyRules
import SourceText
import SyntaxTree
import Testing

@testable import Analysis

/// Applies each fix of a file alone, then all safe ones, then all of them, and looks at what became of it.
struct FixCheck {
  private let file: PlantedFile
  private let before: Snapshot
  private let was: Tally

  init(_ file: PlantedFile) {
    self.file = file
    before = Self.snapshot(of: file.text.bytes, file)
    was = Tally(before.placed.map(\.finding))
  }

  /// The rules whose fixes were tried, once for each of them; the forms to be filled in are none.
  @discardableResult
  func run(_ isWanted: (ReportedFinding) -> Bool = { _ in true }) -> [String] {
    var tried: [String] = []
    for finding in before.findings(in: "/w/" + file.name, where: isWanted) {
      for fix in finding.fixes {
        check(fix, of: finding)
        if !fix.isSkeleton { tried.append(finding.rule) }
      }
    }
    if !tried.isEmpty {
      checkAll(includingUnsafe: false)
      checkAll(includingUnsafe: true)
    }
    return tried
  }

  /// Those of what was added to a file.
  func runOfWhatIsPlanted(by rule: String? = nil) -> [String] {
    run { (rule == nil || $0.rule == rule) && $0.place.range.start >= file.first }
  }

  private func check(_ fix: ReportedFix, of finding: ReportedFinding) {
    let edits = fix.edits.flatMap(\.edits)
    let name = "\(file.origin) (\(finding.rule), \(fix.title))"
    #expect(fix.edits.map(\.path) == ["/w/" + file.name], "\(name)")
    let (fixed, refused) = file.text.bytes.applying(edits)
    #expect(refused.isEmpty, "\(name)")
    if finding.place.range.start >= file.first {
      #expect(edits.allSatisfy { $0.range.start >= file.first || addsParameter($0) }, "\(name): what is not planted stays")
    }
    let size = edits.reduce(0) { $0 + $1.range.length + $1.replacement.count }
    #expect(size < (fix.isSafe ? 1500 : 4000), "\(name): a small change")
    #expect(Self.bareNewLines(fixed) == 0 || Self.bareNewLines(file.text.bytes) > 0, "\(name): the file's line ends")
    #expect(errors(fixed) <= errors(file.text.bytes), "\(name) parses:\n\(String(decoding: fixed, as: UTF8.self))")
    let after = Self.snapshot(of: fixed, file)
    let now = Tally(after.placed.map(\.finding))
    let started = LeftByFixes.without(now.started(since: was), by: finding.rule)
    #expect(started.isEmpty, "\(name) starts \(started)")
    if !fix.isSkeleton { #expect(now.count(of: finding) < was.count(of: finding), "\(name): \(finding.message)") }
    if was.count(of: finding) == 1 {
      let same = after.findings(in: "/w/" + file.name) {
        $0.rule == finding.rule && $0.subject == finding.subject && $0.message == finding.message
      }
      #expect(!same.contains { $0.fixes.contains { $0.title == fix.title } }, "\(name) has nothing to do a second time")
    }
  }

  /// All fixes at once end what they can, and start nothing: a second time changes nothing.
  private func checkAll(includingUnsafe: Bool) {
    let path = "/w/" + file.name
    let name = "\(file.origin): all \(includingUnsafe ? "" : "safe ")fixes"
    let edits = before.fixAll(includingUnsafe: includingUnsafe).flatMap(\.edits)
    if !includingUnsafe { #expect(before.fixAll(in: path) ?? [] == edits, "\(name): in a file as in the workspace") }
    let (fixed, refused) = file.text.bytes.applying(edits)
    #expect(refused.isEmpty, "\(name)")
    #expect(errors(fixed) <= errors(file.text.bytes), "\(name) parse")
    let after = Self.snapshot(of: fixed, file)
    #expect(after.fixAll(includingUnsafe: includingUnsafe).isEmpty, "\(name): nothing is left to fix")
    #expect(includingUnsafe || !after.hasSafeFix(in: path), "\(name)")
    let started = Tally(after.placed.map(\.finding)).started(since: was)
    let rules = Set(before.placed.map(\.finding.rule))
    #expect(rules.reduce(started) { LeftByFixes.without($0, by: $1) }.isEmpty, "\(name) start \(started)")
  }

  /// Whether an edit takes nothing away and puts something among the parameters of a template: where a new one has to stand.
  private func addsParameter(_ edit: TextEdit) -> Bool {
    let document = document(file.text.bytes)
    guard edit.range.length == 0, document.format.isJSON, let top = document.topValue(),
      let parameters = document.value(top, "parameters", ignoringCase: true)
    else { return false }
    let range = document.range(parameters)
    return range.start < edit.range.start && edit.range.end < range.end
  }

  private func errors(_ bytes: [UInt8]) -> Int { document(bytes).syntaxErrors(limit: 9).count }

  private func document(_ bytes: [UInt8]) -> Document {
    let format: Format =
      file.name.hasSuffix(".bicep")
      ? .bicep : file.name.hasSuffix(".tf") ? .hcl : file.name.hasSuffix(".yaml") ? .yaml : .json(.armTemplate)
    return Document(SourceText(bytes), format: format)
  }

  private static func snapshot(of bytes: [UInt8], _ file: PlantedFile) -> Snapshot {
    var workbench = Workbench(
      [(file.name, String(decoding: bytes, as: UTF8.self))],
      before: file.before.map { [(file.name, String(decoding: $0.bytes, as: UTF8.self))] })
    return workbench.host.snapshot()
  }

  /// Line feeds without a carriage return before them, in a file that has some with one.
  private static func bareNewLines(_ bytes: [UInt8]) -> Int {
    var bare = 0
    var windows = 0
    for index in bytes.indices where bytes[index] == 0x0a {
      if index > 0, bytes[index - 1] == 0x0d { windows += 1 } else { bare += 1 }
    }
    return windows > 0 ? bare : 0
  }
}

/// How often each rule speaks of each subject, and how gravely at most: what a message says of it besides changes with the text.
private struct Tally {
  private struct Defect: Hashable {
    let rule: String
    let subject: Subject
  }

  private var findings: [Defect: [ReportedFinding]] = [:]

  init(_ all: [ReportedFinding]) { findings = Dictionary(grouping: all) { Defect(rule: $0.rule, subject: $0.subject) } }

  func count(of finding: ReportedFinding) -> Int { findings[Defect(rule: finding.rule, subject: finding.subject)]?.count ?? 0 }

  /// Findings of defects that there are more of, or that are graver.
  func started(since before: Tally) -> [ReportedFinding] {
    findings.flatMap { defect, now in
      let was = before.findings[defect] ?? []
      let gravest = was.map(\.severity).max()
      return now.count > was.count ? now : now.filter { finding in gravest.map { finding.severity > $0 } ?? true }
    }
  }
}

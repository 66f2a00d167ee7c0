import SourceText
import SyntaxTree
import Testing

@testable import Analysis

/// Applies each fix of a file alone, then all safe ones, and looks at what became of it.
struct FixCheck {
  private let file: PlantedFile
  /// The rule whose fixes are tried; nil: all.
  private let rule: String?
  private let before: Snapshot
  private let was: [String]

  init(_ file: PlantedFile, of rule: String? = nil) {
    self.file = file
    self.rule = rule
    before = Self.snapshot(of: file.text.bytes, file)
    was = before.findings.map(Self.description)
  }

  /// How many fixes were tried.
  func run() -> Int {
    var tried = 0
    for finding in before.findings where rule == nil || rule == finding.rule && finding.place.range.start >= file.first {
      for fix in finding.fixes where !fix.isSkeleton && (fix.isSafe || rule != nil || finding.subject.name.contains("planted")) {
        tried += 1
        check(fix, of: finding)
      }
    }
    if tried > 0, rule == nil { checkAll() }
    return tried
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
    #expect(edits.reduce(0) { $0 + $1.range.length + $1.replacement.count } < 1500, "\(name): a small change")
    #expect(Self.bareNewLines(fixed) == 0 || Self.bareNewLines(file.text.bytes) > 0, "\(name): the file's line ends")
    #expect(document(fixed).syntaxErrors(limit: 1).isEmpty, "\(name) parses")
    let now = Self.snapshot(of: fixed, file).findings.map(Self.description)
    func count(_ all: [String]) -> Int { all.count { $0.hasPrefix(finding.rule + " ") } }
    #expect(count(now) < count(was), "\(name): \(finding.message)")
    let started = Set(now).subtracting(was)
    // What needs judgement may leave something else to be decided.
    #expect(started.isEmpty || !fix.isSafe, "\(name) starts \(started)")
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

  /// All safe fixes at once end what they can: a second time changes nothing.
  private func checkAll() {
    let path = "/w/" + file.name
    guard let all = before.fixAll(in: path) else { return }
    let fixed = file.text.bytes.applying(all).text
    #expect(document(fixed).syntaxErrors(limit: 1).isEmpty, "\(file.origin)")
    let after = Self.snapshot(of: fixed, file)
    #expect(after.fixAll(in: path) == nil, "\(file.origin): nothing is left to fix")
    let left = after.findings.filter { $0.fixes.contains(where: \.isSafe) }.map(Self.description)
    #expect(left == [], "\(file.origin)")
    #expect(Set(after.findings.map(Self.description)).isSubset(of: Set(was)), "\(file.origin)")
  }

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

  private static func description(_ finding: ReportedFinding) -> String { "\(finding.rule) \(finding.subject.name) \(finding.message)" }

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

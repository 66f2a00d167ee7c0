import EncryptionModel
import Lowering
import PolicyRules
import SourceText
import SyntaxTree

/// Prints the amendments of a fix as text edits, each in the notation and the style of its file.
struct FixPrinter {
  let places: PlaceResolver
  /// Makes fixes to be judged whole; nil: they are printed as their rules make them.
  private let trial: FixTrial?
  private let nodes = NodeIndex()

  init(places: PlaceResolver, trial: FixTrial? = nil) {
    self.places = places
    self.trial = trial
  }

  /// Nil where one of the amendments cannot be printed: half a fix is none.
  func print(_ fix: Fix, of finding: ReportedFinding) -> ReportedFix? {
    guard let printed = print(fix) else { return nil }
    guard fix.safety == .unsafe, let trial else { return printed }
    return trial.whole(printed, of: finding)
  }

  private func print(_ fix: Fix) -> ReportedFix? {
    var byPath: [String: [TextEdit]] = [:]
    var files: [FileID: [Amendment]] = [:]
    var order: [FileID] = []
    for amendment in fix.amendments {
      let file = amendment.site.file
      if files[file] == nil { order.append(file) }
      files[file, default: []].append(amendment)
    }
    for file in order {
      guard let source = places.source(of: file), !places.isEarlier(file), let amendments = files[file],
        let edits = edits(amendments, in: source)
      else { return nil }
      // What stands there already is no change.
      byPath[source.path] = edits.filter { !source.document.text.slice($0.range).elementsEqual($0.replacement) }
    }
    guard !byPath.isEmpty, byPath.values.contains(where: { !$0.isEmpty }) else { return nil }
    return ReportedFix(
      title: fix.title, isSafe: fix.safety == .safe, isSkeleton: fix.safety == .skeleton,
      edits: byPath.keys.sorted().map { FileEdits(path: $0, edits: byPath[$0] ?? []) })
  }

  private func edits(_ amendments: [Amendment], in source: SourceFile) -> [TextEdit]? {
    var edits: [TextEdit] = []
    for (index, amendment) in amendments.enumerated() {
      // Values of one missing object are written with it, by the first of them.
      let siblings = Self.siblings(of: amendment, in: amendments)
      if let first = siblings.first, first < index { continue }
      let printer = AmendmentPrinter(source: source, nodes: nodes)
      let more = siblings.count > 1 ? printer.edits(forProperties: siblings.map { amendments[$0] }) : printer.edits(for: amendment)
      guard let more, !more.isEmpty else { return nil }
      edits += more
    }
    edits = edits.enumerated().sorted { ($0.element.range, $0.offset) < ($1.element.range, $1.offset) }.map(\.element)
    guard zip(edits, edits.dropFirst()).allSatisfy({ $0.range.end <= $1.range.start }) else { return nil }
    return Self.joined(edits)
  }

  /// Insertions at one place as one: whoever takes edits of several fixes together has no order for them.
  private static func joined(_ edits: [TextEdit]) -> [TextEdit] {
    var joined: [TextEdit] = []
    for edit in edits {
      if let last = joined.last, last.range == edit.range, edit.range.isEmpty {
        joined[joined.count - 1] = TextEdit(edit.range, last.replacement + edit.replacement)
      } else {
        joined.append(edit)
      }
    }
    return joined
  }

  /// Indices of the amendments that write into the same missing object as this one, itself among them.
  private static func siblings(of amendment: Amendment, in amendments: [Amendment]) -> [Int] {
    guard let object = missingObject(of: amendment) else { return [] }
    return amendments.indices.filter { missingObject(of: amendments[$0]) == object }
  }

  /// The outermost object that the amendment would make.
  private static func missingObject(of amendment: Amendment) -> Slot.Target? {
    guard case .set(let slot, _) = amendment, case .property(in: let site, let path) = slot.target, path.count > 1 else { return nil }
    return .property(in: site, path: Array(path.prefix(1)))
  }

  /// Whether no two edits touch the same bytes or the same place.
  static func areApart(_ edits: [TextEdit]) -> Bool {
    let sorted = edits.sorted { $0.range < $1.range }
    return zip(sorted, sorted.dropFirst()).allSatisfy { first, second in
      first.range.end < second.range.start || first.range.end == second.range.start && !(first.range.isEmpty && second.range.isEmpty)
    }
  }
}

extension Amendment {
  /// A site of the file that the amendment changes.
  var site: Site {
    switch self {
    case .set(let slot, _), .refer(let slot, _):
      switch slot.target {
      case .value(let site), .property(in: let site, path: _), .text(let site): site
      }
    case .remove(let site), .rename(let site, to: _), .removeText(let site), .replaceText(let site, with: _), .replaceWords(let site, _),
      .declare(_, beside: let site):
      site
    }
  }
}

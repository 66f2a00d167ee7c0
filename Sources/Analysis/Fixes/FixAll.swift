import SourceText

extension Snapshot {
  /// All safe fixes of the file applied until none is left; the edits count in its present text. Nil when there is nothing to
  /// fix.
  public func fixAll(in path: String) -> [TextEdit]? {
    FixLoop(self, includingUnsafe: false, only: path, isWanted: { _ in true }).changed.first { $0.path == path }?.edits
  }

  /// Applies the fixes of the whole workspace until none is left; of a finding with several, the first. By path, only files
  /// that change; the edits count in their present texts.
  ///
  /// - Parameter isWanted: findings of which it is false are left as they are.
  public func fixAll(includingUnsafe: Bool, isWanted: (ReportedFinding) -> Bool = { _ in true }) -> [FileEdits] {
    FixLoop(self, includingUnsafe: includingUnsafe, only: nil, isWanted: isWanted).changed
  }
}

/// Applies fixes round by round in a copy of the host: of the fixes of one round those that do not touch each other.
private struct FixLoop {
  /// Sorted by path; the edits count in the first texts.
  private(set) var changed: [FileEdits] = []

  init(_ start: Snapshot, includingUnsafe: Bool, only path: String?, isWanted: (ReportedFinding) -> Bool) {
    var host = start.host
    var snapshot = start
    var texts: [String: EditedText] = [:]
    // Each round ends findings, so few are needed; the bound only guards against two fixes that undo each other.
    for _ in 0..<16 {
      let round = Self.round(of: snapshot, includingUnsafe: includingUnsafe, only: path, isWanted)
      if round.isEmpty { break }
      for (path, edits) in round.edits {
        guard let before = snapshot.text(of: path) else { continue }
        texts[path, default: EditedText(before.bytes)].apply(edits)
        host.apply(edits, to: path)
      }
      snapshot = host.snapshot()
    }
    changed = texts.keys.sorted().compactMap { path in
      guard let text = texts[path], text.bytes != start.text(of: path)?.bytes else { return nil }
      return FileEdits(path: path, edits: text.edits)
    }
  }

  private static func round(
    of snapshot: Snapshot, includingUnsafe: Bool, only path: String?, _ isWanted: (ReportedFinding) -> Bool
  ) -> FixRound {
    var round = FixRound()
    // Names and values are put right before anything is judged by them, suppressions go when all else is done.
    let phases: [(ReportedFinding) -> Bool] = [
      { $0.rule < "CMK010" || $0.rule == "CMK012" }, { $0.rule > "CMK012" && $0.rule != "CMK013" || $0.rule == "CMK011" }, { _ in true },
    ]
    let placed = snapshot.placed.filter { isWanted($0.finding) }
    let printer = snapshot.printer
    for phase in phases where round.isEmpty {
      for placed in placed where phase(placed.finding) {
        let fix = placed.firstFix(printer) { $0.safety == .safe || includingUnsafe && $0.safety == .unsafe }
        guard let fix, path == nil || fix.edits.allSatisfy({ $0.path == path }) else { continue }
        round.take(fix)
      }
    }
    return round
  }
}

extension Host {
  /// Applies edits that all count in the file's present text.
  mutating func apply(_ edits: [TextEdit], to path: String) {
    // From the end, so that none moves another one.
    if edit(path, edits.sorted { $1.range < $0.range }) { return }
    guard let text = file(path)?.source.document.text else { return }
    setFile(path, SourceText(text.bytes.applying(edits).text))
  }
}

import SourceText

extension Snapshot {
  /// All safe fixes of the file applied until none is left; the edits count in its present text. Nil when there is nothing to
  /// fix.
  public func fixAll(in path: String) -> [TextEdit]? {
    guard let before = text(of: path) else { return nil }
    let fixed = FixLoop(self, includingUnsafe: false, only: path, isWanted: { _ in true }).texts[path]
    guard let fixed, fixed.bytes != before.bytes else { return nil }
    return fixed.edits
  }

  /// Applies the fixes of the whole workspace until none is left; of a finding with several, the first. By path, only files
  /// that change; the edits count in their present texts.
  ///
  /// - Parameter isWanted: findings of which it is false are left as they are.
  public func fixAll(includingUnsafe: Bool, isWanted: (ReportedFinding) -> Bool = { _ in true }) -> [FileEdits] {
    FixLoop(self, includingUnsafe: includingUnsafe, only: nil, isWanted: isWanted).texts.filter {
      $0.value.bytes != text(of: $0.key)?.bytes
    }
    .map { FileEdits(path: $0.key, edits: $0.value.edits) }.sorted { $0.path < $1.path }
  }
}

/// Applies fixes round by round in a copy of the host: of the fixes of one round those that do not touch each other.
private struct FixLoop {
  struct Fixed {
    var bytes: [UInt8]
    /// From the first text to `bytes`.
    var edits: [TextEdit]
  }

  private(set) var texts: [String: Fixed] = [:]

  init(_ start: Snapshot, includingUnsafe: Bool, only path: String?, isWanted: (ReportedFinding) -> Bool) {
    var host = start.host
    var snapshot = start
    // Each round ends findings, so few are needed; the bound only guards against two fixes that undo each other.
    for _ in 0..<16 {
      let round = Self.edits(of: snapshot.findings.filter(isWanted), includingUnsafe: includingUnsafe, only: path)
      if round.isEmpty { break }
      for (path, edits) in round {
        guard let before = snapshot.text(of: path) else { continue }
        let (bytes, _) = before.bytes.applying(edits)
        if texts[path] != nil, let first = start.text(of: path) {
          texts[path] = Fixed(bytes: bytes, edits: [TextEdit.difference(from: first.bytes, to: bytes)])
        } else {
          texts[path] = Fixed(bytes: bytes, edits: edits)
        }
        host.setFile(path, SourceText(bytes))
      }
      snapshot = host.snapshot()
    }
  }

  private static func edits(of findings: [ReportedFinding], includingUnsafe: Bool, only path: String?) -> [String: [TextEdit]] {
    var taken: [String: [TextEdit]] = [:]
    // Names and values are put right before anything is judged by them, suppressions go when all else is done.
    let phases: [(ReportedFinding) -> Bool] = [
      { $0.rule < "CMK010" || $0.rule == "CMK012" }, { $0.rule > "CMK012" && $0.rule != "CMK013" || $0.rule == "CMK011" }, { _ in true },
    ]
    for phase in phases where taken.isEmpty {
      take(findings.filter(phase), includingUnsafe: includingUnsafe, only: path, into: &taken)
    }
    return taken
  }

  private static func take(
    _ findings: [ReportedFinding], includingUnsafe: Bool, only path: String?, into taken: inout [String: [TextEdit]]
  ) {
    for finding in findings {
      guard let fix = finding.fixes.first(where: { $0.isSafe || includingUnsafe && !$0.isSkeleton }) else { continue }
      if let path, fix.edits.contains(where: { $0.path != path }) { continue }
      let fits = fix.edits.allSatisfy { file in
        let before = taken[file.path] ?? []
        return FixPrinter.areApart((before + file.edits).uniqued()) && !removesNeighbours(before, file.edits)
      }
      guard fits else { continue }
      for file in fix.edits { taken[file.path] = ((taken[file.path] ?? []) + file.edits).uniqued().sorted { $0.range < $1.range } }
    }
  }

  /// Whether both take away what stands side by side. All entries of a list gone in one round would leave nothing where an empty
  /// list belongs: each was taken away as if the others stayed.
  private static func removesNeighbours(_ taken: [TextEdit], _ edits: [TextEdit]) -> Bool {
    taken.contains { first in
      first.replacement.isEmpty
        && edits.contains { second in
          second.replacement.isEmpty && first != second
            && (first.range.end == second.range.start || second.range.end == first.range.start)
        }
    }
  }
}

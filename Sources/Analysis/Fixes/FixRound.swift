import SourceText

/// Fixes that are made at the same time: none touches what another one does.
struct FixRound {
  /// By path, in order.
  private(set) var edits: [String: [TextEdit]] = [:]

  var isEmpty: Bool { edits.isEmpty }

  /// Takes the fix in, unless it touches what is taken already.
  mutating func take(_ fix: ReportedFix) {
    let fits = fix.edits.allSatisfy { file in
      let before = edits[file.path] ?? []
      return FixPrinter.areApart((before + file.edits).uniqued()) && !Self.removesNeighbours(before, file.edits)
    }
    guard fits else { return }
    for file in fix.edits { edits[file.path] = ((edits[file.path] ?? []) + file.edits).uniqued().sorted { $0.range < $1.range } }
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

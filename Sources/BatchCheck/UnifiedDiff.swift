/// A patch in the unified format, as `git apply` and `patch` read it.
enum UnifiedDiff {
  private static let context = 3

  /// Empty where both texts are the same.
  static func patch(_ path: String, _ before: [UInt8], _ after: [UInt8]) -> [UInt8] {
    let old = lines(before)
    let new = lines(after)
    let hunks = hunks(old, new)
    if hunks.isEmpty { return [] }
    // As git does: an absolute path stands behind the prefix as it is.
    let separator = path.hasPrefix("/") ? "" : "/"
    var result = Array("--- a\(separator)\(path)\n+++ b\(separator)\(path)\n".utf8)
    for hunk in hunks {
      let oldCount = hunk.lines.count { $0.mark != 0x2b }
      let newCount = hunk.lines.count { $0.mark != 0x2d }
      result += Array("@@ -\(start(hunk.oldStart, oldCount)),\(oldCount) +\(start(hunk.newStart, newCount)),\(newCount) @@\n".utf8)
      for line in hunk.lines {
        result.append(line.mark)
        result += line.text
        if line.text.last != 0x0a { result += Array("\n\\ No newline at end of file\n".utf8) }
      }
    }
    return result
  }

  private static func start(_ index: Int, _ count: Int) -> Int { count == 0 ? index : index + 1 }

  private struct Line {
    let mark: UInt8
    let text: ArraySlice<UInt8>
  }

  private struct Hunk {
    let oldStart: Int
    let newStart: Int
    var lines: [Line]
  }

  private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0a {
      lines.append(bytes[start...index])
      start = index + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  private static func hunks(_ old: [ArraySlice<UInt8>], _ new: [ArraySlice<UInt8>]) -> [Hunk] {
    var steps: [(mark: UInt8, old: Int, new: Int)] = []
    var i = 0
    var j = 0
    func equal(_ i: Int, _ j: Int) -> Bool { old[i].elementsEqual(new[j]) }
    for change in new.difference(from: old, by: { $0.elementsEqual($1) }).grouped(old.count, new.count) {
      while i < change.old.lowerBound { steps.append((0x20, i, j)); i += 1; j += 1 }
      for k in change.old { steps.append((0x2d, k, j)); i = k + 1 }
      for k in change.new { steps.append((0x2b, i, k)); j = k + 1 }
    }
    while i < old.count, j < new.count { steps.append((0x20, i, j)); i += 1; j += 1 }
    let changed = steps.indices.filter { steps[$0].mark != 0x20 }
    guard !changed.isEmpty else { return [] }
    var hunks: [Hunk] = []
    var end = -1
    for index in changed {
      let from = max(end, max(0, index - context))
      let to = min(steps.count, index + context + 1)
      if hunks.isEmpty || from > end || end < 0 {
        hunks.append(Hunk(oldStart: steps[from].old, newStart: steps[from].new, lines: []))
      }
      for step in steps[from..<max(from, to)] {
        hunks[hunks.count - 1].lines.append(Line(mark: step.mark, text: step.mark == 0x2b ? new[step.new] : old[step.old]))
      }
      end = max(end, to)
    }
    return hunks
  }
}

extension CollectionDifference {
  /// The removals and insertions as pairs of ranges, in order.
  fileprivate func grouped(_ oldCount: Int, _ newCount: Int) -> [(old: Range<Int>, new: Range<Int>)] {
    let removed = Set(removals.map(\.offset))
    let inserted = Set(insertions.map(\.offset))
    var groups: [(Range<Int>, Range<Int>)] = []
    var i = 0
    var j = 0
    while i < oldCount || j < newCount {
      let oldStart = i
      let newStart = j
      while removed.contains(i) { i += 1 }
      while inserted.contains(j) { j += 1 }
      if i > oldStart || j > newStart { groups.append((oldStart..<i, newStart..<j)) }
      if i < oldCount { i += 1 }
      if j < newCount { j += 1 }
    }
    return groups
  }
}

extension CollectionDifference.Change {
  fileprivate var offset: Int {
    switch self {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }
}

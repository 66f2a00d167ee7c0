/// Guesses what a person meant to write.
public enum Spelling {
  /// The nearest of `candidates` by the Damerau–Levenshtein distance, letter case aside; nil where none is within two changes
  /// or a third of the length. Among equals the first one wins.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let folded = Array(word.lowercased().unicodeScalars)
    guard folded.count <= maximumLength else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in candidates where candidate != word {
      let other = Array(candidate.lowercased().unicodeScalars)
      // Very short words are near to everything: at least half of the letters must stay.
      let allowed = min(max(2, folded.count / 3), max(folded.count, other.count) / 2)
      guard other.count <= maximumLength, abs(other.count - folded.count) <= allowed else { continue }
      let distance = distance(folded, other)
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word
  }

  /// Longer words are left alone: the table grows with the square.
  private static let maximumLength = 200

  /// Insertions, deletions, replacements and swaps of neighbours that make one of the other (optimal string alignment).
  static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 1...a.count {
      var current = [i]
      for j in 1...b.count {
        var best = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, before[j - 2] + 1) }
        current.append(best)
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }
}

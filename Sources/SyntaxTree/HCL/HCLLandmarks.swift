/// Some places between the children of an HCL text's root, so that an edit in a long text finds its item without a walk from the top.
///
/// A shortcut and nothing more: what the tape says does not hang on it.
struct HCLLandmarks: Sendable {
  /// Words between two landmarks.
  static let distance = 1024

  /// The index of a child of the root, and the offset where the one before it ends.
  struct Place: Sendable {
    var index: Int
    var position: Int
  }

  private var places: [Place] = []

  /// Notes places all over a tape, if there are none yet.
  mutating func find(in tape: Tape) {
    guard places.isEmpty else { return }
    var walk = HCLWalk(index: 2, position: 0, limit: tape.words.count)
    places.append(Place(index: 2, position: 0))
    var due = 2 + Self.distance
    while let child = walk.child(tape) {
      if child.index >= due {
        places.append(Place(index: walk.index, position: walk.position))
        due = child.index + Self.distance
      }
      walk.step(over: child)
    }
  }

  /// A place some children before `offset`, or the first.
  func place(before offset: Int) -> Place {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].position < offset { low = middle + 1 } else { high = middle }
    }
    // The last one before the offset may be too near: what is read again starts some children before the edit.
    return low >= 2 ? places[low - 2] : Place(index: 2, position: 0)
  }

  /// Follows a splice: `added` more words in place of `words`, and `delta` more bytes. If the words were children of the root,
  /// `start` is the offset where the one before them ends.
  mutating func follow(_ words: Range<Int>, added: Int, delta: Int, start: Int?) {
    var kept = firstIndex(behind: words.lowerBound)
    var next = kept
    if let start {
      while next < places.count, places[next].index <= words.upperBound { next += 1 }
      if kept < next, places[max(0, kept - 1)].index != words.lowerBound {
        // What was dropped is made up for, as otherwise a long session would leave none.
        places[kept] = Place(index: words.lowerBound, position: start)
        kept += 1
      }
      if kept < next { places.removeSubrange(kept..<next) }
    }
    guard added != 0 || delta != 0 else { return }
    for index in kept..<places.count {
      places[index].index += added
      places[index].position += delta
    }
  }

  /// The first place whose index is more than `index`.
  private func firstIndex(behind index: Int) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].index <= index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

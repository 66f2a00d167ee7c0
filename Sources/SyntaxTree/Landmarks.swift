/// Some places between the children of a text's root, so that an edit in a long text finds its child without a walk from the top.
///
/// A shortcut and nothing more: what the tape says does not hang on it.
struct Landmarks: Sendable {
  /// Words between two landmarks.
  static let distance = 1024

  /// The index of a child of the root, and the offset where the one before it ends.
  struct Place: Sendable {
    var index: Int
    var position: Int
  }

  private var places: [Place] = []
  /// From this one on `shift` is to be added: edits that follow each other nearby then move few places, however many there are.
  private var shifted = 0
  private var shift = Place(index: 0, position: 0)

  private subscript(number: Int) -> Place {
    let place = places[number]
    return number < shifted ? place : Place(index: place.index + shift.index, position: place.position + shift.position)
  }

  /// Notes places all over a tape, if there are none yet.
  mutating func find(in tape: Tape) {
    guard places.isEmpty else { return }
    var place = Place(index: 2, position: 0)
    places.append(place)
    var due = 2 + Self.distance
    while place.index < tape.words.count {
      if place.index >= due {
        places.append(place)
        due = place.index + Self.distance
      }
      let word = tape.words[place.index]
      place.index += tape.span(place.index, word)
      place.position += TapeWord.gap(word) + TapeWord.length(word)
    }
  }

  /// A place some children before `offset`, or the first.
  func place(before offset: Int) -> Place {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].position < offset { low = middle + 1 } else { high = middle }
    }
    // The last one before the offset may be too near: what is read again starts some children before the edit.
    return low >= 2 ? self[low - 2] : Place(index: 2, position: 0)
  }

  /// Follows a splice: `added` more words in place of `words`, and `delta` more bytes. If the words were children of the root,
  /// `start` is the offset where the one before them ends.
  mutating func follow(_ words: Range<Int>, added: Int, delta: Int, start: Int?) {
    var kept = firstIndex(behind: words.lowerBound)
    moveShift(to: kept)
    if let start {
      var next = kept
      while next < places.count, self[next].index <= words.upperBound { next += 1 }
      if kept < next {
        moveShift(to: next)
        if places[max(0, kept - 1)].index != words.lowerBound {
          // What was dropped is made up for, as otherwise a long session would leave none.
          places[kept] = Place(index: words.lowerBound, position: start)
          kept += 1
        }
        if kept < next { places.removeSubrange(kept..<next) }
        shifted = kept
      }
    }
    shift.index += added
    shift.position += delta
  }

  /// Lets the places that are to be shifted begin with another one.
  private mutating func moveShift(to number: Int) {
    for k in min(shifted, number)..<min(places.count, max(shifted, number)) {
      let sign = k < number ? 1 : -1
      places[k].index += sign * shift.index
      places[k].position += sign * shift.position
    }
    shifted = number
  }

  /// The first place whose index is more than `index`.
  private func firstIndex(behind index: Int) -> Int {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if self[middle].index <= index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

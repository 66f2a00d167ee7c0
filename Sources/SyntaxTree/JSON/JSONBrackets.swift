/// A second look at brackets that do not balance: which container a person would say is not closed, and where it ends.
///
/// Where counts alone cannot tell, indentation does: a bracket that begins a line closes the container whose line is indented
/// as far, and a line that is indented no farther than the line of an open container stands behind it.
struct JSONBrackets {
  /// What the parser does before it takes the entry at a position.
  struct Repair: Equatable {
    enum Action: Equatable {
      /// Closes so many containers behind their last entry.
      case closeBefore(Int)
      /// The closing bracket there closes nothing.
      case drop
      /// The closing bracket there is of the wrong kind but closes the open container.
      case replace
    }
    var position: Int
    var action: Action
  }

  /// An open container.
  struct Frame {
    var isObject: Bool
    /// Columns before the line on which the bracket stands.
    var indentation: Int
    /// Columns before the first entry that begins a line; -1 if there is none yet.
    var childColumn = -1

    static let unknown = -2
  }

  private var open: [Frame] = []
  private var openObjects = 0
  private var repairs: [Repair] = []
  /// How many more containers than closing brackets there are, objects and arrays; negative where there are fewer.
  private var surplus = (objects: 0, arrays: 0)
  /// How many of the containers that are open at the start of a part are around it: what closes one of them is not for the part to tell.
  private var outer = 0
  /// How often a container was closed, or may have to be, that is open at the start of the part.
  private var leaves = 0

  /// The repairs in the order of their positions; none where brackets balance.
  static func repairs(_ base: UnsafePointer<UInt8>, _ count: Int, hasMultilineStrings: Bool) -> [Repair] {
    var brackets = JSONBrackets()
    let text = JSONLexis(base: base, count: count, hasMultilineStrings: hasMultilineStrings)
    for mark in brackets.marks(text, Stretch(start: 0, end: count)) ?? [] { brackets.take(mark) }
    return brackets.repairs
  }

  /// Bytes of a text, and the line that they begin on.
  struct Stretch {
    var start: Int
    var end: Int
    var lineStart = 0
    /// The column of what begins the line, if that stands before the stretch; else -1.
    var indentation = -1
    /// Whether the bytes end where the text does.
    var isTextEnd = true
  }

  /// What becomes of brackets in a part that is parsed alone.
  struct Mending {
    var repairs: [Repair]
    /// The last bracket, or an earlier one that begins a line and from which on brackets balance.
    var end: Int
  }

  /// The repairs in a run of a container's children, up to behind the bracket that closes the last one, or the container itself if
  /// `closesOwn`. Up to `edited` the text may be other than it was. `frames` are those of the containers around it and its own. Nil if it ends elsewhere, or if what stands outside may
  /// have a part in it: as all is regular there, it has none otherwise.
  static func mending(_ text: JSONLexis, in stretch: Stretch, _ frames: [Frame], closesOwn: Bool, edited: Int) -> Mending? {
    guard let own = frames.last else { return nil }
    var brackets = JSONBrackets(frames)
    brackets.outer = frames.count - 1
    if closesOwn { if own.isObject { brackets.surplus.objects = 1 } else { brackets.surplus.arrays = 1 } }
    guard let marks = brackets.marks(text, stretch), let last = marks.last, last.position == stretch.end - 1 else { return nil }
    var known = 0
    var end = -1
    for mark in marks {
      brackets.take(mark)
      if brackets.leaves > 0 {
        let isEnd = closesOwn && mark.position == last.position && brackets.leaves == 1 && brackets.open.count == brackets.outer
        return isEnd && brackets.surplus == (0, 0) ? Mending(repairs: brackets.repairs, end: mark.position) : nil
      }
      if known != brackets.repairs.count || brackets.surplus != (0, 0) {
        known = brackets.repairs.count
        end = -1
      }
      if end < 0, mark.column >= 0, mark.position > edited, brackets.open.count == frames.count, brackets.surplus == (0, 0) {
        end = mark.position
      }
    }
    guard !closesOwn, brackets.surplus == (0, 0), brackets.open.count == frames.count else { return nil }
    return Mending(repairs: brackets.repairs, end: end < 0 ? last.position : end)
  }

  /// Looks at the layout of a stretch in which brackets balance: `irregular` gets the places on which a bracket that is missing or too
  /// many elsewhere in the text may be blamed. Those are a line that is indented no farther than the line of the container that it is
  /// in, unless all lines in it are alike, and a closing bracket that stands in another column than that line. `frames` are those of the
  /// open containers, before and afterwards. False if a string or a comment goes on behind the stretch.
  static func survey(_ text: JSONLexis, in stretch: Stretch, _ frames: inout [Frame], _ irregular: inout [Int]) -> Bool {
    var brackets = JSONBrackets(frames)
    guard let marks = brackets.marks(text, stretch) else { return false }
    for mark in marks where brackets.isIrregular(mark) { irregular.append(mark.position) }
    frames = brackets.open
    return true
  }

  private init(_ frames: [Frame] = []) {
    open = frames
    for frame in frames where frame.isObject { openObjects += 1 }
  }

  private mutating func isIrregular(_ mark: Mark) -> Bool {
    let column = Int(mark.column)
    switch mark.byte {
    case 0x7d, 0x5d:
      let isObject = mark.byte == 0x7d
      guard let top = open.last, top.isObject == isObject else { return true }
      defer { popLast() }
      guard column >= 0 else { return false }
      return depth(of: isObject, column).map { $0 > 0 } ?? (column > top.indentation)
    default:
      let isOut = column >= 0 && isOutOfLine(column)
      if column >= 0, let last = open.indices.last, open[last].childColumn == -1 { open[last].childColumn = column }
      if mark.byte == 0x7b || mark.byte == 0x5b { push(Frame(isObject: mark.byte == 0x7b, indentation: Int(mark.indentation))) }
      return isOut
    }
  }

  /// Whether an entry that begins a line in this column may be taken for one behind the open container, if that is not known to be closed.
  private func isOutOfLine(_ column: Int) -> Bool {
    guard open.count > 1, let last = open.last else { return false }
    if last.childColumn == Frame.unknown || last.childColumn >= 0 {
      return column == last.childColumn ? false : min(column, last.childColumn) <= last.indentation
    }
    return column <= last.indentation && column > open[open.count - 2].indentation
  }

  /// A bracket, or an entry that begins its line.
  private struct Mark {
    var position: Int
    /// The byte there.
    var byte: UInt8
    /// The column of an entry that begins its line, else -1. Columns count bytes; a tab is one.
    var column: Int32
    /// The column of what begins the line.
    var indentation: Int32
  }

  /// All marks of a stretch; counts the brackets on the way. Nil if a string or a comment goes on behind it, or where more of the text
  /// would have to be known.
  private mutating func marks(_ text: JSONLexis, _ stretch: Stretch) -> [Mark]? {
    var lexis = text
    let base = lexis.base
    let count = lexis.count
    let stop = min(stretch.end, count)
    var marks: [Mark] = []
    marks.reserveCapacity(max(0, stop - stretch.start) / 24)
    var surplus = surplus
    var i = max(0, stretch.start)
    var lineStart = stretch.lineStart
    var indentation = Int32(truncatingIfNeeded: stretch.indentation)
    while i < stop {
      let c = base[i]
      switch c {
      case 0x0a, 0x0d:
        i += 1
        lineStart = i
        indentation = -1
        continue
      case 0x20:
        i = JSONLexis.spacesEnd(base, i, count)
        continue
      case 0x09, 0x2c, 0x3a:
        i += 1
        continue
      case 0x2f where lexis.isComment(i):
        i = lexis.commentEnd(i).end
        continue
      case 0x7b: surplus.objects += 1
      case 0x7d: surplus.objects -= 1
      case 0x5b: surplus.arrays += 1
      case 0x5d: surplus.arrays -= 1
      default: break
      }
      let isBracket = c | 0x20 == 0x7b || c | 0x20 == 0x7d
      let beginsLine = indentation < 0
      if beginsLine { indentation = Int32(truncatingIfNeeded: i - lineStart) }
      if isBracket || beginsLine {
        marks.append(Mark(position: i, byte: c, column: beginsLine ? indentation : -1, indentation: indentation))
      }
      if isBracket {
        i += 1
      } else if c == 0x22 {
        let end = JSONLexis.plainEnd(base, i + 1, count)
        i = end < count && base[end] == 0x22 ? end + 1 : lexis.stringEnd(i, from: end).end
      } else {
        i = lexis.wordEnd(i)
      }
    }
    self.surplus = surplus
    return (i == stop || stop == count) && (stretch.isTextEnd || !lexis.reachedEnd) ? marks : nil
  }

  private mutating func take(_ mark: Mark) {
    let column = Int(mark.column)
    switch mark.byte {
    case 0x7d, 0x5d: close(mark.position, isObject: mark.byte == 0x7d, column: column)
    default:
      if column >= 0 { leave(mark.position, column) }
      if mark.byte == 0x7b || mark.byte == 0x5b {
        push(Frame(isObject: mark.byte == 0x7b, indentation: Int(mark.indentation)))
      }
    }
  }

  /// A line begins with an entry: the containers that it does not stand in are closed.
  private mutating func leave(_ i: Int, _ column: Int) {
    var closes = 0
    while open.count > 1, let last = open.last, surplus(last.isObject) > 0, column <= last.indentation {
      // Nothing in it begins a line yet: the line is a sibling if it stands where the siblings do.
      let outer = open[open.count - 2]
      // What is not known of the containers around a part.
      if last.childColumn < 0, open.count == self.outer + 1 || outer.childColumn == Frame.unknown { leaves += 1 }
      guard last.childColumn > column || last.childColumn < 0 && outer.childColumn == column && column > outer.indentation else { break }
      pop()
      closes += 1
    }
    if closes > 0 { repairs.append(Repair(position: i, action: .closeBefore(closes))) }
    if let last = open.indices.last, open[last].childColumn == -1 { open[last].childColumn = column }
  }

  private mutating func push(_ frame: Frame) {
    open.append(frame)
    if frame.isObject { openObjects += 1 }
  }

  @discardableResult
  private mutating func popLast() -> Frame? {
    let last = open.popLast()
    if last?.isObject == true { openObjects -= 1 }
    if open.count <= outer { leaves += 1 }
    return last
  }

  private func surplus(_ isObject: Bool) -> Int { isObject ? surplus.objects : surplus.arrays }

  /// Takes a container that has no closing bracket off the open ones.
  private mutating func pop() {
    guard let last = popLast() else { return }
    if last.isObject { surplus.objects -= 1 } else { surplus.arrays -= 1 }
  }

  private mutating func close(_ i: Int, isObject: Bool, column: Int) {
    guard let top = open.last else { return drop(i, isObject) }
    if column >= 0, let depth = depth(of: isObject, column) {
      return closeInner(i, depth)
    }
    if top.isObject == isObject {
      // Indented farther than the line of any open container: it closes nothing.
      if column > top.indentation, surplus(isObject) < 0 { return drop(i, isObject) }
      popLast()
      return
    }
    if surplus(top.isObject) > 0, let depth = depth(of: isObject, nil) { return closeInner(i, depth) }
    if surplus(isObject) < 0, surplus(top.isObject) <= 0 { return drop(i, isObject) }
    repairs.append(Repair(position: i, action: .replace))
    pop()
    if isObject { surplus.objects += 1 } else { surplus.arrays += 1 }
  }

  /// How many containers are open inside the innermost one of the kind (and whose line is indented by `column`). Looks at
  /// so many and no more, so that the work stays linear.
  private func depth(of isObject: Bool, _ column: Int?) -> Int? {
    guard isObject ? openObjects > 0 : openObjects < open.count else { return nil }
    var depth = 0
    while depth < min(open.count, 64) {
      let frame = open[open.count - 1 - depth]
      if frame.isObject == isObject, column == nil || column == frame.indentation { return depth }
      if let column, frame.indentation < column { return nil }
      depth += 1
    }
    return nil
  }

  private mutating func closeInner(_ i: Int, _ depth: Int) {
    for _ in 0..<depth { pop() }
    if depth > 0 { repairs.append(Repair(position: i, action: .closeBefore(depth))) }
    popLast()
  }

  private mutating func drop(_ i: Int, _ isObject: Bool) {
    repairs.append(Repair(position: i, action: .drop))
    if isObject { surplus.objects += 1 } else { surplus.arrays += 1 }
  }
}

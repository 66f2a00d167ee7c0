import SourceText

/// An edit of a few bytes, looked at before it is made: what bytes come and go, and between which it stands.
struct SmallEdit {
  /// A longer edit is no small one.
  static let limit = 64

  let range: ByteRange
  let replacement: [UInt8]
  let delta: Int
  /// The bytes before and behind the edit; zero at the ends of the text.
  let before: UInt8
  let after: UInt8
  /// What may be said of all bytes that come or go.
  private let classes: Classes

  struct Classes: OptionSet {
    let rawValue: UInt8
    /// ASCII letters, digits and `_`.
    static let word = Classes(rawValue: 1)
    static let digits = Classes(rawValue: 2)
    /// ASCII letters, digits, `_` and `-`.
    static let dashed = Classes(rawValue: 4)
    /// Printable ASCII.
    static let printable = Classes(rawValue: 8)
    /// Printable ASCII that begins or ends nothing in any string: no quote, brace, `$`, `%`, `\`.
    static let plain = Classes(rawValue: 16)
    /// Printable ASCII without `*` and `/`.
    static let starless = Classes(rawValue: 32)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ byte: UInt8) {
      switch byte {
      case 0x30...0x39: self = [.word, .digits, .dashed, .printable, .plain, .starless]
      case 0x41...0x5a, 0x5f, 0x61...0x7a: self = [.word, .dashed, .printable, .plain, .starless]
      case 0x2d: self = [.dashed, .printable, .plain, .starless]
      case 0x2a, 0x2f: self = [.printable, .plain]
      case 0x22, 0x24, 0x25, 0x27, 0x5c, 0x60, 0x7b, 0x7d: self = [.printable, .starless]
      case 0x20...0x7e: self = [.printable, .plain, .starless]
      default: self = []
      }
    }
  }

  /// Nil for an edit that is too long, or of bytes that are not printable ASCII.
  init?(_ range: ByteRange, _ replacement: [UInt8], in text: SourceText) {
    guard replacement.count <= Self.limit, range.length <= Self.limit, range.length + replacement.count > 0 else { return nil }
    var classes: Classes = [.word, .digits, .dashed, .printable, .plain, .starless]
    for byte in replacement { classes.formIntersection(Classes(byte)) }
    guard classes.contains(.printable) else { return nil }
    for place in range.start..<max(range.start, range.end) { classes.formIntersection(Classes(text[place])) }
    guard classes.contains(.printable) else { return nil }
    before = range.start > 0 ? text[range.start - 1] : 0
    after = range.end < text.count ? text[range.end] : 0
    // Never in the middle of a scalar.
    guard after & 0xc0 != 0x80 else { return nil }
    self.range = range
    self.replacement = replacement
    self.classes = classes
    delta = replacement.count - range.length
  }

  func isOf(_ class: Classes) -> Bool { classes.contains(`class`) }

  /// Whether letters and digits stand on both sides of letters and digits.
  var isAmongLetters: Bool { isOf(.word) && Classes(before).contains(.word) && Classes(after).contains(.word) }

  /// The bytes that are looked at, with those on both sides.
  var bytesRead: Int { replacement.count + range.length + 2 }

  /// Whether the edit stands in text between single quotes or double quotes, or in a part of it, from which it takes and to which it
  /// adds nothing that means anything, nor brings together what does. `content` is that text in the former text.
  func isPlain(in content: ByteRange) -> Bool {
    guard isOf(.plain), content.start <= range.start, range.end <= content.end, content.length + delta > 0 else { return false }
    if range.start > content.start, !Classes(before).contains(.plain), before < 0x80 { return false }
    return range.end == content.end || Classes(after).contains(.plain) || after >= 0x80
  }

  /// Whether no backslash stands so near before the edit that it may be in an escape.
  func isBehindNoEscape(_ text: SourceText) -> Bool {
    text.withBytes(ByteRange(range.start - Self.longestEscape, range.start)) { !$0.contains(0x5c) }
  }

  /// Bicep's `\u{…}` may have so many digits.
  private static let longestEscape = 68

  /// Whether the edit stands in a number of digits alone, behind its first digit, and leaves it one.
  func isInDigits(_ number: ByteRange, _ text: SourceText) -> Bool {
    guard isOf(.digits), range.start > number.start, number.length <= Self.limit, number.length + delta > 0 else { return false }
    return text.withBytes(number) { $0.allSatisfy { $0 &- 0x30 < 10 } }
  }

  /// Whether the line of the edit is short, and LF ends it as well as the one before: nothing is decided by its length.
  func isOnShortLine(_ text: SourceText) -> Bool {
    let line = text.lines.range(ofLine: text.lines.line(at: range.start))
    guard line.length < 800, range.end <= line.end else { return false }
    return (line.start == 0 || text[line.start - 1] == 0x0a) && (line.end >= text.count || text[line.end - 1] == 0x0a)
  }
}

/// A word before and after an edit in it.
struct EditedWord {
  /// A word's length, and its first sixteen bytes, the first one lowest.
  struct Spelling: Equatable {
    var length = 0
    var head: UInt64 = 0
    var tail: UInt64 = 0

    init() {}

    init(_ word: StaticString) {
      for k in 0..<word.utf8CodeUnitCount { append(word.utf8Start[k]) }
    }

    mutating func append(_ byte: UInt8) {
      if length < 8 {
        head |= UInt64(byte) &<< UInt64(8 &* length)
      } else if length < 16 {
        tail |= UInt64(byte) &<< UInt64(8 &* (length &- 8))
      }
      length &+= 1
    }
  }

  private(set) var old = Spelling()
  private(set) var new = Spelling()

  /// Longer words are left to those who may have a limit.
  static let limit = 190

  /// Nil where the bytes of the entry are not all of the class, or where it does not begin a word or the edit changes how it begins.
  init?(_ edit: SmallEdit, in entry: ByteRange, of kind: SmallEdit.Classes, _ text: SourceText) {
    guard edit.isOf(kind), edit.range.start > entry.start, edit.range.end <= entry.end, entry.length <= Self.limit else { return nil }
    // Two tokens that touch may become another two.
    if entry.start > 0, !SmallEdit.Classes(text[entry.start - 1]).isDisjoint(with: [.word, .dashed]) { return nil }
    let start = edit.range.start - entry.start
    let end = edit.range.end - entry.start
    let isWord = text.withBytes(entry) { bytes in
      guard let first = bytes.first, (first | 0x20) &- 0x61 < 26 || first == 0x5f else { return false }
      for (k, byte) in bytes.enumerated() {
        guard SmallEdit.Classes(byte).contains(kind) else { return false }
        if k == start { add(edit.replacement) }
        old.append(byte)
        if k < start || k >= end { new.append(byte) }
      }
      if start == bytes.count { add(edit.replacement) }
      return true
    }
    guard isWord else { return nil }
  }

  private mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { new.append(byte) }
  }

  /// Whether the word is none of these, and was none.
  func avoids(_ words: [Spelling]) -> Bool {
    !words.contains { $0 == old || $0 == new }
  }

  /// Bytes that were looked at.
  var bytesRead: Int { max(old.length, new.length) }
}

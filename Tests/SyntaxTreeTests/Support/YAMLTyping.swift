import SourceText

/// Random edits of YAML texts: what a person types, pastes, moves and deletes, and what breaks texts.
struct YAMLTyping {
  var random: SplitMix

  static let pieces: [[UInt8]] = [
    "a", "b", "1", " ", " ", "  ", "\n", "\n", "\n\n", "\n  ", "\n    ", "\n- ", "\n  - ", "- ", "-", "? ", ": ", ":", "a: b", "\nk: v\n",
    "\n  k: v", "\n    x: y\n", "? a\n: b\n", "{", "}", "[", "]", ", ", ",", "{a: 1, b: [1, 2]}", "[x\n", "\"", "'", "\"x\"", "k: \"",
    "k: 'a\n", "|", "|\n", ">-\n", "|+\n", "#", " # c", "\n# c\n", "&a ", "&b\n", "*a", "<<: *a", "!t ", "!!str ", "!e!x ", "---",
    "\n---\n", "\n...\n", "%TAG !e! x\n---\n", "%", "@", "`", "\t", "\n\t", "\r", "\r\n", "\u{feff}", "é", "\0", "\\", "",
  ].map { Array($0.utf8) }

  init(_ seed: UInt64) { random = SplitMix(state: seed) }

  mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(max(1, limit))) }

  private mutating func line(of text: SourceText) -> ByteRange { text.lines.range(ofLine: below(text.lines.lineCount)) }

  mutating func edit(of text: SourceText) -> TextEdit {
    let start = below(text.count + 1)
    let piece = Self.pieces[below(Self.pieces.count)]
    switch below(12) {
    case 0: return TextEdit(ByteRange(start, start + below(12)), [])
    case 1: return TextEdit(ByteRange(start, start + below(40)), piece)
    case 2:
      let from = below(text.count + 1)
      return TextEdit(ByteRange(start, start), Array(text.slice(ByteRange(from, from + below(60)))))
    case 3:
      let place = line(of: text).start
      return TextEdit(ByteRange(place, place), Array(text.slice(line(of: text))))
    case 4: return TextEdit(ByteRange(start, line(of: text).end - start < 200 ? line(of: text).end : start), [])
    case 5: return TextEdit(line(of: text), [])
    case 6:
      let place = line(of: text).start
      return TextEdit(ByteRange(place, place), Array(repeating: 0x20, count: below(4)))
    case 7:
      let place = line(of: text).start
      return TextEdit(ByteRange(place, place + below(3)), [])
    case 8: return TextEdit(ByteRange(start, start + 1), piece)
    default: return TextEdit(ByteRange(start, start), piece)
    }
  }
}

import SourceText

/// Where things stand on their lines.
extension Document {
  /// Whether only white space stands before `offset` on its line.
  func beginsLine(_ offset: Int) -> Bool {
    let start = text.lines.range(ofLine: text.lines.line(at: offset)).start
    return text.slice(ByteRange(start, offset)).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Whether only white space stands behind `offset` on its line.
  func endsLine(_ offset: Int) -> Bool {
    let line = text.contentRange(ofLine: text.lines.line(at: offset))
    return text.slice(ByteRange(offset, line.end)).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// Where the line break before the line of `offset` begins.
  func lineBreakBefore(_ offset: Int) -> Int? {
    let line = text.lines.line(at: offset)
    return line == 0 ? nil : text.contentRange(ofLine: line - 1).end
  }

  /// Whether a line is there and holds only white space.
  func isBlankLine(_ line: Int) -> Bool {
    guard line >= 0, line < text.lines.lineCount else { return false }
    return text.slice(text.contentRange(ofLine: line)).allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The white space at the beginning of the line that holds `offset`.
  func indentation(at offset: Int) -> String {
    let line = text.contentRange(ofLine: text.lines.line(at: offset))
    return String(decoding: text.slice(line).prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  /// The indentation of the first indented line of the text.
  var firstIndentation: String? {
    for line in 0..<min(text.lines.lineCount, 64) {
      let content = text.contentRange(ofLine: line)
      let indentation = indentation(at: content.start)
      if !indentation.isEmpty, indentation.utf8.count < content.length, indentation.utf8.count <= 8 { return indentation }
    }
    return nil
  }

  /// Whether a range holds a line break.
  func spansLines(_ range: ByteRange) -> Bool { text.lines.line(at: range.start) != text.lines.line(at: range.end) }

  /// The containers around an entry, the root first, the one that holds it last. Empty for the root.
  func containers(around node: Node) -> [Node] {
    var containers: [Node] = []
    var next: Node? = node.index == 0 ? nil : root
    while let container = next {
      containers.append(container)
      next = children(container).first { $0.index < node.index && node.index < $0.index + span($0.index) && isContainer($0) }
    }
    return containers
  }

  /// Lines of their own behind a declaration, with an empty line between, in the line breaks and the indentation of the file.
  ///
  /// - Parameter lines: indented by two spaces a step.
  public func textEdits(forLines lines: [String], behind node: Node) -> [TextEdit] {
    let step = firstIndentation ?? "  "
    let written = lines.map { line in
      let blanks = line.prefix { $0 == " " }.count
      return String(repeating: step, count: blanks / 2) + line.dropFirst(blanks)
    }
    let lineBreak = text.lineBreak
    return [TextEdit(ByteRange(end(node), end(node)), lineBreak + lineBreak + written.joined(separator: lineBreak))]
  }

  /// `value` as it can stand at a range: with spaces where it would run into the words beside it.
  func separated(_ value: String, at range: ByteRange) -> String {
    func isWord(_ byte: UInt8?) -> Bool { byte.map { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5f || $0 >= 0x80 } ?? false }
    let before = text.slice(ByteRange(range.start - 1, range.start)).first
    let behind = text.slice(ByteRange(range.end, range.end + 1)).first
    return (isWord(before) && isWord(value.utf8.first) ? " " : "") + value + (isWord(behind) && isWord(value.utf8.last) ? " " : "")
  }
}

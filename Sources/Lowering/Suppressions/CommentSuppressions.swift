import EncryptionModel
import SourceText
import SyntaxTree

/// Finds suppressions in comments (SPEC §5): `cmklint-ignore[CMK101, key-size] until 2027-01-31: reason`.
public enum CommentSuppressions {
  public static func all(in file: SourceFile) -> [Suppression] {
    // Most files have none, and a look at the bytes costs less than at all comments.
    guard file.document.text.contains("cmklint-ignore") else { return [] }
    return file.document.comments().compactMap { suppression(in: $0, of: file) }
  }

  private static func suppression(in range: ByteRange, of file: SourceFile) -> Suppression? {
    let bytes = Array(file.document.text.slice(range))
    guard let mark = find("cmklint-ignore", in: bytes, from: 0) else { return nil }
    var scanner = Scanner(bytes: bytes, position: mark + "cmklint-ignore".utf8.count)
    let isFile = scanner.take("-file")
    /// What begins a comment is meant as a suppression; in a sentence it is only spoken of.
    func malformed(_ why: String) -> Suppression? {
      guard bytes[..<mark].allSatisfy({ " \t#/*".utf8.contains($0) }) else { return nil }
      return Suppression(
        reach: .line, selectors: [], reason: nil, until: nil, malformation: why, site: file.site(range),
        removal: .removeText(file.site(range)))
    }
    guard scanner.take("[") else { return malformed("the rules stand in brackets behind it, as in 'cmklint-ignore[CMK101]: reason'") }
    func site(_ start: Int, _ end: Int) -> Site { file.site(ByteRange(range.start + start, range.start + end)) }
    var selectors: [Suppression.Selector] = []
    while let (start, end) = scanner.word() {
      selectors.append(Suppression.Selector(String(decoding: bytes[start..<end], as: UTF8.self), at: site(start, end)))
      scanner.skipSpaces()
      if !scanner.take(",") { break }
    }
    scanner.skipSpaces()
    guard scanner.take("]") else { return malformed("the bracket behind the rules is missing, as in 'cmklint-ignore[CMK101]: reason'") }
    if selectors.isEmpty { return malformed("it names no rule, as in 'cmklint-ignore[CMK101]: reason'") }
    var afterBracket = scanner.position
    var until: CalendarDate?
    var malformed: String?
    let rest = scanner
    scanner.skipSpaces()
    if scanner.take("until") {
      scanner.skipSpaces()
      let start = scanner.position
      let text = scanner.upToColonOrSpace()
      until = CalendarDate(text)
      if until == nil { malformed = text }
      afterBracket = max(start, scanner.position)
    } else {
      scanner = rest
    }
    scanner.skipSpaces()
    var reason: String?
    if scanner.take(":") {
      var text = String(decoding: bytes[scanner.position...], as: UTF8.self)
      if bytes.starts(with: [0x2f, 0x2a]), text.hasSuffix("*/") { text.removeLast(2) }
      let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if !trimmed.isEmpty { reason = trimmed }
    }
    return Suppression(
      reach: isFile ? .file : .line, selectors: selectors, reason: reason, until: until, malformedDate: malformed,
      site: file.site(range), removal: .removeText(file.site(range)),
      addReason: .replaceText(site(afterBracket, scanner.position), with: ": the reason why this is accepted"))
  }

  private static func find(_ needle: String, in bytes: [UInt8], from start: Int) -> Int? {
    let needle = Array(needle.utf8)
    guard bytes.count >= needle.count else { return nil }
    for i in start...(bytes.count - needle.count) where bytes[i] == needle[0] {
      if bytes[i..<(i + needle.count)].elementsEqual(needle) { return i }
    }
    return nil
  }

  private struct Scanner {
    let bytes: [UInt8]
    var position: Int

    mutating func take(_ text: String) -> Bool {
      guard bytes.dropFirst(position).starts(with: text.utf8) else { return false }
      position += text.utf8.count
      return true
    }

    mutating func skipSpaces() {
      while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 { position += 1 }
    }

    mutating func word() -> (Int, Int)? {
      skipSpaces()
      let start = position
      while position < bytes.count, !" \t,]\r\n".utf8.contains(bytes[position]) { position += 1 }
      return position > start ? (start, position) : nil
    }

    mutating func upToColonOrSpace() -> String {
      let start = position
      while position < bytes.count, !" \t:\r\n".utf8.contains(bytes[position]) { position += 1 }
      return String(decoding: bytes[start..<position], as: UTF8.self)
    }
  }
}

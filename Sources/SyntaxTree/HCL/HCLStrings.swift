import SourceText

/// The text that strings and templates stand for.
extension Document {
  /// The value of a quoted string or a heredoc without interpolations: escapes decoded, a `<<-` heredoc's indentation removed.
  /// Nil for templates and all other nodes.
  public func hclString(_ node: Node) -> String? {
    switch kind(node) {
    case .hclString:
      let start = min(node.start + 1, end(node))
      let slice = text.slice(ByteRange(start, end(node)))
      let isClosed = hclQuoteCloses(slice)
      return HCLText.decoded(isClosed ? slice.dropLast() : slice, isQuoted: true)
    case .hclHeredoc:
      return hclTemplateParts(node).reduce(into: "") { result, part in
        if case .text(let text, _) = part { result += text }
      }
    default: return nil
    }
  }

  /// Whether the bytes behind a string's opening quote end with its closing one.
  private func hclQuoteCloses(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.last == 0x22 else { return false }
    let backslashes = bytes.dropLast().reversed().prefix { $0 == 0x5c }.count
    return backslashes % 2 == 0
  }

  /// The parts of a template in document order, those within directives between the directive's own parts. Escapes are decoded,
  /// what `~` marks strip is stripped, the indentation of a `<<-` heredoc removed. A plain string or heredoc has text only.
  /// Empty for nodes that are no template.
  public func hclTemplateParts(_ node: Node) -> [HCLTemplatePart] {
    switch kind(node) {
    case .hclString: return hclString(node).map { [.text($0, node)] } ?? []
    case .hclTemplate, .hclHeredocTemplate, .hclHeredoc: break
    default: return []
    }
    let isHeredoc = kind(node) != .hclTemplate
    var assembly = HCLTemplateAssembly(isHeredoc: isHeredoc)
    if kind(node) == .hclHeredoc {
      assembly.add(text.slice(hclHeredocText(node)), node)
    } else {
      collectParts(node, &assembly)
    }
    let isIndented = isHeredoc && text.slice(ByteRange(node.start, min(node.start + 3, end(node)))).last == 0x2d
    return assembly.parts(removingIndentation: isIndented)
  }

  private func collectParts(_ node: Node, _ assembly: inout HCLTemplateAssembly) {
    var open = [children(node)]
    while var siblings = open.popLast() {
      guard let child = siblings.next() else { continue }
      open.append(siblings)
      let trim = HCLTrim(rawValue: flags(child))
      switch kind(child) {
      case .hclTemplateText: assembly.add(bytes(child), child)
      case .hclTemplateIf, .hclTemplateFor: open.append(children(child))
      case .hclInterpolation: assembly.add(.interpolation(hclChildren(child).first, child), trim)
      case .hclIfClause: assembly.add(.ifStart(hclChildren(child).first, child), trim)
      case .hclElseClause: assembly.add(.elseStart(child), trim)
      case .hclForClause:
        let parts = hclChildren(child)
        let variables = parts.filter { kind($0) == .hclForVariable }.map { string($0) }
        assembly.add(.forStart(variables, parts.last { kind($0) != .hclForVariable }, child), trim)
      case .hclEndClause:
        let word = bytes(child).drop { $0 < 0x61 || $0 > 0x7a }
        assembly.add(word.dropFirst(3).first == 0x69 ? .endIf(child) : .endFor(child), trim)
      default: break
      }
    }
  }

  /// The bytes between a heredoc's first line and the line of its closing marker.
  private func hclHeredocText(_ node: Node) -> ByteRange {
    let whole = bytes(node)
    let start = whole.firstIndex(of: 0x0a).map { $0 + 1 } ?? whole.endIndex
    if errorCode(node) == HCLMistake.unclosedHeredoc.rawValue { return ByteRange(start, whole.endIndex) }
    let lastLine = whole.lastIndex(of: 0x0a).map { $0 + 1 } ?? whole.endIndex
    return ByteRange(start, max(start, lastLine))
  }
}

/// A part of a template. Directives come as their ends: what stands between belongs to them.
public enum HCLTemplatePart: Hashable, Sendable {
  case text(String, Node)
  /// `${ … }`; the expression is nil in half-written text.
  case interpolation(Node?, Node)
  case ifStart(Node?, Node)
  case elseStart(Node)
  case endIf(Node)
  /// `%{ for a, b in collection }`.
  case forStart([String], Node?, Node)
  case endFor(Node)
}

/// Puts a template's parts together as HCL does: in a heredoc each line is a literal of its own, `~` marks strip the literal next
/// to them, indentation is counted after that.
struct HCLTemplateAssembly {
  let isHeredoc: Bool
  private var parts: [HCLTemplatePart] = []
  private var stripsNext = false

  init(isHeredoc: Bool) { self.isHeredoc = isHeredoc }

  mutating func add(_ bytes: ArraySlice<UInt8>, _ node: Node) {
    guard isHeredoc else {
      addLiteral(HCLText.decoded(bytes, isQuoted: true), node)
      return
    }
    var rest = bytes
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0a).map { $0 + 1 } ?? rest.endIndex
      addLiteral(HCLText.decoded(rest[rest.startIndex..<end], isQuoted: false), node)
      rest = rest[end...]
    }
  }

  private mutating func addLiteral(_ text: String, _ node: Node) {
    parts.append(.text(stripsNext ? HCLText.strippedAtStart(text) : text, node))
    stripsNext = false
  }

  mutating func add(_ part: HCLTemplatePart, _ trim: HCLTrim) {
    if trim.contains(.before), case .text(let text, let node)? = parts.last {
      parts[parts.count - 1] = .text(HCLText.strippedAtEnd(text), node)
    }
    parts.append(part)
    stripsNext = trim.contains(.after)
  }

  /// The parts, texts next to each other joined and empty ones left out.
  func parts(removingIndentation: Bool) -> [HCLTemplatePart] {
    var result: [HCLTemplatePart] = []
    for part in removingIndentation ? withoutIndentation : parts {
      guard case .text(let text, let node) = part else {
        result.append(part)
        continue
      }
      if text.isEmpty { continue }
      if case .text(let before, let first)? = result.last {
        result[result.count - 1] = .text(before + text, first)
      } else {
        result.append(.text(text, node))
      }
    }
    return result
  }

  private var withoutIndentation: [HCLTemplatePart] {
    var least = Int.max
    var lineStarts: [Int] = []
    var isLineStart = true
    for (index, part) in parts.enumerated() {
      guard case .text(let text, _) = part else {
        if isLineStart { least = 0 }
        isLineStart = false
        continue
      }
      if isLineStart {
        let spaces = text.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        // A line of white space only says nothing about the indentation.
        if spaces < text.unicodeScalars.count || text.utf8.last != 0x0a {
          least = min(least, spaces)
          lineStarts.append(index)
        }
      }
      isLineStart = text.utf8.last == 0x0a
    }
    guard least > 0, least < Int.max else { return parts }
    var result = parts
    for index in lineStarts {
      if case .text(let text, let node) = parts[index] {
        result[index] = .text(String(String.UnicodeScalarView(text.unicodeScalars.dropFirst(least))), node)
      }
    }
    return result
  }
}

/// Text of literals.
enum HCLText {
  static func strippedAtStart(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.drop { $0.properties.isWhitespace }))
  }

  static func strippedAtEnd(_ text: String) -> String {
    var scalars = text.unicodeScalars
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  /// Decodes `$${` and `%%{`, and in quotes the escapes with a backslash; an escape that does not exist stands for itself.
  static func decoded(_ bytes: ArraySlice<UInt8>, isQuoted: Bool) -> String {
    let special: (UInt8) -> Bool = { $0 == 0x24 || $0 == 0x25 || isQuoted && $0 == 0x5c }
    guard bytes.contains(where: special) else { return String(decoding: bytes, as: UTF8.self) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      if isQuoted, byte == 0x5c {
        decodeEscape(&rest, &result)
      } else if byte == 0x24 || byte == 0x25, rest.first == byte, rest.dropFirst().first == 0x7b {
        result += [byte, 0x7b]
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func decodeEscape(_ rest: inout ArraySlice<UInt8>, _ result: inout [UInt8]) {
    let plain: [UInt8: UInt8] = [0x6e: 0x0a, 0x72: 0x0d, 0x74: 0x09, 0x22: 0x22, 0x5c: 0x5c]
    if let letter = rest.first {
      if let byte = plain[letter] {
        result.append(byte)
        rest = rest.dropFirst()
        return
      }
      let length = letter == 0x75 ? 4 : letter == 0x55 ? 8 : 0
      let digits = rest.dropFirst().prefix(length)
      if length > 0, digits.count == length, let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) {
        result += Array(String(Character(Unicode.Scalar(value) ?? "\u{fffd}")).utf8)
        rest = rest.dropFirst(length + 1)
        return
      }
    }
    result.append(0x5c)
  }
}

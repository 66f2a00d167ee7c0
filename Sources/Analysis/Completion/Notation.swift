import Schema
import SourceText
import SyntaxTree

/// How names and values are written at one caret: in the notation and the style of the text around it.
struct Notation {
  let document: Document
  let context: CaretContext
  /// What one level of nesting is indented by.
  let unit: String
  let lineBreak: String

  init(_ document: Document, _ context: CaretContext) {
    self.document = document
    self.context = context
    unit = Self.indentationUnit(of: document)
    lineBreak = document.text.lineBreak
  }

  var isJSON: Bool { document.format.isJSON }
  /// Whether all of a value is written on the caret's line.
  var isFlow: Bool { isJSON || context.isFlow }

  // MARK: Names and values

  /// A property with its value; the name alone where the rest stands there already.
  func property(_ name: String, _ body: SchemaValue?, nested: String) -> SnippetText {
    var text = SnippetText()
    append(name: name, to: &text)
    if context.hasSeparator { return text }
    append(valueOf: body, indentation: nested, to: &text)
    return text
  }

  /// A value alone. Quotes that stand at the caret are kept where the value is a text.
  func value(_ value: SchemaValue, nested: String) -> SnippetText {
    var text = SnippetText()
    if case .element? = context.path.last, !isFlow {
      appendItem(value, indentation: nested, to: &text)
    } else {
      append(value, indentation: nested, to: &text, keeping: context.quote)
    }
    return text
  }

  /// An element of a block of YAML with its dash, which stands at the caret.
  func item(_ value: SchemaValue, nested: String) -> SnippetText {
    var text = SnippetText("- ")
    appendItem(value, indentation: nested + "  ", to: &text)
    return text
  }

  private func append(name: String, to text: inout SnippetText) {
    let placeholder = SnippetText.Placeholder(name)
    let name = placeholder?.text ?? name
    let quote = isJSON ? "\"" : context.quote.map { String(UnicodeScalar($0)) } ?? ""
    text.append(quote)
    if placeholder != nil { text.append(placeholder: name) } else { text.append(isJSON ? Self.escaped(name) : name) }
    text.append(quote)
  }

  private func append(valueOf body: SchemaValue?, indentation: String, to text: inout SnippetText) {
    guard let body else { return text.append(isJSON ? ": " : ":" + " ") }
    let opensLines = !isFlow && Self.isBlock(body)
    text.append(opensLines ? ":" : ": ")
    append(body, indentation: indentation, to: &text)
  }

  /// Whether a value takes lines of its own in a block of YAML.
  private static func isBlock(_ value: SchemaValue) -> Bool {
    switch value {
    case .object(let members): !members.isEmpty
    case .array(let elements): elements.contains(where: isBlock)
    case .null, .boolean, .integer, .number, .string: false
    }
  }

  /// `indentation`: that of the line on which the value's owner stands.
  private func append(_ value: SchemaValue, indentation: String, to text: inout SnippetText, keeping quote: UInt8? = nil) {
    switch value {
    case .null: text.append("null")
    case .boolean, .integer, .number: text.append(value.display)
    case .string(let string): append(string: string, to: &text, keeping: quote)
    case .array(let elements): append(elements, indentation: indentation, to: &text)
    case .object(let members): append(members, indentation: indentation, to: &text)
    }
  }

  private func append(string: String, to text: inout SnippetText, keeping quote: UInt8?) {
    let placeholder = SnippetText.Placeholder(string)
    let string = placeholder?.text ?? string
    let quotes: (String, String)
    if isJSON || quote == 0x22 {
      quotes = ("\"", Self.escaped(string))
    } else if quote == 0x27 {
      quotes = ("'", string.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))
    } else {
      quotes = string.isEmpty || isPlain(string) ? ("", string) : ("\"", Self.escaped(string))
    }
    text.append(quotes.0)
    // A text without contents is one that a person must write.
    if placeholder != nil || string.isEmpty { text.append(placeholder: quotes.1) } else { text.append(quotes.1) }
    text.append(quotes.0)
  }

  private func append(_ elements: [SchemaValue], indentation: String, to text: inout SnippetText) {
    if isFlow || !elements.contains(where: Self.isBlock) {
      text.append("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { text.append(", ") }
        append(element, indentation: indentation, to: &text)
      }
      return text.append("]")
    }
    for element in elements {
      text.append(lineBreak + indentation + unit + "- ")
      appendItem(element, indentation: indentation + unit + "  ", to: &text)
    }
  }

  /// An element behind its dash: an object begins on the line of the dash.
  private func appendItem(_ element: SchemaValue, indentation: String, to text: inout SnippetText) {
    guard case .object(let members) = element, !members.isEmpty else {
      return append(element, indentation: indentation, to: &text)
    }
    for (index, member) in members.enumerated() {
      if index > 0 { text.append(lineBreak + indentation) }
      appendMember(member, indentation: indentation, to: &text)
    }
  }

  private func append(_ members: [SchemaValue.Member], indentation: String, to text: inout SnippetText) {
    if members.isEmpty { return text.append("{}") }
    let isOneLine = isFlow && (!isJSON || isWithinLine)
    let inner = indentation + unit
    if isFlow { text.append("{") }
    for (index, member) in members.enumerated() {
      if isFlow, index > 0 { text.append(",") }
      text.append(isOneLine ? " " : lineBreak + inner)
      appendMember(member, indentation: inner, to: &text)
    }
    if isFlow { text.append(isOneLine ? " }" : lineBreak + indentation + "}") }
  }

  private func appendMember(_ member: SchemaValue.Member, indentation: String, to text: inout SnippetText) {
    let quote = isJSON ? "\"" : ""
    text.append(quote)
    if let placeholder = SnippetText.Placeholder(member.name) {
      text.append(placeholder: placeholder.text)
    } else {
      text.append(isJSON ? Self.escaped(member.name) : member.name)
    }
    text.append(quote)
    append(valueOf: member.value, indentation: indentation, to: &text)
  }

  // MARK: Style

  /// Whether the container that is written in begins and ends on the caret's line: then what is added does so too.
  private var isWithinLine: Bool {
    let path = if case .name = context.role { context.path } else { Array(context.path.dropLast()) }
    guard let node = SchemaPlace.value(at: path, in: document) else { return false }
    let range = document.range(node)
    let lines = document.text.lines
    return range.length > 2 && lines.line(at: range.start) == lines.line(at: range.end)
  }

  /// The indentation of the caret's line, its tabs included.
  var lineIndentation: String {
    let content = document.text.contentRange(ofLine: document.text.lines.line(at: context.replacing.start))
    let blank = document.text.slice(content).prefix { $0 == 0x20 || $0 == 0x09 }
    return String(decoding: blank, as: UTF8.self)
  }

  /// The first indentation that the text uses; two spaces in a text without any.
  private static func indentationUnit(of document: Document) -> String {
    for line in 0..<min(document.text.lines.lineCount, 400) {
      let bytes = document.text.slice(document.text.contentRange(ofLine: line))
      let blank = bytes.prefix { $0 == 0x20 || $0 == 0x09 }
      guard !blank.isEmpty, blank.count < bytes.count, blank.count <= 8 else { continue }
      if blank.first == 0x09 { return document.format.isJSON ? "\t" : "  " }
      return String(repeating: " ", count: blank.count)
    }
    return "  "
  }

  /// Whether YAML reads the text without quotes as this very text: its own parser knows best.
  private func isPlain(_ string: String) -> Bool {
    let sample = Document(SourceText(context.isFlow ? "[\(string)]" : "- \(string)"), format: .yaml)
    guard sample.syntaxErrors(limit: 1).isEmpty, let list = sample.topValue() else { return false }
    let elements = sample.elements(list)
    return elements.count == 1 && elements.first.flatMap(sample.scalar) == .string(string)
  }

  /// The text between double quotes of JSON, which YAML reads too.
  static func escaped(_ string: String) -> String { String(Literal.quoted(string).dropFirst().dropLast()) }
}

import SourceText

/// How the text around a place is written: what new text there should look like.
struct JSONStyle {
  var lineBreak: String
  /// One step of indentation.
  var step: String
  /// What stands between a name and its value.
  var colon: String
  /// What stands behind a comma on one line.
  var space: String

  /// Prints a value. `indentation` is that of the line where it begins; nil keeps it on one line.
  func text(_ literal: Literal, indentation: String?) -> String {
    switch literal {
    case .null: return "null"
    case .boolean(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .string(let value), .expression(let value): return JSONEscapes.quoted(value)
    case .array(let values):
      return list("[", values.map { text($0, indentation: indentation.map { $0 + step }) }, "]", indentation)
    case .object(let properties):
      let inner = indentation.map { $0 + step }
      return list("{", properties.map { property($0.name, $0.value, indentation: inner) }, "}", indentation)
    }
  }

  func property(_ name: String, _ value: Literal, indentation: String?) -> String {
    JSONEscapes.quoted(name) + colon + text(value, indentation: indentation)
  }

  private func list(_ opener: String, _ entries: [String], _ closer: String, _ indentation: String?) -> String {
    if entries.isEmpty { return opener + closer }
    guard let indentation else {
      let padding = opener == "{" ? space : ""
      return opener + padding + entries.joined(separator: "," + space) + padding + closer
    }
    let line = lineBreak + indentation + step
    return opener + line + entries.joined(separator: "," + line) + lineBreak + indentation + closer
  }
}

extension Document {
  /// The style at a container, taken from its entries, from those around it, or from the whole text.
  func jsonStyle(at container: Node, around: [Node]) -> JSONStyle {
    let chain = around + [container]
    var step: String?
    var colon: String?
    for node in chain.reversed() {
      let units = jsonUnits(node)
      if step == nil, node.index != 0, let unit = units.first(where: { beginsLine($0.range.start) }) {
        let outer = indentation(at: node.start)
        let inner = indentation(at: unit.range.start)
        if inner.hasPrefix(outer), inner.utf8.count > outer.utf8.count { step = String(inner.dropFirst(outer.count)) }
      }
      if colon == nil { colon = units.lazy.compactMap { self.jsonColon($0) }.last }
    }
    if colon == nil, let top = jsonTopValue() { colon = jsonUnits(top).lazy.compactMap { self.jsonColon($0) }.first }
    let separator = colon ?? ": "
    return JSONStyle(
      lineBreak: text.lineBreak, step: step ?? firstIndentation ?? "  ", colon: separator, space: separator == ":" ? "" : " ")
  }

  /// What stands between the name and the value of a property, if that is a colon and spaces.
  private func jsonColon(_ unit: JSONUnit) -> String? {
    guard let key = unit.key, kind(unit.value) != .missing, kind(key) != .missing else { return nil }
    let between = text.string(ByteRange(end(key), unit.value.start))
    guard between.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x3a }), between.utf8.filter({ $0 == 0x3a }).count == 1 else { return nil }
    return between
  }
}

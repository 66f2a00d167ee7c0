import SyntaxTree

extension SchemaDocument {
  /// Markdown about the value at `path` for a hover; nil where the schema says nothing about it.
  public func description(at path: [CaretContext.Step]) -> String? {
    let nodes = SchemaOutline(self).nodes(at: path)
    let notes = nodes.notes
    guard let text = notes.description ?? notes.title else { return nil }
    var parts: [String] = []
    let name = path.last.flatMap { if case .property(let name) = $0 { name } else { nil } }
    let types = nodes.types.map(\.rawValue).joined(separator: " | ")
    if let name { parts.append("**\(name)**" + (types.isEmpty ? "" : ": `\(types)`")) }
    if notes.isDeprecated { parts.append("*Deprecated.*") }
    parts.append(text)
    let allowed = nodes.allowedValues
    if allowed.count > 1, allowed != [.boolean(true), .boolean(false)] {
      let lines = allowed.map { value in
        let note = notes.valueNotes.first { $0.name == value.display }?.value.text
        return "- `\(value.display)`" + (note.map { ": \($0)" } ?? "")
      }
      parts.append(lines.joined(separator: "\n"))
    }
    if let preferred = notes.preferred { parts.append("Complies with the policy: `\(preferred.display)`") }
    if let value = notes.defaultValue { parts.append("When absent: `\(value.display)`") }
    return parts.joined(separator: "\n\n")
  }
}

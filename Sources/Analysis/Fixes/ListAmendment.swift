import SourceText
import SyntaxTree

extension Document {
  /// The edits that add to a written list the texts that it lacks, so that what is in it stays as it is, comments and lines among it. Nil
  /// where it is not a list of plain texts, or has others than the wanted ones.
  func textEdits(adding wanted: [String], to list: Node) -> [TextEdit]? {
    guard let written = plainTexts(in: list) else { return nil }
    let known = Set(wanted.map { $0.lowercased() })
    guard !written.isEmpty, known.isSuperset(of: written) else { return nil }
    var document = self
    var text = EditedText(document.text.bytes)
    let start = range(list).start
    for word in wanted where !written.contains(word.lowercased()) {
      guard let list = document.list(at: start) else { return nil }
      let edits = document.textEdits(for: .insert(into: list, path: [], .string(word)))
      guard !edits.isEmpty else { return nil }
      text.apply(edits)
      document = Document(SourceText(text.bytes), format: format)
    }
    return text.edits
  }

  /// The texts of a list in lower case; nil where one of its elements is anything but a text that is written out.
  private func plainTexts(in list: Node) -> Set<String>? {
    guard isList(list) else { return nil }
    var texts: Set<String> = []
    switch format {
    case .json, .yaml:
      for element in elements(list) {
        guard case .string(let text)? = scalar(element) else { return nil }
        texts.insert(text.lowercased())
      }
    case .bicep, .hcl:
      let quote: Character = format == .bicep ? "'" : "\""
      for element in format == .bicep ? BicepSyntax(self).elements(of: list) : hclChildren(list) {
        let text = string(element)
        guard text.count > 2, text.first == quote, text.last == quote, text.dropFirst().dropLast().allSatisfy(\.isLetter) else {
          return nil
        }
        texts.insert(text.dropFirst().dropLast().lowercased())
      }
    }
    return texts
  }

  private func isList(_ node: Node) -> Bool { dataKind(node) == .array || [.bicepArray, .hclTuple].contains(kind(node)) }

  /// The list that begins at an offset.
  private func list(at start: Int) -> Node? {
    var node = root
    while let next = children(node).first(where: { range($0).start <= start && start < range($0).end }) {
      if range(next).start == start, isList(next) { return next }
      node = next
    }
    return nil
  }
}

import SourceText

/// A change to a document, said without its notation. `Document.textEdits(for:)` prints it in the style of the text around it.
public enum Rewrite: Hashable, Sendable {
  /// The value at the node becomes another one. In Bicep and HCL any expression may.
  case replace(Node, Literal)
  /// Below an object the property at the path gets a value; objects on the way that are missing are made. An array at `into`
  /// with an empty path gets one more element. Bicep: a declaration stands for the object that it holds, behind `if` and `for`.
  /// HCL: in the body of a file or block all names but the last are those of blocks, in an object those of objects.
  case insert(into: Node, path: [String], Literal)
  /// The property (given by its value) or the element goes away, with its separator and, where it had lines of its own, these.
  /// So do a Bicep declaration and an HCL block, given by their own nodes.
  case remove(Node)
  /// The property's name (given by its key) becomes another one.
  case rename(Node, String)
}

extension Document {
  /// The smallest edits that make the change, in the style of the text around it: indentation by spaces or tabs, one line or
  /// several, quotes, trailing commas, line breaks, comments kept. Empty where it cannot be made.
  public func textEdits(for rewrite: Rewrite) -> [TextEdit] {
    switch format {
    case .json: jsonTextEdits(for: rewrite)
    case .yaml: yamlTextEdits(for: rewrite)
    case .hcl: harmless(hclTextEdits(for: rewrite))
    case .bicep: harmless(bicepTextEdits(for: rewrite))
    }
  }

  /// The edits, unless the text is broken already and they would make more mistakes of it: where a bracket is not closed, what is
  /// written before the next line may be read as something else.
  private func harmless(_ edits: [TextEdit]) -> [TextEdit] {
    guard !edits.isEmpty, tape.words.contains(where: TapeWord.hasError) else { return edits }
    let after = Document(SourceText(text.bytes.applying(edits).text), format: format)
    return after.syntaxErrors().count > syntaxErrors().count ? [] : edits
  }
}

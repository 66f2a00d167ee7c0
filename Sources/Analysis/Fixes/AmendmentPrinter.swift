import EncryptionModel
import Lowering
import SourceText
import SyntaxTree

/// Prints one amendment in its file.
struct AmendmentPrinter {
  let source: SourceFile
  let nodes: NodeIndex

  /// Nil where it cannot be printed.
  func edits(for amendment: Amendment) -> [TextEdit]? {
    let document = source.document
    switch amendment {
    case .set(let slot, let value):
      switch slot.target {
      case .value(let site):
        guard let node = node(site), let literal = Spelling.literal(value, slot.vocabulary) else { return nil }
        return document.textEdits(for: .replace(node, literal))
      case .property(in: let site, let path):
        guard let node = node(site), let literal = Spelling.literal(value, slot.vocabulary, path: path) else { return nil }
        return document.textEdits(for: .insert(into: node, path: path, literal))
      }
    case .remove(let site):
      return node(site).map { document.textEdits(for: .remove($0)) }
    case .rename(let site, let name):
      return node(site).map { document.textEdits(for: .rename($0, name)) }
    case .removeText(let site):
      return source.items.range(of: site).map { [TextEdit(wholeLine(around: $0), "")] }
    case .replaceText(let site, let text):
      return source.items.range(of: site).map { [TextEdit($0, text)] }
    }
  }

  /// Several properties of one missing object, written at once. Nil where one of them cannot be printed.
  func edits(forProperties amendments: [Amendment]) -> [TextEdit]? {
    var properties: [Literal.Property] = []
    var into: (node: Node, path: [String])?
    for case .set(let slot, let value) in amendments {
      guard case .property(in: let site, let path) = slot.target, let name = path.last, let node = node(site),
        let literal = Spelling.literal(value, slot.vocabulary, path: path)
      else { return nil }
      into = (node, Array(path.dropLast()))
      properties.append(Literal.Property(name, literal))
    }
    return into.map { source.document.textEdits(for: .insert(into: $0.node, path: $0.path, .object(properties))) }
  }

  /// The entry whose bytes are those of the site; of several, the innermost.
  private func node(_ site: Site) -> Node? {
    guard let range = source.items.range(of: site) else { return nil }
    return nodes.node(range, in: source)
  }

  /// The range with its line, where nothing else stands on it; else with the white space before it.
  private func wholeLine(around range: ByteRange) -> ByteRange {
    let text = source.document.text
    let bytes = text.bytes
    var start = range.start
    while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
    let startsLine = start == 0 || bytes[start - 1] == 0x0a || bytes[start - 1] == 0x0d
    var end = range.end
    while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
    let endsLine = end == bytes.count || bytes[end] == 0x0a || bytes[end] == 0x0d
    guard startsLine else { return ByteRange(start, range.end) }
    guard endsLine else { return range }
    if end < bytes.count, bytes[end] == 0x0d { end += 1 }
    if end < bytes.count, bytes[end] == 0x0a { end += 1 }
    return ByteRange(start, end)
  }
}

/// The entries of files by their bytes, found in one walk a file: many fixes in a large file must not each walk it.
final class NodeIndex {
  private var files: [FileID: [ByteRange: Node]] = [:]

  func node(_ range: ByteRange, in source: SourceFile) -> Node? {
    if let known = files[source.id] { return known[range] }
    let document = source.document
    var nodes: [ByteRange: Node] = [:]
    var open = [document.root]
    while let node = open.popLast() {
      // A child comes after its parent, so that of equal ranges the innermost stays.
      nodes[document.range(node)] = node
      for child in document.children(node) { open.append(child) }
    }
    files[source.id] = nodes
    return nodes[range]
  }
}

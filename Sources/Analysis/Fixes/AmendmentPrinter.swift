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
        if case .keyForm(let form) = value {
          guard let range = source.items.range(of: site) else { return nil }
          return KeyFormText.rewritten(document.text.string(range), as: form).map { [TextEdit(range, $0)] }
        }
        guard let node = node(site), let literal = literal(value, slot) else { return nil }
        if case .array(let elements) = literal, let edits = document.textEdits(adding: elements.compactMap(\.text), to: node) {
          return edits
        }
        return document.textEdits(for: .replace(node, literal))
      case .text(let site):
        guard case .text(let text) = value else { return nil }
        return source.items.range(of: site).map { [TextEdit($0, text)] }
      case .property(in: let site, let path):
        guard let node = node(site), let literal = literal(value, slot, path: path) else { return nil }
        // A map is one argument, where a block would be one more.
        if slot.vocabulary == .azurerm, let map = path.first, Spelling.isMapArgument(map), path.count == 2, let name = path.last {
          return document.textEdits(for: .insert(into: node, path: [map], .object([Literal.Property(name, literal)])))
        }
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
    case .replaceWords(let site, let words):
      return source.items.range(of: site).flatMap { replacement(in: $0, words) }
    case .refer(let slot, let name):
      return DeclarationNameText.edits(name, at: slot, in: source, node: node)
    case .declare(let resource, beside: let site):
      return NewResourceText.edits(resource, beside: site, in: source)
    }
  }

  /// Several values in one missing object, written at once. Nil where one of them cannot be printed.
  func edits(forProperties amendments: [Amendment]) -> [TextEdit]? {
    var values: [(path: [String], literal: Literal)] = []
    var object: Node?
    for case .set(let slot, let value) in amendments {
      guard case .property(in: let site, let path) = slot.target, let node = node(site),
        let literal = literal(value, slot, path: path)
      else { return nil }
      object = node
      values.append((path, literal))
    }
    return object.map { source.document.textEdits(forInserting: values, into: $0) }
  }

  private func literal(_ value: AmendedValue, _ slot: Slot, path: [String] = []) -> Literal? {
    let literal: Literal? =
      switch value {
      case .keyReference(let choice, of: let kind): KeyText(choice, in: source).reference(of: kind, slot.vocabulary)
      case .vaultID(let choice): KeyText(choice, in: source).vaultID(slot.vocabulary)
      case .vaultAddress(let choice): KeyText(choice, in: source).vaultAddress
      default: Spelling.literal(value, slot.vocabulary, path: path)
      }
    return literal.flatMap { slot.accepts($0) ? $0 : nil }
  }

  /// The edit of the one place at which one of the words stands, in any case of letters.
  private func replacement(in range: ByteRange, _ words: [String: String]) -> [TextEdit]? {
    let text = source.document.text.bytes
    guard range.start >= 0, range.start <= range.end, range.end <= text.count else { return nil }
    func folded(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte }
    let bytes = text[range.start..<range.end].map(folded)
    var found: [TextEdit] = []
    for (word, other) in words where !word.isEmpty {
      let wanted = word.utf8.map(folded)
      guard bytes.count >= wanted.count else { continue }
      for start in 0...(bytes.count - wanted.count) where bytes[start..<start + wanted.count].elementsEqual(wanted) {
        found.append(TextEdit(ByteRange(range.start + start, range.start + start + wanted.count), other))
      }
    }
    return found.count == 1 ? found : nil
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

extension Literal {
  fileprivate var text: String? { if case .string(let text) = self { text } else { nil } }
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

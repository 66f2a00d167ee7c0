import SourceText
import Testing

@testable import SyntaxTree

@Suite("JSON: rewriting real templates", .enabled(if: JSONCorpora.isThere, "the corpora are not beside the package"))
struct JSONRewritePropertyTests {
  /// Real templates in four spellings: as they are, with CRLF and tabs, with trailing commas, with everything on one line.
  static func texts() -> [(name: String, text: String, options: JSONOptions)] {
    let files = JSONCorpora.files("quickstarts-six") + JSONCorpora.files("arm-docs-samples") + JSONCorpora.files("foundry-samples")
    return files.enumerated().compactMap { index, file in
      let text = String(decoding: JSONCorpora.bytes(file), as: UTF8.self)
      guard text.utf8.count < 30_000 else { return nil }
      switch index % 4 {
      case 1:
        let spelling = text.replacing("\r\n", with: "\n").replacing("    ", with: "\t").replacing("\n", with: "\r\n")
        return (file.path, spelling, .armTemplate)
      case 2: return (file.path, text.replacing("\"\n", with: "\",\n").replacing("}\n", with: "},\n"), .relaxed)
      case 3: return (file.path, text.replacing("\r", with: "").replacing("\n", with: " "), .armTemplate)
      default: return (file.path, text, .armTemplate)
      }
    }
  }

  /// All containers and values of a document, each with the path of names and indexes to it.
  static func places(_ document: Document) -> [(node: Node, path: [String], parent: Node?)] {
    guard let top = document.topValue() else { return [] }
    var places: [(node: Node, path: [String], parent: Node?)] = [(top, [], nil)]
    var next = 0
    while next < places.count, places.count < 20_000 {
      let (node, path, _) = places[next]
      var names: Set<String> = []
      // A name that is there twice is no path to its second value.
      for member in document.members(node) where names.insert(member.name).inserted {
        places.append((member.value, path + [member.name], node))
      }
      for (index, element) in document.elements(node).enumerated() { places.append((element, path + ["\(index)"], node)) }
      next += 1
    }
    return places
  }

  static func at(_ path: [String], _ document: Document) -> Node? {
    path.reduce(document.topValue()) { node, name in
      guard let node else { return nil }
      if document.dataKind(node) == .array {
        let elements = document.elements(node)
        return Int(name).flatMap { $0 < elements.count ? elements[$0] : nil }
      }
      return document.value(node, name)
    }
  }

  /// Makes the rewrite; nil where it makes none. No mistake may be new, no comment lost but those that go with what is removed.
  static func result(_ document: Document, _ rewrite: Rewrite, _ name: String) -> Document? {
    let edits = document.textEdits(for: rewrite)
    if edits.isEmpty { return nil }
    let (bytes, refused) = document.text.bytes.applying(edits)
    #expect(refused.isEmpty, "\(name): \(rewrite)")
    let after = Document(SourceText(bytes), format: document.format)
    let shown = edits.map {
      (document.text.string(ByteRange($0.range.start - 60, $0.range.end + 60)), String(decoding: $0.replacement, as: UTF8.self))
    }
    let before = document.syntaxErrors().count
    #expect(after.syntaxErrors().count <= before, "\(name): \(shown) \(after.syntaxErrors().map(\.message).prefix(3))")
    if after.syntaxErrors().count > before { return nil }
    if case .remove = rewrite { return after }
    if case .replace = rewrite { return after }
    #expect(after.comments().count >= document.comments().count, "\(name): \(shown)")
    return after
  }

  @Test("What is inserted, replaced, removed and renamed is read again as asked, and nothing else changes")
  func everyPlace() {
    var random = SplitMix(state: 11)
    var made = 0
    for (name, text, options) in Self.texts() {
      let document = Document(SourceText(text), format: .json(options))
      let places = Self.places(document)
      for _ in 0..<min(5, places.count) {
        let (node, path, parent) = places[Int(random.next() % UInt64(places.count))]
        let literal = Literal.object([.init("x", .array([.integer(1), .string("two")])), .init("y", .object([]))])
        let printed = "{x:[1,'two'],y:{}}"
        switch document.dataKind(node) {
        case .object:
          guard let after = Self.result(document, .insert(into: node, path: ["cmk", "new"], literal), name) else { continue }
          #expect(Self.at(path + ["cmk", "new"], after).map { data(after, $0) } == printed, "\(name) \(path)")
          let count = document.members(node).count
          #expect(Self.at(path, after).map { after.members($0).count } == count + 1, "\(name) \(path)")
        case .array:
          guard let after = Self.result(document, .insert(into: node, path: [], literal), name) else { continue }
          let elements = Self.at(path, after).map { after.elements($0) } ?? []
          #expect(
            elements.count == document.elements(node).count + 1 && elements.last.map { data(after, $0) } == printed, "\(name) \(path)")
        default: break
        }
        if let after = Self.result(document, .replace(node, literal), name) {
          #expect(Self.at(path, after).map { data(after, $0) } == printed, "\(name) \(path)")
        }
        guard let parent else { continue }
        let before = document.members(parent)
        if let member = before.first(where: { $0.value == node }), before.filter({ $0.name == member.name }).count == 1 {
          if let after = Self.result(document, .rename(member.key, "ren\"amed"), name) {
            #expect(Self.at(path.dropLast() + ["ren\"amed"], after).map { data(after, $0) } == data(document, node), "\(name) \(path)")
          }
          if let after = Self.result(document, .remove(node), name) {
            let left = Self.at(Array(path.dropLast()), after).map { data(after, $0) }
            let expected =
              "{" + before.filter { $0.value != node }.map { "\($0.name):\(data(document, $0.value))" }.joined(separator: ",") + "}"
            #expect(left == expected, "\(name) \(path)")
          }
        } else if document.dataKind(parent) == .array, let after = Self.result(document, .remove(node), name) {
          let left = Self.at(Array(path.dropLast()), after).map { data(after, $0) }
          let expected = "[" + document.elements(parent).filter { $0 != node }.map { data(document, $0) }.joined(separator: ",") + "]"
          #expect(left == expected, "\(name) \(path)")
        }
        made += 1
      }
    }
    #expect(made > 1000)
  }
}

/// The value of a node in the shortest notation; `_` for what is missing or cannot be read.
func data(_ document: Document, _ node: Node?) -> String {
  guard let node else { return "_" }
  switch document.dataKind(node) {
  case .object: return "{" + document.members(node).map { "\($0.name):\(data(document, $0.value))" }.joined(separator: ",") + "}"
  case .array: return "[" + document.elements(node).map { data(document, $0) }.joined(separator: ",") + "]"
  case .missing: return "_"
  default:
    switch document.scalar(node) {
    case .string(let text): return "'" + text + "'"
    case .integer(let value): return "\(value)"
    case .number(let value): return "\(value)"
    case .boolean(let value): return "\(value)"
    case .null: return "null"
    case nil: return "_"
    }
  }
}

import SourceText
import Testing

@testable import SyntaxTree

@Suite("HCL: rewriting real files", .enabled(if: JSONCorpora.isThere, "the corpora are not beside the package"))
struct HCLRewritePropertyTests {
  /// Every third real file, in four spellings: as it is, with CRLF, with tabs, without aligned signs.
  static func texts() -> [(name: String, text: String)] {
    let sets = [
      "avm-tf-keyvault-vault", "avm-tf-cognitiveservices-account", "avm-tf-machinelearningservices-workspace",
      "avm-tf-storage-storageaccount", "avm-tf-documentdb-databaseaccount", "avm-tf-search-searchservice", "avm-tf-ptn-aiml-ai-foundry",
      "avm-tf-ptn-aiml-landing-zone", "azurerm-examples", "azapi-examples", "sample-tf-openai", "hcl-opentofu-testdata",
    ]
    let files = sets.flatMap { JSONCorpora.files($0, endings: [".tf", ".tfvars", ".hcl"]) }
    return files.enumerated().compactMap { index, file in
      let text = String(decoding: JSONCorpora.bytes(file), as: UTF8.self)
      guard index % 3 == 0, text.utf8.count < 40_000 else { return nil }
      switch index % 4 {
      case 1: return (file.path, text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))
      case 2: return (file.path, text.replacing("  ", with: "\t"))
      case 3:
        var joined = text
        while joined.contains("  = ") { joined = joined.replacing("  = ", with: " = ") }
        return (file.path, joined)
      default: return (file.path, text)
      }
    }
  }

  struct Place {
    let node: Node
    /// Numbers of children that are no mistakes, from the root on.
    let path: [Int]
    let parent: Node
  }

  static func places(_ document: Document) -> [Place] {
    var places: [Place] = []
    var open: [(node: Node, path: [Int])] = [(document.root, [])]
    while let (node, path) = open.popLast() {
      for (index, child) in document.hclChildren(node).enumerated() {
        places.append(Place(node: child, path: path + [index], parent: node))
        if document.isContainer(child) { open.append((child, path + [index])) }
      }
    }
    return places
  }

  static func at(_ path: some Sequence<Int>, _ document: Document) -> Node? {
    path.reduce(document.root) { (node: Node?, index) in
      guard let node else { return nil }
      let children = document.hclChildren(node)
      return index < children.count ? children[index] : nil
    }
  }

  /// What a node says, without white space.
  static func reading(_ document: Document, _ node: Node?) -> String {
    guard let node else { return "_" }
    switch document.kind(node) {
    case .hclObject, .hclBody, .root: return "{" + entries(document, node).joined(separator: ",") + "}"
    case .hclTuple: return "[" + entries(document, node).joined(separator: ",") + "]"
    case .hclString: return "'" + (document.hclString(node) ?? "?") + "'"
    case .hclAttribute, .hclObjectItem, .hclBlock:
      return document.hclChildren(node).map { reading(document, $0) }.joined(separator: ":")
    default: return document.string(node)
    }
  }

  static func entries(_ document: Document, _ node: Node) -> [String] {
    document.hclChildren(node).map { reading(document, $0) }
  }

  static func result(_ document: Document, _ rewrite: Rewrite, _ name: String) -> Document? {
    let edits = document.textEdits(for: rewrite)
    if edits.isEmpty { return nil }
    let (bytes, refused) = document.text.bytes.applying(edits)
    #expect(refused.isEmpty, "\(name): \(rewrite)")
    let after = Document(SourceText(bytes), format: .hcl)
    let before = document.syntaxErrors().count
    let shown = edits.map {
      (document.text.string(ByteRange($0.range.start - 60, $0.range.end + 60)), String(decoding: $0.replacement, as: UTF8.self))
    }
    #expect(after.syntaxErrors().count <= before, "\(name): \(shown) \(after.syntaxErrors().map(\.message).prefix(3))")
    if after.syntaxErrors().count > before { return nil }
    switch rewrite {
    case .remove, .replace: break
    case .insert, .rename: #expect(after.comments().count >= document.comments().count, "\(name): \(shown)")
    }
    return after
  }

  @Test("What is inserted, replaced and removed is read again as asked, and nothing else changes")
  func everyPlace() {
    var random = SplitMix(state: 23)
    var made = 0
    let literal = Literal.object([.init("x", .array([.integer(-1), .string("\"${two}")])), .init("y z", .object([]))])
    let printed = "{x:[-1,'\"${two}'],'y z':{}}"
    for (name, text) in Self.texts() {
      let document = Document(SourceText(text), format: .hcl)
      let places = Self.places(document)
      if document.syntaxErrors().isEmpty, !places.isEmpty { made += 1 } else { continue }
      for _ in 0..<8 {
        let place = places[Int(random.next() % UInt64(places.count))]
        let kind = document.kind(place.node)
        let context = "\(name) \(place.path) \(kind.rawValue)"
        // An object may want its keys in quotes.
        func plain(_ reading: String) -> String { reading.replacing("'", with: "") }
        switch kind {
        case .hclBody, .hclObject:
          for path in [["cmk_new"], ["cmk", "new"]] {
            let after = Self.result(document, .insert(into: place.node, path: path, literal), name)
            #expect(after != nil, "\(context)")
            guard let after, let container = Self.at(place.path, after) else { continue }
            let old = Self.entries(document, place.node)
            let added = Self.entries(after, container)
            #expect(added.count == old.count + 1, "\(context)")
            // Exactly one entry is new.
            let difference = added.difference(from: old)
            #expect(difference.insertions.count == 1 && difference.removals.isEmpty, "\(context) \(difference)")
            if case .insert(_, let entry, _)? = difference.insertions.first {
              let name = path.count == 1 ? "cmk_new:" : "cmk:{new:"
              let value = plain(printed) + (path.count == 1 ? "" : "}")
              #expect(plain(entry) == name + value, "\(context)")
            }
          }
        case .hclTuple:
          guard let after = Self.result(document, .insert(into: place.node, path: [], literal), name) else { continue }
          let added = Self.at(place.path, after).map { Self.entries(after, $0) } ?? []
          #expect(Array(added.dropLast()) == Self.entries(document, place.node), "\(context)")
        default: break
        }
        if let after = Self.result(document, .replace(place.node, literal), name) {
          let new = Self.at(place.path, after)
          #expect(plain(Self.reading(after, new)) == plain(printed), "\(context)")
          if let new {
            let (twice, _) = after.text.bytes.applying(after.textEdits(for: .replace(new, literal)))
            #expect(twice == after.text.bytes, "\(context)")
          }
        }
        let isItem = [.hclAttribute, .hclObjectItem, .hclBlock].contains(kind) || document.kind(place.parent) == .hclTuple
        guard isItem, let after = Self.result(document, .remove(place.node), name) else { continue }
        var left = Self.entries(document, place.parent)
        if let index = place.path.last, index < left.count { left.remove(at: index) }
        #expect(Self.at(place.path.dropLast(), after).map { Self.entries(after, $0) } == left, "\(context)")
        if let key = document.hclChildren(place.node).first, kind == .hclAttribute || kind == .hclObjectItem {
          let renamed = Self.result(document, .rename(key, "renamed_to_a_longer_name"), name)
          let item = renamed.flatMap { Self.at(place.path, $0) }
          let parts = item.flatMap { renamed?.hclChildren($0) } ?? []
          #expect(renamed.map { $0.string(parts[0]).contains("renamed_to_a_longer_name") } == true, "\(context)")
        }
      }
    }
    #expect(made > 200)
  }

  @Test("Broken text is rewritten without harm")
  func broken() {
    var random = SplitMix(state: 37)
    for (name, text) in Self.texts().filter({ $0.text.utf8.count < 4000 }).prefix(150) {
      var bytes = Array(text.utf8)
      for _ in 0..<3 where bytes.count > 20 {
        let start = Int(random.next() % UInt64(bytes.count - 10))
        bytes.removeSubrange(start..<(start + Int(random.next() % 10)))
      }
      let document = Document(SourceText(bytes), format: .hcl)
      checkBrokenRewrites(document, name, &random)
    }
  }

  @Test("Any expression is replaced by any value, or by none")
  func everyExpression() {
    var random = SplitMix(state: 31)
    let literals: [Literal] = [
      .null, .boolean(true), .integer(-7), .string("a\"b"), .array([.integer(1)]), .object([.init("a", .array([]))]), .array([]),
    ]
    for (name, text) in Self.texts() {
      let document = Document(SourceText(text), format: .hcl)
      let places = Self.places(document)
      if places.isEmpty { continue }
      for _ in 0..<12 {
        let node = places[Int(random.next() % UInt64(places.count))].node
        guard let literal = literals.randomElement(using: &random) else { continue }
        _ = Self.result(document, .replace(node, literal), name)
        _ = Self.result(document, .remove(node), name)
        _ = document.textEdits(for: .insert(into: node, path: ["a"], literal))
      }
    }
  }
}

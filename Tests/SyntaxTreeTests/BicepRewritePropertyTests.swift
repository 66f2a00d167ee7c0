import SourceText
import Testing

@testable import SyntaxTree

@Suite("Bicep: rewriting real files", .enabled(if: BicepCorpus.isPresent, "the corpora are not beside the package"))
struct BicepRewritePropertyTests {
  /// Every third real file, in four spellings: as it is, with CRLF, with tabs, with spread empty objects and comments.
  static func texts() -> [(name: String, text: String)] {
    let files = BicepCorpus.files {
      $0.hasPrefix("avm-bicep") || $0.hasPrefix("bicep-docs") || $0.hasPrefix("quickstarts") || $0.contains("/Files/baselines")
        || $0.hasPrefix("bicep-user-submitted")
    }
    return files.enumerated().compactMap { index, file in
      guard index % 3 == 0, file.bytes.count < 40_000 else { return nil }
      let text = String(decoding: file.bytes, as: UTF8.self)
      switch index % 4 {
      case 1: return (file.path, text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))
      case 2: return (file.path, text.replacing("  ", with: "\t"))
      case 3: return (file.path, text.replacing("{}", with: "{\n}").replacing("]\n", with: "] // behind\n"))
      default: return (file.path, text)
      }
    }
  }

  struct Place {
    let node: Node
    /// The number of the declaration, and names and numbers from there on.
    let path: [String]
    let parent: Node?
  }

  /// The values of declarations, and the properties and elements in them.
  static func places(_ syntax: BicepSyntax) -> [Place] {
    var places: [Place] = []
    for (index, declaration) in syntax.declarations.enumerated() {
      guard let node = syntax.container(at: declaration) else { continue }
      places.append(Place(node: node, path: ["\(index)"], parent: nil))
    }
    var next = 0
    while next < places.count {
      let place = places[next]
      next += 1
      var names: Set<String> = []
      for property in syntax.properties(of: place.node) {
        guard let name = property.name, let value = property.value, names.insert(name).inserted else { continue }
        places.append(Place(node: value, path: place.path + [name], parent: place.node))
      }
      if syntax.kind(place.node) == .bicepArray {
        for (index, element) in syntax.elements(of: place.node).enumerated() {
          places.append(Place(node: element, path: place.path + ["\(index)"], parent: place.node))
        }
      }
    }
    return places
  }

  static func at(_ path: [String], _ syntax: BicepSyntax) -> Node? {
    let declarations = syntax.declarations
    guard let first = path.first.flatMap({ Int($0) }), first < declarations.count else { return nil }
    var node = syntax.container(at: declarations[first])
    for name in path.dropFirst() {
      guard let container = node else { return nil }
      if syntax.kind(container) == .bicepArray {
        let elements = syntax.elements(of: container)
        node = Int(name).flatMap { $0 < elements.count ? elements[$0] : nil }
      } else {
        node = syntax.value(of: name, in: container)
      }
    }
    return node
  }

  /// What a node says: literals by their values, all else by its text.
  static func reading(_ syntax: BicepSyntax, _ node: Node?) -> String {
    guard let node else { return "_" }
    switch syntax.kind(node) {
    case .bicepObject: return "{" + entries(syntax, node).joined(separator: ",") + "}"
    case .bicepArray: return "[" + entries(syntax, node).joined(separator: ",") + "]"
    case .bicepString: return "'" + (syntax.string(node) ?? "?") + "'"
    default: return syntax.text(node)
    }
  }

  static func entries(_ syntax: BicepSyntax, _ node: Node, without: Node? = nil) -> [String] {
    syntax.parts(of: node).compactMap { entry in
      guard syntax.kind(entry) == .property else { return entry == without ? nil : reading(syntax, entry) }
      let parts = syntax.parts(of: entry)
      if let without, parts.last == without { return nil }
      return parts.map { reading(syntax, $0) }.joined(separator: ":").replacing("'", with: "")
    }
  }

  /// Makes the rewrite; nil where it makes none. No mistake may be new, no byte outside of the edits change.
  static func result(_ document: Document, _ rewrite: Rewrite, _ name: String) -> BicepSyntax? {
    let edits = document.textEdits(for: rewrite)
    if edits.isEmpty { return nil }
    let (bytes, refused) = document.text.bytes.applying(edits)
    #expect(refused.isEmpty, "\(name): \(rewrite)")
    let after = Document(SourceText(bytes), format: .bicep)
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
    return BicepSyntax(after)
  }

  @Test("What is inserted, replaced, removed and renamed is read again as asked, and nothing else changes")
  func everyPlace() {
    var random = SplitMix(state: 17)
    var made = 0
    let literal = Literal.object([.init("x", .array([.integer(-1), .string("it's ${two}")])), .init("y z", .object([]))])
    let printed = "{x:[-1,it's ${two}],y z:{}}"
    func plain(_ syntax: BicepSyntax, _ node: Node?) -> String {
      Self.reading(syntax, node).replacing("'", with: "").replacing("its", with: "it's")
    }
    for (name, text) in Self.texts() {
      let document = Document(SourceText(text), format: .bicep)
      let syntax = BicepSyntax(document)
      let places = Self.places(syntax)
      for _ in 0..<min(4, places.count) {
        let place = places[Int(random.next() % UInt64(places.count))]
        switch syntax.kind(place.node) {
        case .bicepObject where syntax.value(of: "cmk", in: place.node) == nil:
          let edits = document.textEdits(for: .insert(into: place.node, path: ["cmk", "new"], literal))
          #expect(!edits.isEmpty, "\(name) \(place.path)")
          guard let after = Self.result(document, .insert(into: place.node, path: ["cmk", "new"], literal), name) else { continue }
          #expect(plain(after, Self.at(place.path + ["cmk", "new"], after)) == printed, "\(name) \(place.path)")
          let added = Self.at(place.path, after).map { after.parts(of: $0).count }
          #expect(added == syntax.parts(of: place.node).count + 1, "\(name) \(place.path)")
        case .bicepArray:
          guard let after = Self.result(document, .insert(into: place.node, path: [], literal), name) else { continue }
          let elements = Self.at(place.path, after).map { after.elements(of: $0) } ?? []
          #expect(elements.count == syntax.elements(of: place.node).count + 1, "\(name) \(place.path)")
          #expect(plain(after, elements.last) == printed, "\(name) \(place.path)")
        default: break
        }
        if let after = Self.result(document, .replace(place.node, literal), name) {
          let new = Self.at(place.path, after)
          #expect(plain(after, new) == printed, "\(name) \(place.path)")
          // The same again changes nothing.
          if let new {
            let (twice, _) = after.document.text.bytes.applying(after.document.textEdits(for: .replace(new, literal)))
            #expect(twice == after.document.text.bytes, "\(name) \(place.path)")
          }
        }
        guard let parent = place.parent else { continue }
        let isUnique = syntax.properties(of: parent).filter { $0.name == place.path.last }.count == 1
        if syntax.kind(parent) == .bicepObject, !isUnique { continue }
        if let property = syntax.properties(of: parent).first(where: { $0.value == place.node }),
          let after = Self.result(document, .rename(property.key, "re named"), name)
        {
          let renamed = Self.at(place.path.dropLast() + ["re named"], after)
          #expect(Self.reading(after, renamed) == Self.reading(syntax, place.node), "\(name) \(place.path)")
        }
        // In broken files there are entries without a text.
        let left = Self.entries(syntax, parent, without: place.node).filter { !$0.isEmpty }
        guard let after = Self.result(document, .remove(place.node), name) else { continue }
        let found = Self.at(place.path.dropLast(), after).map { Self.entries(after, $0).filter { !$0.isEmpty } }
        #expect(found == left, "\(name) \(place.path)")
        made += 1
      }
    }
    #expect(made > 500)
  }

  @Test("Broken text is rewritten without harm")
  func broken() {
    var random = SplitMix(state: 29)
    for (name, text) in Self.texts().filter({ $0.text.utf8.count < 4000 }).prefix(150) {
      var bytes = Array(text.utf8)
      for _ in 0..<3 where bytes.count > 20 {
        let start = Int(random.next() % UInt64(bytes.count - 10))
        bytes.removeSubrange(start..<(start + Int(random.next() % 10)))
      }
      let document = Document(SourceText(bytes), format: .bicep)
      checkBrokenRewrites(document, name, &random)
    }
  }

  @Test("Any expression is replaced by any value, or by none")
  func everyExpression() {
    var random = SplitMix(state: 5)
    let literals: [Literal] = [
      .null, .boolean(true), .integer(-7), .string("a'b"), .array([.integer(1)]), .object([.init("a", .array([]))]), .array([]),
    ]
    for (name, text) in Self.texts() {
      let document = Document(SourceText(text), format: .bicep)
      var nodes: [Node] = []
      var open = [document.root]
      while let node = open.popLast() {
        for child in document.children(node) where document.kind(child) != .trivia {
          nodes.append(child)
          if document.isContainer(child) { open.append(child) }
        }
      }
      for _ in 0..<min(12, nodes.count) {
        let node = nodes[Int(random.next() % UInt64(nodes.count))]
        guard let literal = literals.randomElement(using: &random) else { continue }
        _ = Self.result(document, .replace(node, literal), name)
        _ = Self.result(document, .remove(node), name)
        _ = document.textEdits(for: .insert(into: node, path: ["a"], literal))
      }
    }
  }
}

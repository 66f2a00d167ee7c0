import SourceText
import Testing

@testable import SyntaxTree

@Suite("JSON: what stands at the caret")
struct JSONCaretTests {
  /// The context at the mark `|`, in one line: path, role, replaced text, prefix; `:` for a separator that follows.
  func caret(_ marked: String, _ options: JSONOptions = .armTemplate) -> String {
    let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let offset = parts[0].utf8.count
    let document = Document(SourceText(parts.joined()), format: .json(options))
    let context = document.caretContext(at: offset)
    let path = context.path.map { step in
      switch step {
      case .property(let name): "/" + name
      case .element(let index): "[\(index)]"
      }
    }.joined()
    #expect(context.replacing.touches(offset))
    #expect(document.text.lines.line(at: context.replacing.start) == document.text.lines.line(at: context.replacing.end))
    switch context.role {
    case .nothing: return "nothing"
    case .value: return "value \(path) <\(document.text.string(context.replacing))> \(context.prefix)"
    case .name(let present):
      let names = present.joined(separator: ",")
      return "name \(path) {\(names)} <\(document.text.string(context.replacing))> \(context.prefix)\(context.hasSeparator ? ":" : "")"
    }
  }

  @Test("In an empty object and behind a comma a name is written")
  func names() {
    #expect(caret("{|}") == "name  {} <> ")
    #expect(caret("{ \"a\": 1, | }") == "name  {a} <> ")
    #expect(caret("{\n  \"a\": 1,\n  |\n}") == "name  {a} <> ")
    #expect(caret("{\n  \"a\": 1\n  |\n}") == "name  {a} <> ")
    #expect(caret("{\n  \"a\": { \"x\": 1, | }, \"b\": 2\n}") == "name /a {x} <> ")
    #expect(caret("{ | \"a\": 1 }") == "name  {a} <> ")
    #expect(caret("{ \"a\": 1 | }") == "nothing")
  }

  @Test("A half-written name is replaced as a whole")
  func halfWrittenNames() {
    #expect(caret("{ na| }") == "name  {} <na> na")
    #expect(caret("{ \"na| }") == "name  {} <\"na }> na" || caret("{ \"na|\n}") == "name  {} <\"na> na")
    #expect(caret("{ \"na|me\" }") == "name  {} <\"name\"> na")
    #expect(caret("{ \"na|me\": 1, \"b\": 2 }") == "name  {b} <\"name\"> na:")
    #expect(caret("{ \"a\": 1, \"|\" }") == "name  {a} <\"\"> ")
    #expect(caret("{\n  \"a\": 1,\n  \"|\n}") == "name  {a} <\"> ")
    #expect(caret("{\n  \"a\": 1,\n  \"b|\n  \"c\": 2\n}") == "name  {a,c} <\"b> b")
    #expect(caret("{\n  \"a\": 1\n  \"b|\n}") == "name  {a} <\"b> b")
    #expect(caret("{\n  \"a\": 1\n  b|\n}") == "name  {a} <b> b")
    #expect(caret("{ \"name\"| }") == "name  {} <\"name\"> name")
  }

  @Test("Behind the colon a value is written")
  func values() {
    #expect(caret("{ \"a\": | }") == "value /a <> ")
    #expect(caret("{ \"a\":|}") == "value /a <> ")
    #expect(caret("{ \"a\": |, \"b\": 1 }") == "value /a <> ")
    #expect(caret("{\n  \"a\": |\n  \"b\": 1\n}") == "value /a <> ")
    #expect(caret("{ \"a\": \"x|y\" }") == "value /a <\"xy\"> x")
    #expect(caret("{ \"a\": \"x|\n}") == "value /a <\"x> x")
    #expect(caret("{ \"a\": \"x |\n}") == "value /a <\"x > x ")
    #expect(caret("{ \"a\": tr| }") == "value /a <tr> tr")
    #expect(caret("{ \"a\": { \"b\": | } }") == "value /a/b <> ")
    #expect(caret("{ \"a\" | }") == "nothing")
  }

  @Test("In an array the step counts the elements before the caret")
  func arrays() {
    #expect(caret("[|]") == "value [0] <> ")
    #expect(caret("[1, |]") == "value [1] <> ")
    #expect(caret("[1, \"x|\", 3]") == "value [1] <\"x\"> x")
    #expect(caret("{ \"a\": [ { \"b\": 1 }, { | } ] }") == "name /a[1] {} <> ")
    #expect(caret("[\n  {},\n  |\n]") == "value [1] <> ")
    #expect(caret("[1 | ]") == "nothing")
  }

  @Test("In a comment there is nothing to offer")
  func comments() {
    #expect(caret("{ // a|\n}") == "nothing")
    #expect(caret("{ /* | */ }") == "nothing")
    #expect(caret("{ /* */| }") == "name  {} <> ")
    #expect(caret("{ // a|\n}", .strict) == "nothing")
    #expect(caret("{ /* |") == "nothing")
  }

  @Test("In an empty text the value at the top is written")
  func emptyText() {
    #expect(caret("|") == "value  <> ")
    #expect(caret("\n|\n") == "value  <> ")
    #expect(caret("{}\n|") == "nothing")
    #expect(caret("tr|") == "value  <tr> tr")
  }

  @Test("In an object that is not closed names are still offered")
  func unclosed() {
    #expect(caret("{ \"a\": 1, |") == "name  {a} <> ")
    #expect(caret("{\n  \"a\": {\n    \"b\": 1,\n    |") == "name /a {b} <> ")
    #expect(caret("{ \"a\": |") == "value /a <> ")
    #expect(caret("{ \"a\": [ |") == "value /a[0] <> ")
  }
}

@Suite("JSON: the caret in real files", .enabled(if: JSONCorpora.isThere, "the corpora are not beside the package"))
struct JSONCaretCorporaTests {
  @Test("Wherever the caret stands, also in a text cut off there, what is replaced touches it and lies on one line")
  func everywhere() {
    var random = SplitMix(state: 9)
    var offers = 0
    for (index, file) in JSONCorpora.files("quickstarts-six").enumerated() where index % 5 == 0 {
      let bytes = JSONCorpora.bytes(file)
      guard bytes.count < 20_000 else { continue }
      let whole = Document(SourceText(bytes), format: .json(.armTemplate))
      for _ in 0..<30 {
        let offset = Int(random.next() % UInt64(bytes.count + 1))
        let cut = Document(SourceText(Array(bytes[..<offset])), format: .json(.armTemplate))
        for document in [whole, cut] {
          let context = document.caretContext(at: offset)
          #expect(context.replacing.touches(offset), "\(file.path) \(offset)")
          let lines = document.text.lines
          #expect(lines.line(at: context.replacing.start) == lines.line(at: context.replacing.end), "\(file.path) \(offset)")
          if context.role != .nothing { offers += 1 }
        }
        // The path of a scalar leads to it.
        let context = whole.caretContext(at: offset)
        guard case .value = context.role, !context.replacing.isEmpty else { continue }
        let node = context.path.reduce(whole.topValue()) { node, step in
          guard let node else { return nil }
          switch step {
          case .property(let name): return whole.members(node).last { $0.name == name }?.value
          case .element(let number):
            let elements = whole.elements(node)
            return number < elements.count ? elements[number] : nil
          }
        }
        #expect(node.map { whole.range($0) } == context.replacing, "\(file.path) \(offset)")
      }
    }
    #expect(offers > 200)
  }
}

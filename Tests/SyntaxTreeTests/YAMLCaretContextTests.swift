import SourceText
import Testing

@testable import SyntaxTree

@Suite struct YAMLCaretContextTests {
  /// The context at `|` in one line: role, path, names present, what is replaced and the prefix.
  private func show(_ marked: String) -> String {
    let bytes = Array(marked.utf8)
    guard let caret = bytes.firstIndex(of: 0x7c) else { return "no caret" }
    let source = Array(bytes[..<caret]) + bytes[(caret + 1)...]
    let document = Document(SourceText(source), format: .yaml)
    let context = document.caretContext(at: caret)
    let path = context.path.map { step in
      switch step {
      case .property(let name): "." + name
      case .element(let index): "[\(index)]"
      }
    }.joined()
    let replaced = document.text.string(context.replacing)
    var result: String
    switch context.role {
    case .name(let present): result = "name of \(path) beside \(present.joined(separator: ","))"
    case .value: result = "value \(path)"
    case .nothing: return "nothing"
    }
    if !replaced.isEmpty { result += " replacing \(replaced) prefix \(context.prefix)" }
    if context.hasSeparator { result += " separated" }
    if context.isFlow { result += " flow" }
    if context.indentation != 0 { result += " at \(context.indentation)" }
    return result
  }

  @Test func theColumnOfAnEmptyLineDecidesWhoseNameIsMeant() {
    #expect(show("|") == "name of  beside ")
    #expect(show("# c\n|\n") == "name of  beside ")
    #expect(show("---\n|") == "name of  beside ")
    #expect(show("a: 1\n|\nb: 2\n") == "name of  beside a,b")
    #expect(show("a:\n  b: 1\n  |\nc: 2\n") == "name of .a beside b at 2")
    #expect(show("a:\n  b: 1\n|\nc: 2\n") == "name of  beside a,c")
    #expect(show("a:\n  |\nc: 2\n") == "name of .a beside  at 2")
    #expect(show("a:\n  b:\n    c: 1\n  |") == "name of .a beside b at 2")
    #expect(show("a:\n  b:\n    c: 1\n    |  \n\n") == "name of .a.b beside c at 4")
    #expect(show("a:\n  |\n  b: 1\n") == "name of .a beside b at 2")
    #expect(show("a:\r\n  b: 1\r\n  |\r\n") == "name of .a beside b at 2")
  }

  @Test func aHalfWrittenNameIsReplacedWhole() {
    #expect(show("re|") == "name of  beside  replacing re prefix re")
    #expect(show("a: 1\nre|g\nb: 2") == "name of  beside a,b replacing reg prefix re")
    #expect(show("a:\n  re|\n  b: 1") == "name of .a beside b replacing re prefix re at 2")
    #expect(show("a:\n  re|") == "name of .a beside  replacing re prefix re at 2")
    #expect(show("a:\n  re|gion: e") == "name of .a beside  replacing region prefix re separated at 2")
    #expect(show("a:\n  b\n  c|") == "name of .a beside b replacing c prefix c at 2")
    #expect(show("\"re|\": 1") == "name of  beside  replacing \"re\" prefix re separated")
    #expect(show("a: 1\n\"re|\nb: 2") == "name of  beside a,b replacing \"re prefix re")
  }

  @Test func behindAColonAValueIsWritten() {
    #expect(show("a: |") == "value .a")
    #expect(show("a: |\nb: 1") == "value .a")
    #expect(show("a: | # c\nb: 1") == "value .a")
    #expect(show("a:\n  b: tr|ue\nc: 1") == "value .a.b replacing true prefix tr at 2")
    #expect(show("a: 'x|y'") == "value .a replacing 'xy' prefix x")
    #expect(show("a: \"x|\nb: 1") == "value .a replacing \"x prefix x")
    #expect(show("a:|") == "nothing")
    #expect(show("a: b |") == "nothing")
  }

  @Test func anItemIsANameOrAValue() {
    #expect(show("a:\n  - |") == "value .a[0] at 4")
    #expect(show("a:\n  - x\n  - |\n") == "value .a[1] at 4")
    #expect(show("a:\n  - k: 1\n  - |\n") == "name of .a[1] beside  at 4")
    #expect(show("a:\n  - |\n    k: 1\n") == "name of .a[0] beside k at 4")
    #expect(show("a:\n  - na|\n    k: 1\n") == "name of .a[0] beside k replacing na prefix na at 4")
    #expect(show("a:\n  - k: 1\n    |\n  - l: 2") == "name of .a[0] beside k at 4")
    #expect(show("- k: |") == "value [0].k at 2")
  }

  @Test func flowCollectionsHaveNamesAndValues() {
    #expect(show("a: {|}") == "name of .a beside  flow")
    #expect(show("a: {b: 1, |}") == "name of .a beside b flow")
    #expect(show("a: {b: 1, c|}") == "name of .a beside b replacing c prefix c flow")
    #expect(show("a: { b: | }") == "value .a.b flow")
    #expect(show("a: {b: t|, c: 1}") == "value .a.b replacing t prefix t flow")
    #expect(show("a: [|]") == "value .a[0] flow")
    #expect(show("a: [x, |") == "value .a[1] flow")
    #expect(show("a: {b: 1, |\nc: 2") == "name of .a beside b flow")
    #expect(show("a: [{b: 1}, {|}]") == "name of .a[1] beside  flow")
    #expect(show("a: {\n  b: 1,\n  |\n  }") == "name of .a beside b flow at 2")
    #expect(show("{\"a|\":1}") == "name of  beside  replacing \"a\" prefix a separated flow")
  }

  @Test func elsewhereNothingIsOffered() {
    #expect(show("# a|b") == "nothing")
    #expect(show("a: 1 # x|") == "nothing")
    #expect(show("a: >\n  te|xt") == "nothing")
    #expect(show("a: &an|c 1") == "nothing")
    #expect(show("%YA|ML 1.2\n---\n") == "nothing")
  }

  @Test(.enabled(if: YAMLCorpus.isPresent, "the corpora are not beside the package"))
  func everyPlaceHasAContextOnItsLine() {
    let files = YAMLCorpus.files("yaml-test-suite-data", "/in.yaml")
    for url in files {
      let document = Document(SourceText(YAMLCorpus.bytes(url)), format: .yaml)
      for offset in 0...document.text.count {
        let context = document.caretContext(at: offset)
        let isOnLine = document.text.lines.line(at: context.replacing.start) == document.text.lines.line(at: context.replacing.end)
        if !context.replacing.touches(offset) || !isOnLine { Issue.record("\(url.path) at \(offset): \(context)") }
      }
    }
  }
}

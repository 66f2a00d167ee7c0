import SourceText
import Testing

@testable import SyntaxTree

struct BicepSyntaxTests {
  private func read(_ text: String) -> BicepSyntax { BicepSyntax(Document(SourceText(text), format: .bicep)) }

  @Test func aResourceIsReadByItsParts() throws {
    let syntax = read(
      """
      @batchSize(1)
      @description('d')
      resource kv 'Microsoft.KeyVault/vaults@2023-07-01' existing = [for (name, i) in names: if (i > 0) {
        name: name
        'properties': {
          enablePurgeProtection: true
        }
        resource key 'keys' = {
          name: 'k'
        }
      }]
      """)
    #expect(syntax.document.syntaxErrors().isEmpty)
    let resource = try #require(syntax.declarations.first)
    #expect(syntax.kind(resource) == .resourceDeclaration)
    #expect(syntax.decorators(of: resource).count == 2)
    #expect(syntax.name(of: resource).map(syntax.text) == "kv")
    #expect(syntax.path(of: resource).flatMap(syntax.string) == "Microsoft.KeyVault/vaults@2023-07-01")
    #expect(syntax.isExisting(resource))
    #expect(syntax.condition(of: resource).map(syntax.text) == "i > 0")
    let loop = try #require(syntax.loop(of: resource))
    let parts = syntax.loopParts(loop)
    #expect(parts.item.map(syntax.text) == "name")
    #expect(parts.index.map(syntax.text) == "i")
    #expect(parts.list.map(syntax.text) == "names")
    let object = try #require(syntax.object(of: resource))
    #expect(syntax.properties(of: object).map(\.name) == ["name", "properties"])
    let properties = try #require(syntax.value(of: "properties", in: object))
    #expect(syntax.value(of: "enablePurgeProtection", in: properties).flatMap(syntax.boolean) == true)
    let nested = try #require(syntax.nestedResources(of: object).first)
    #expect(syntax.name(of: nested).map(syntax.text) == "key")
    #expect(syntax.object(of: nested).flatMap { syntax.value(of: "name", in: $0) }.flatMap(syntax.string) == "k")
  }

  @Test func declarationsAreReadByTheirParts() throws {
    let syntax = read(
      """
      targetScope = 'subscription'
      metadata owner = 'me'
      param a string
      param b int = 2
      param c = 3
      var d = 4
      var e int = 5
      output f string = 'six'
      type g = { a: string }
      func h(x string, y int) string => '${x}${y}'
      import { i, 'j-k' as l } from 'm.bicep'
      import * as n from 'o.bicep'
      extension p
      extension 'q' with { r: 1 } as s
      module t 'u.bicep' = if (v) { name: 'w' }
      assert x = true
      test y 'z.bicep' = {}
      """)
    let values = syntax.declarations.map { syntax.value(of: $0).map(syntax.text) ?? "-" }
    #expect(
      values == [
        "'subscription'", "'me'", "-", "2", "3", "4", "5", "'six'", "-", "(x string, y int) string => '${x}${y}'", "-", "-", "-",
        "{ r: 1 }",
        "if (v) { name: 'w' }", "true", "{}",
      ])
    let types = syntax.declarations.map { syntax.type(of: $0).map(syntax.text) ?? "-" }
    #expect(
      types == ["-", "-", "string", "int", "-", "-", "int", "string", "{ a: string }", "-", "-", "-", "-", "-", "-", "-", "-"])
    let names = syntax.importedNames(of: syntax.declarations[10]).map { "\(syntax.text($0.original)) \($0.alias.map(syntax.text) ?? "-")" }
    #expect(names == ["i -", "'j-k' l"])
    #expect(syntax.path(of: syntax.declarations[11]).flatMap(syntax.string) == "o.bicep")
    // In a template a parameter needs a type.
    #expect(syntax.document.syntaxErrors().map(\.message) == ["expected a type"])
  }

  @Test func aParameterFileNeedsNoTypes() throws {
    let syntax = read("using 'main.bicep'\nextends 'base.bicepparam'\nparam a = 1\nparam b = { c: 'd' }\nextensionConfig k with { x: 1 }\n")
    #expect(syntax.document.syntaxErrors().isEmpty)
    #expect(syntax.value(of: syntax.declarations[2]).flatMap(syntax.integer) == 1)
    #expect(read("param a = 1\nparam b = 2\n").document.syntaxErrors().isEmpty)
    #expect(read("using none\nparam a string\n").document.syntaxErrors().map(\.message) == ["expected '='"])
  }

  @Test(arguments: [
    (#"'a'"#, "a"), (#"''"#, ""), (#"'it\'s \\ \n\r\t \${x} $'"#, "it's \\ \n\r\t ${x} $"), (#"'\u{41}\u{1F600}\u{0}'"#, "A😀\u{0}"),
    ("'''a'''", "a"), ("'''\na\n'''", "a\n"), ("'''\r\na'''", "a"), ("'''a\\n'b''c'''", "a\\n'b''c"), ("''''a''''", "'a'"), ("''''''", ""),
    ("$'''a$b'''", "a$b"), ("$$'''${a}'''", "${a}"),
  ])
  func stringsAreDecoded(_ literal: String, _ expected: String) throws {
    let syntax = read("var x = \(literal)")
    #expect(syntax.document.syntaxErrors().isEmpty)
    let value = try #require(syntax.declarations.first.flatMap { syntax.value(of: $0) })
    #expect(syntax.string(value) == expected)
    #expect(syntax.segments(value) == [.text(expected)])
  }

  @Test func segmentsAreDecoded() throws {
    let syntax = read("var x = 'a\\n${b}c${1}'\nvar y = $'''\n${b}\n'''\nvar z = 'a\\q${b}'")
    func segments(_ index: Int) -> [String]? {
      syntax.value(of: syntax.declarations[index]).flatMap(syntax.segments)?.map {
        switch $0 {
        case .text(let text): text
        case .hole(let node): "<\(syntax.text(node))>"
        }
      }
    }
    #expect(segments(0) == ["a\n", "<b>", "c", "<1>", ""])
    #expect(segments(1) == ["", "<b>", "\n"])
    #expect(segments(2) == nil)
  }

  @Test func commentsAreFound() {
    let document = read("// a\nvar x = 1 // b\n/* c\n d */ var y = '// no'\n#disable-next-line no-unused // e\nvar z = /* f */ 2").document
    #expect(document.comments().map(document.text.string) == ["// a", "// b", "/* c\n d */", "// e", "/* f */"])
  }

  // MARK: Mistakes

  /// The mistakes of a text as `line:column-length message`, from one.
  private func mistakes(_ text: String) -> [String] {
    let document = read(text).document
    return document.syntaxErrors().map { error in
      let place = document.text.position(of: error.range.start, in: .utf8)
      return "\(place.line + 1):\(place.column + 1)-\(error.range.length) \(error.message)"
    }
  }

  @Test(arguments: [
    ("var x = ", "1:8-0 expected a value"),
    ("var x = {\n  a 1\n}", "2:5-1 expected ':'"),
    ("var x = {\n  a: 1,\n  b: 2\n}", "2:8-0 unexpected comma before a new line; a new line alone separates the elements"),
    ("var x = [1 2]", "1:12-0 expected a comma or a new line"),
    ("var x = 'abc\nvar y = 1", "1:9-4 this string is not closed with a single quote on its line"),
    ("var x = 'a${b\nvar y = 1", "1:14-0 this string is not closed with a single quote on its line"),
    ("var x = f('abc\nvar y = 1", "1:11-4 this string is not closed with a single quote on its line"),
    ("var x = 'a\\q'", "1:11-2 unknown escape sequence; known are \\\\, \\', \\n, \\r, \\t, \\$ and \\u{…}"),
    ("var x = \"a\"", "1:9-1 unexpected '\"'; strings stand between single quotes"),
    ("var x = a # b", "1:11-1 unexpected character '#'"),
    ("var x = é", "1:9-2 unexpected character 'é'"),
    ("var x = f(a\nvar y = 1", "1:12-0 expected ')'"),
    ("var x = {\n  a: 1\nvar y = 1", "2:7-0 expected '}'"),
    ("var x = {\n  a: [\n    f(1\n\nvar y = 1", "3:8-0 expected ')'"),
    ("resource a 'b' = {\n  c: {\n    d: 1\n}\nparam e string", "4:2-0 expected '}'"),
    ("resource a = {\n  b: 1\n}", "1:12-0 expected a resource type such as 'Microsoft.KeyVault/vaults@2023-07-01'"),
    ("param x", "1:8-0 expected a type"),
    ("param", "1:6-0 expected a name"),
    ("parm x string", "1:1-13 expected a declaration: param, var, resource, module, output, type, func, import, metadata or targetScope"),
    ("@secure()\n\n", "1:10-0 expected a declaration after the decorator"),
    ("var x = a.", "1:11-0 expected the name of a property or function"),
    ("var x = a ? b", "1:14-0 expected ':'"),
    ("var x = ()", "1:9-2 expected exactly one value in the parentheses"),
    ("var x = 1 /* a", "1:11-4 this comment is not closed with '*/'"),
    ("#disable-next-line\nvar x = 1", "1:1-18 expected at least one diagnostic code after the directive"),
    ("var x = 99999999999999999999", "1:9-20 this number does not fit into 64 bits"),
    ("var x = [for a b: c]", "1:16-4 expected 'in'"),
  ])
  func oneMistakeIsToldOnceWhereTheHandGoes(_ text: String, _ expected: String) { #expect(mistakes(text) == [expected]) }

  @Test func partsOfBrokenConstructsAreNotMistakenForOthers() throws {
    let syntax = read(
      """
      param a string[ = 1
      output b = 2
      resource c 'd' = [for in e: { f: 1 }]
      resource g 'h' = [for i in : { j: 1 }]
      resource k 'l' = if { m: 1 }
      var n = {
        2: 'o'
        p: 'q'
      }
      """)
    let declarations = syntax.declarations
    #expect(declarations.map { syntax.value(of: $0).map(syntax.text) ?? "-" }.prefix(2) == ["1", "2"])
    #expect(syntax.type(of: declarations[1]) == nil)
    let objects = declarations[2...4].map { syntax.object(of: $0).map(syntax.text) ?? "-" }
    #expect(objects == ["-", "{ j: 1 }", "{ m: 1 }"])
    #expect(syntax.loop(of: declarations[3]).map { syntax.loopParts($0).list == nil } == true)
    let object = try #require(syntax.value(of: declarations[5]))
    #expect(syntax.properties(of: object).map(\.name) == ["p"])
  }

  @Test func everyMistakeFitsIntoAnEntry() {
    #expect(BicepMistake(rawValue: 63) == nil)
    #expect(BicepMistake(rawValue: BicepMistake.nestedTooDeeply.rawValue + 1) == nil)
  }

  @Test func whatIsBrokenLeavesTheRestWhole() throws {
    let syntax = read(
      """
      resource a 'Microsoft.A/b@2024-01-01' = {
        name: 'a'
        properties: {
          x: f(1,
          y: 2
          z:
        }
        tags: { t: 1 }
      }
      var broken = [1,
      var whole = 2
      module m 'm.bicep' = {
        params: {
          p: 1
      }
      output o string = m.outputs.p
      """)
    #expect(syntax.declarations.map { syntax.name(of: $0).map(syntax.text) ?? "-" } == ["a", "broken", "whole", "m", "o"])
    let object = try #require(syntax.object(of: syntax.declarations[0]))
    #expect(syntax.properties(of: object).map(\.name).prefix(2) == ["name", "properties"])
    #expect(syntax.value(of: syntax.declarations[2]).flatMap(syntax.integer) == 2)
    #expect(syntax.value(of: syntax.declarations[4]).map(syntax.text) == "m.outputs.p")
  }
}

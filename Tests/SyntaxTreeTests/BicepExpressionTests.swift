import SourceText
import Testing

@testable import SyntaxTree

/// The shapes of expressions and types, printed with brackets around what belongs together.
struct BicepExpressionTests {
  private func shape(_ expression: String) -> String {
    let document = Document(SourceText("var x = \(expression)"), format: .bicep)
    let syntax = BicepSyntax(document)
    guard document.syntaxErrors().isEmpty, let declaration = syntax.declarations.first, let value = syntax.value(of: declaration)
    else { return document.syntaxErrors().map(\.message).joined(separator: "; ") }
    return print(syntax, value)
  }

  private func typeShape(_ type: String) -> String {
    let document = Document(SourceText("type x = \(type)"), format: .bicep)
    let syntax = BicepSyntax(document)
    guard document.syntaxErrors().isEmpty, let declaration = syntax.declarations.first, let type = syntax.type(of: declaration)
    else { return document.syntaxErrors().map(\.message).joined(separator: "; ") }
    return print(syntax, type)
  }

  private func print(_ syntax: BicepSyntax, _ node: Node) -> String {
    let parts = syntax.parts(of: node)
    guard syntax.document.isContainer(node) else { return syntax.text(node) }
    let inside = parts.map { print(syntax, $0) }.joined(separator: " ")
    let flags = syntax.document.flags(node)
    let names: [NodeKind: String] = [
      .binary: "", .access: "access ", .call: "call ", .methodCall: "method ", .index: "index ", .ternary: "? ", .unary: "unary ",
      .parenthesized: "( ", .bicepObject: "object ", .property: ": ", .bicepArray: "array ", .spread: "spread ", .loop: "for ",
      .lambda: "lambda ", .variableBlock: "vars ", .interpolatedString: "string ", .typeAccess: "access ", .typeArguments: "args ",
      .unionType: "| ", .objectType: "object ", .typeProperty: ": ", .additionalProperties: "*: ", .tupleType: "tuple ",
      .tupleItem: "item ",
      .arraySuffix: "[]", .itemsSuffix: "[*]", .typeIndex: "index ", .unaryType: "unary ", .parenthesizedType: "( ",
      .resourceType: "resource ", .decorator: "@ ",
    ]
    return "[\(names[syntax.kind(node)] ?? "?\(syntax.kind(node).rawValue) ")\(flags == 0 || parts.isEmpty ? "" : "\(flags) ")\(inside)]"
  }

  @Test(arguments: [
    ("1 + 2 * 3", "[1 + [2 * 3]]"),
    ("1 * 2 + 3 * 4 - 5", "[[1 * 2] + [3 * 4] - 5]"),
    ("a || b && c == d < e + f * g", "[a || [b && [c == [d < [e + [f * g]]]]]]"),
    ("a * b + c < d == e && f || g ?? h", "[[[[[[[a * b] + c] < d] == e] && f] || g] ?? h]"),
    ("a =~ b !~ c != d", "[a =~ b !~ c != d]"),
    ("!a && -b", "[[unary \(BicepOperator.not.rawValue) a] && [unary \(BicepOperator.negate.rawValue) b]]"),
    ("!a.b(c)", "[unary \(BicepOperator.not.rawValue) [access a [method b c]]]"),
    ("a ? b : c ? d : e", "[? a b [? c d e]]"),
    ("a ? b ? c : d : e", "[? a [? b c d] e]"),
    ("a\n ? b\n : c", "[? a b c]"),
    ("a ?? b ? c : d", "[? [a ?? b] c d]"),
    ("(a + b) * c", "[[( [a + b]] * c]"),
  ])
  func operatorsBindAsUpstreamHasIt(_ expression: String, _ expected: String) { #expect(shape(expression) == expected) }

  @Test(arguments: [
    ("a.b.c", "[access a b c]"),
    ("a.?b[?0][^1]!", "[access a b [index 1 0] [index 2 1] !]"),
    ("a[0].b::c", "[access a [index 0] b c]"),
    ("f(1, 2).b", "[access [call f 1 2] b]"),
    ("az.f()", "[access az [method f]]"),
    ("f(\n  1,\n  2\n)", "[call f 1 2]"),
    ("'a'.b", "[access 'a' b]"),
    ("{a: 1}.a", "[access [object [: a 1]] a]"),
  ])
  func whatFollowsAValueIsRead(_ expression: String, _ expected: String) { #expect(shape(expression) == expected) }

  @Test(arguments: [
    ("x => x.y", "[lambda x [access x y]]"),
    ("map(a, (x, i) => x + i)", "[call map a [lambda [vars x i] [x + i]]]"),
    ("() => 1", "[lambda [vars ] 1]"),
    ("map(a, x => {\n  b: x\n})", "[call map a [lambda x [object [: b x]]]]"),
    ("map(a, x =>\n  x)", "[call map a [lambda x x]]"),
    ("[for a in b: a.c]", "[for a b [access a c]]"),
    ("[\n  for (a, i) in range(0, 3): {\n    n: a\n  }\n]", "[for [vars a i] [call range 0 3] [object [: n a]]]"),
    ("[\n  1\n  ...a\n  [2, 3]\n]", "[array 1 [spread a] [array 2 3]]"),
    ("{\n  'a-b': 1, c: 2\n  ...d\n  '${e}': true\n}", "[object [: 'a-b' 1] [: c 2] [spread d] [: [string  e ] true]]"),
    ("'a${b}c${'d${e}'}'", "[string a b c [string d e ] ]"),
    ("'''a${b}'''", "'''a${b}'''"),
    ("$'''a${b}'''", "[string 2 a b ]"),
    ("'${map(a, x => {b: x})}'", "[string  [call map a [lambda x [object [: b x]]]] ]"),
  ])
  func lambdasLoopsAndStringsAreRead(_ expression: String, _ expected: String) { #expect(shape(expression) == expected) }

  @Test(arguments: [
    ("string[]?", "[access [access string [[]]] ?]"),
    ("'a' | 'b'", "[| 'a' 'b']"),
    ("\n  | 'a'\n  | 'b'", "[| 'a' 'b']"),
    ("('a' | 'b')[]", "[access [( [| 'a' 'b']] [[]]]"),
    ("{\n  @description('d')\n  a: int?\n  *: string\n}", "[object [: [@ [call description 'd']] a [access int ?]] [*: string]]"),
    ("[int, string]", "[tuple [item int] [item string]]"),
    ("-1 | true | null", "[| [unary \(BicepOperator.negate.rawValue) 1] true null]"),
    ("resourceInput<'a@b'>.c", "[access [args resourceInput 'a@b'] c]"),
    ("sys.resourceOutput<'a@b'>", "[access sys [args resourceOutput 'a@b']]"),
    ("a[*].b.*", "[access a [[*]] b *]"),
    ("resource<'a@b'>", "[args resource 'a@b']"),
    ("resource 'a@b'", "[resource 'a@b']"),
  ])
  func typesAreRead(_ type: String, _ expected: String) { #expect(typeShape(type) == expected) }
}

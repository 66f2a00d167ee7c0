import SourceText
import Testing

@testable import SyntaxTree

@Suite("HCL: mistakes")
struct HCLMistakeTests {
  @Test(
    "One mistake is told once, where the hand goes",
    arguments: [
      ("a =\nb = 1", "1:4 expected a value"),
      ("a", "1:2 expected '=' or '{' after the name"),
      ("a : 1", "1:3 expected '=' after the argument's name, not ':'"),
      ("\"a\" = 1", "1:1 an argument's name must not be quoted"),
      ("a = 1 2", "1:7 expected a new line after the value"),
      ("a = 1 +\nb = 2", "1:8 expected a value"),
      ("a = b ? 1", "1:10 expected ':' and the value for when the condition does not hold"),
      ("a = b & c", "1:8 expected '&&'; HCL has no '&'"),
      ("a = b.\nc = 1", "1:7 expected a name after '.'"),
      ("a = b.0.1", "1:7 two indexes in a row need brackets: '[0][1]' instead of '.0.1'"),
      ("a = [1 2]", "1:7 expected ',' or ']' after the element"),
      ("a = f(1 2)", "1:8 expected ',' or ')' after the argument"),
      ("a = f(b..., c)", "1:11 expected ')' after '...'"),
      ("a = {b = 1 c = 2}", "1:11 expected ',' or a new line after the value"),
      ("a = {b 1, c = 2}", "1:8 expected '=' or ':' after the key"),
      ("a = b[0", "1:6 the '[' is not closed"),
      ("a = b[0\nc = 1", "1:8 expected ']' after the index"),
      ("a = f(", "1:6 the '(' is not closed"),
      ("a = f(1\nb = 2", "1:8 expected ',' or ')' after the argument"),
      ("a = [\n  1,\n  2\n}\nb = 1", "4:1 expected ',' or ']' after the element"),
      ("a = [for b c : d]", "1:12 expected 'in' after the names of 'for'"),
      ("a = [for b in c d]", "1:17 expected ':' after the collection of 'for'"),
      ("a = {for b in c : d}", "1:20 expected '=>' after the key of 'for'"),
      ("a = [for b in c : d...]", "1:20 '...' groups the values of an object; a tuple has no keys"),
      ("a = \"b\nc = 1", "1:5 the string is not closed"),
      ("a = \"b ${c\"\nd = 1", "1:11 expected '}' after the expression"),
      ("a = \"b ${c} d\ne = 1", "1:14 the string is not closed"),
      ("a = \"${}\"", "1:8 expected a value"),
      ("a = \"\\q\"", "1:5 unknown escape; expected \\n, \\r, \\t, \\\", \\\\, \\uXXXX or \\UXXXXXXXX"),
      ("a = \"%{ if b }c\"", "1:16 the '%{ if }' is not closed; expected '%{ endif }'"),
      ("a = \"%{ endif }\"", "1:6 there is no directive that this one belongs to"),
      ("a = \"%{ while }\"", "1:6 expected 'if', 'else', 'endif', 'for' or 'endfor' after '%{'"),
      ("a = <<EOT\nb", "1:5 the heredoc is not closed; its marker must stand alone on a line"),
      ("a = <<\nb = 1", "1:5 expected a heredoc's marker and a new line after '<<'"),
      ("a = 'b'", "1:5 expected a value"),
      ("a = $b", "1:5 expected a value"),
      ("a {", "1:3 the block is not closed; expected '}'"),
      ("a {\n  b = 1 }", "2:8 expected a new line after the value"),
      ("a { b = 1\n}", "1:10 expected '}' on the line where the one-line block starts"),
      ("a { b = 1, c = 2 }", "1:10 a one-line block holds a single argument; expected '}'"),
      ("a { b { } }", "1:5 a one-line block cannot hold another block; put it on a line of its own"),
      ("a {} b = 1", "1:6 expected a new line after the block"),
      ("a \"b\"\n{\n}", "1:6 expected '{' on the line of the block's head"),
      ("a \"b${c}\" {\n}", "1:3 a label must not contain an interpolation"),
      ("a = 1\n}", "2:1 there is no block that this '}' closes"),
      ("{\n}", "1:1 expected an argument or a block"),
      ("a = 1 /* b", "1:7 the comment is not closed; expected '*/'"),
    ])
  func told(_ text: String, _ mistake: String) {
    #expect(hclMistakes(text) == [mistake])
  }

  @Test(
    "What is broken does not blank what is whole",
    arguments: [
      // An argument that is being typed.
      "resource \"a\" \"b\" {\n  x = 1\n  na\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = var.\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = [1, 2\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = f(1, g(2\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = \"a ${f(\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = \"a\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = {\n    z = 1\n\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = <<EOT\n    z\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = f(\n  y = g({ a = 1 })\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = [1,\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = a[\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = [for a in\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = \"${a.\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = {\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = @\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = (1]\n  y = 2\n}\nlast {}\n",
      // Interpolations that are being typed.
      "resource \"a\" \"b\" {\n  x = <<EOT\n    echo ${foo\n    more\n    EOT\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = <<EOT\n    echo ${\n    EOT\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = <<EOT\n    echo ${f(\n    EOT\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = <<EOT\n    %{ if foo\n    EOT\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = \"${f(a.\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  x = { a = \"${f(a,\n  }\n  y = 2\n}\nlast {}\n",
      // Blocks that nobody closed.
      "resource \"a\" \"b\" {\n  y = 2\n\nlast {}\n",
      "resource \"a\" \"b\" {\n  inner {\n    z = 1\n\n  y = 2\n}\nlast {}\n",
      "resource \"a\" \"b\" {\n  inner {\n    z = 1\n}\nlast {}\n",
      "resource \"a\" \"b\"\nlast {}\n",
      "resource \"a\n\nlast {}\n",
    ])
  func survives(_ text: String) {
    let document = Document(SourceText(text), format: .hcl)
    #expect(document.syntaxErrors().count == 1, "\(hclMistakes(text))")
    let blocks = document.hclBlocks(document.root)
    #expect(blocks.map(\.type) == ["resource", "last"], "\(hclShape(text))")
    if text.contains("y = 2"), let body = blocks.first?.body {
      let y = document.hclAttribute(body, "y") ?? document.hclBlocks(body).first?.body.flatMap { document.hclAttribute($0, "y") }
      #expect(y != nil, "\(hclShape(text))")
    }
  }

  @Test("Text that is not indented is read by its braces alone")
  func flush() {
    #expect(hclMistakes("a {\nb {\nc = 1\n}\nd {\n}\n}\n") == [])
    let text = "a {\nx = 1\nb {\nc = 1\n}\nd {\n}\n"
    #expect(hclMistakes(text).count == 1)
  }

  @Test("Invalid UTF-8 in a string is told at the string")
  func invalidEncoding() {
    let bytes: [UInt8] = Array("a = \"b".utf8) + [0xff, 0x22, 0x0a]
    let errors = Document(SourceText(bytes), format: .hcl).syntaxErrors()
    #expect(errors.map(\.message) == ["the text is not valid UTF-8"])
  }
}

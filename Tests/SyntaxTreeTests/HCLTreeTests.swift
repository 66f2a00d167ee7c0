import SourceText
import Testing

@testable import SyntaxTree

@Suite("HCL: trees")
struct HCLTreeTests {
  @Test(
    "Expressions have the precedence of the specification",
    arguments: [
      ("a + b * c", "(a + (b * c))"),
      ("a - b - c", "((a - b) - c)"),
      ("a + b == c && d || e", "((((a + b) == c) && d) || e)"),
      ("a || b && c == d < e + f % g", "(a || (b && (c == (d < (e + (f % g))))))"),
      ("!a && -b.c[0] >= 1", "((!a) && ((-b.c[0]) >= 1))"),
      ("!!a", "(!(!a))"),
      ("a ? b : c ? d : e", "(a ? b : (c ? d : e))"),
      ("a ? b ? c : d : e", "(a ? (b ? c : d) : e)"),
      ("a == 1 ? b + 1 : -c", "((a == 1) ? (b + 1) : (-c))"),
      ("(a ? b : c) ? d : e", "(⟨(a ? b : c)⟩ ? d : e)"),
      ("a-b", "a-b"),
    ])
  func precedence(_ text: String, _ shape: String) {
    #expect(hclShape("x = \(text)\n") == "x = \(shape)")
  }

  @Test(
    "Terms, traversals, splats and calls",
    arguments: [
      ("var.a.b", "var.a.b"),
      ("a.0.b", "a.0.b"),
      ("a[0][\"k\"].c", "a[0][\"k\"].c"),
      ("a.*.b[0]", "a.*.b[0]"),
      ("a[*].b[0].c", "a[*].b[0].c"),
      ("f()", "f()"),
      ("f(a, b...)", "f(a, b…)"),
      ("f(\n  a,\n  b,\n)", "f(a, b)"),
      ("provider::aws::parse(a)", "provider::aws::parse(a)"),
      ("f(x).a[0]", "f(x).a[0]"),
      ("(a).b", "⟨a⟩.b"),
      ("[a, b][0]", "[a, b][0]"),
      ("{a = 1}.a", "{a: 1}.a"),
      ("\"a\".b", "\"a\".b"),
      ("true", "true"),
      ("1.5e-3", "1.5e-3"),
      ("-1", "(-1)"),
      ("[]", "[]"),
      ("[\n  1, # one\n  2,\n]", "[1, 2]"),
      ("{}", "{}"),
      ("{ a = 1, b : 2 }", "{a: 1, b: 2}"),
      ("{\n  a = 1\n  \"b\" = 2 // two\n  (c) = 3,\n  \"${d}\" = 4\n  var.e = 5\n}", "{a: 1, \"b\": 2, ⟨c⟩: 3, ‹$d›: 4, var.e: 5}"),
      ("[for v in c : v if v > 1]", "[for v | c | v | if (v > 1)]"),
      ("{for k, v in c : k => v... if p}", "{for k | v | c | k | v | if p…}"),
      ("{\n  for k, v in c :\n  k => v\n}", "{for k | v | c | k | v}"),
      ("(\n  a\n  + b\n)", "⟨(a + b)⟩"),
    ])
  func terms(_ text: String, _ shape: String) {
    #expect(hclShape("x = \(text)\n") == "x = \(shape)")
    #expect(hclMistakes("x = \(text)\n") == [])
  }

  @Test(
    "Templates and heredocs",
    arguments: [
      ("\"a ${b} c\"", "‹a |$b| c›"),
      ("\"${\"${a}\"}\"", "‹$‹$a››"),
      ("\"$${a} %%{b} $ % $$ 100%\"", "\"$${a} %%{b} $ % $$ 100%\""),
      ("\"%{ if a }b%{ else }c%{ endif }\"", "‹%‹if a|b|else|c|end››"),
      ("\"%{ for k, v in m ~}${k}%{ endfor }\"", "‹%‹for k v m|$k|end››"),
      ("\"%{ if a }%{ for b in c }d%{ endfor }%{ endif }\"", "‹%‹if a|%‹for b c|d|end›|end››"),
      ("<<EOT\na\nEOT", "<<EOT\na\nEOT"),
      ("<<-EOT\n  a ${b}\n  EOT", "‹  a |$b|\n›"),
      ("<<EOT\n${f(<<X\ny\nX\n)}\nEOT", "‹$f(<<X\ny\nX)|\n›"),
      ("<<EOT\n NOT EOT\nEOT", "<<EOT\n NOT EOT\nEOT"),
    ])
  func templates(_ text: String, _ shape: String) {
    #expect(hclShape("x = \(text)\n") == "x = \(shape)")
    #expect(hclMistakes("x = \(text)\n") == [])
  }

  @Test("Blocks have quoted or bare labels and may stand on one line; comments stand anywhere")
  func blocks() {
    let text = """
      /* head */ a "b" c { # comment
        d = 1 // comment
        e {}
        f { g = 1 }

      }
      h = /* in */ 2
      """
    #expect(hclShape(text) == "a \"b\" c { d = 1; e {  }; f { g = 1 } }; h = 2")
    #expect(hclMistakes(text) == [])
    let comments = Document(SourceText(text), format: .hcl).comments()
    #expect(comments.map { SourceText(text).string($0) } == ["/* head */", "# comment", "// comment", "/* in */"])
  }

  @Test("CRLF, tabs and a byte order mark are white space; comments end before the line break")
  func lineBreaks() {
    let text = "\u{feff}a = 1 # one\r\n\tb {\r\n c = <<EOT\r\n x\r\n EOT\r\n}\r\n"
    #expect(hclMistakes(text) == [])
    let document = Document(SourceText(text), format: .hcl)
    #expect(document.comments().map { document.text.string($0) } == ["# one"])
    #expect(document.hclBlocks(document.root).first?.type == "b")
  }

  @Test("An operand of any length takes its operator, as deep as one likes")
  func lateOperators() {
    let long = "f(" + Array(repeating: "a", count: 100).joined(separator: ", ") + ")"
    let shape = hclShape("x = \(long).b + \(long) * \(long)[0] ? \(long) : g(\(long).c).d\n")
    #expect(shape == "x = ((\(long).b + (\(long) * \(long)[0])) ? \(long) : g(\(long).c).d)")
    let document = Document(SourceText("x = \(long).b + \(long) * \(long)[0] ? \(long) : g(\(long).c).d\n"), format: .hcl)
    #expect(tapeProblems(document) == [])
  }
}

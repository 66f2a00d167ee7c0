import SourceText
import Testing

@testable import SyntaxTree

@Suite("HCL: what a document says")
struct HCLSyntaxTests {
  /// The value of `x` of a text, as a node of the document.
  private func value(_ expression: String) throws -> (Document, Node) {
    let document = Document(SourceText("x = \(expression)\n"), format: .hcl)
    return (document, try #require(document.hclAttribute(document.root, "x")?.value))
  }

  @Test("Blocks are found by type and labels, arguments by name")
  func structure() throws {
    let text = "resource \"azurerm_key_vault\" main {\n  name = \"kv\"\n  a {}\n  name = \"b\"\n}\nlocals {\n}\n"
    let document = Document(SourceText(text), format: .hcl)
    #expect(document.hclItems(document.root).count == 2)
    let block = try #require(document.hclBlocks(document.root, "resource", labels: ["azurerm_key_vault"]).first)
    #expect(block.labels.map(\.text) == ["azurerm_key_vault", "main"])
    let body = try #require(block.body)
    let name = try #require(document.hclAttribute(body, "name")?.value)
    #expect(document.hclScalar(name) == .string("kv"))
    #expect(document.hclAttributes(body).map(\.name) == ["name", "name"])
    #expect(document.hclBlocks(body).map(\.type) == ["a"])
    #expect(document.hclBlocks(document.root, "data").isEmpty)
  }

  @Test(
    "Literals have their values",
    arguments: [
      ("12", Scalar.integer(12)), ("1.5", .number(1.5)), ("2e3", .number(2000)), ("true", .boolean(true)), ("false", .boolean(false)),
      ("null", .null), (#""a\n\t\"\\\u00e9\U0001F600""#, .string("a\n\t\"\\é😀")), (#""$${a} %%{b} $$ %""#, .string("${a} %{b} $$ %")),
      ("<<EOT\n  a\n  b\\n $${c}\nEOT", .string("  a\n  b\\n ${c}\n")), ("<<-EOT\n    a\n\n      b\n  EOT", .string("a\n\n  b\n")),
      ("<<EOT\nEOT", .string("")),
    ])
  func literals(_ text: String, _ scalar: Scalar) throws {
    let (document, node) = try value(text)
    #expect(document.hclScalar(node) == scalar)
  }

  @Test("The parts of a template are told with marks and indentation applied")
  func templates() throws {
    func parts(_ text: String) throws -> [String] {
      let (document, node) = try value(text)
      return document.hclTemplateParts(node).map { part in
        switch part {
        case .text(let text, _): "'\(text)'"
        case .interpolation(let node, _): "$" + (node.map { document.string($0) } ?? "")
        case .ifStart(let node, _): "if " + (node.map { document.string($0) } ?? "")
        case .elseStart: "else"
        case .endIf: "endif"
        case .forStart(let names, let node, _): "for \(names.joined(separator: ",")) in " + (node.map { document.string($0) } ?? "")
        case .endFor: "endfor"
        }
      }
    }
    #expect(try parts("\"a ${~ b ~} c\"") == ["'a'", "$b", "'c'"])
    #expect(try parts("\"%{ if a ~} b %{~ else }c%{ endif }d\"") == ["if a", "'b'", "else", "'c'", "endif", "'d'"])
    #expect(try parts("\"%{ for k, v in m }${k}%{ endfor }\"") == ["for k,v in m", "$k", "endfor"])
    #expect(try parts("<<-EOT\n    Foo\n      ${bar}\n    Baz\n  EOT") == ["'Foo\n  '", "$bar", "'\nBaz\n'"])
    #expect(try parts("<<-EOT\n    Foo\n  ${bar}\n    Baz\n  EOT") == ["'  Foo\n'", "$bar", "'\n  Baz\n'"])
    #expect(try parts("\"plain\"") == ["'plain'"])
    #expect(try parts("1") == [])
  }

  @Test("Traversals, calls, objects and for expressions are told by their parts")
  func expressions() throws {
    let (traversed, traversal) = try value("var.a[0].1.*.b[*].c")
    let steps = try #require(traversed.hclTraversal(traversal)).steps.map { step in
      switch step {
      case .attribute(let name, _): name
      case .number(let number, _): "#\(number)"
      case .index(let key, _): "[\(key.map { traversed.string($0) } ?? "")]"
      case .attributeSplat: ".*"
      case .fullSplat: "[*]"
      }
    }
    #expect(steps == ["a", "[0]", "#1", ".*", "b", "[*]", "c"])

    let (called, call) = try value("provider::x::f(a, b...)")
    let parts = try #require(called.hclCall(call))
    #expect(parts.name == "provider::x::f")
    #expect(parts.arguments.count == 2)
    #expect(parts.expandsLast)

    let (held, object) = try value("{ a = 1, \"b\" : 2, (c) = 3, 4 = 5 }")
    #expect(held.hclObjectItems(object).map(\.name) == ["a", "b", nil, "4"])

    let (looped, loop) = try value("{ for k, v in m : k => v... if v }")
    let expression = try #require(looped.hclFor(loop))
    #expect(expression.variables == ["k", "v"])
    #expect(expression.groups)
    #expect(
      [expression.collection, expression.key, expression.value, expression.condition].map { $0.map { looped.string($0) } } == [
        "m", "k", "v", "v",
      ])

    let (operated, operation) = try value("((a)) >= 1")
    #expect(operated.hclOperator(operation) == .greaterOrEqual)
    #expect(operated.string(operated.hclUnwrapped(operated.hclChildren(operation)[0])) == "a")
  }
}

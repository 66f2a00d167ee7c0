import SourceText

@testable import SyntaxTree

/// A tree in short words, each operation in parentheses: what a test compares. For small texts only.
func hclShape(_ text: String) -> String {
  let document = Document(SourceText(text), format: .hcl)
  return hclShape(document, document.root)
}

func hclShape(_ document: Document, _ node: Node) -> String {
  let children = document.children(node).filter { document.kind($0) != .trivia }
  let inner = children.map { hclShape(document, $0) }
  func joined(_ range: Range<Int>, _ separator: String = " ") -> String {
    inner[range.clamped(to: 0..<inner.count)].joined(separator: separator)
  }
  let all = 0..<inner.count
  let symbols = ["?", "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "-", "!"]
  let symbol = symbols[min(Int(document.flags(node)), symbols.count - 1)]
  switch document.kind(node) {
  case .root: return joined(all, "; ")
  case .missing: return "∅"
  case .unexpected: return "⚠︎\(document.string(node))⚠︎"
  case .hclAttribute: return joined(all, " = ")
  case .hclBlock: return joined(all)
  case .hclBody: return "{ " + joined(all, "; ") + " }"
  case .hclTraversal: return joined(all, "")
  case .hclAttributeStep, .hclNumberStep: return "." + document.string(node)
  case .hclAttributeSplat: return ".*"
  case .hclFullSplat: return "[*]"
  case .hclIndexStep: return "[" + joined(all) + "]"
  case .hclCall: return joined(0..<1) + "(" + joined(1..<max(1, inner.count), ", ") + (document.flags(node) == 1 ? "…)" : ")")
  case .hclParentheses: return "⟨" + joined(all) + "⟩"
  case .hclTuple: return "[" + joined(all, ", ") + "]"
  case .hclObject: return "{" + joined(all, ", ") + "}"
  case .hclObjectItem: return joined(all, ": ")
  case .hclForTuple: return "[for " + joined(all, " | ") + "]"
  case .hclForObject: return "{for " + joined(all, " | ") + (document.flags(node) == 1 ? "…}" : "}")
  case .hclForCondition: return "if " + joined(all)
  case .hclUnary: return "(" + symbol + joined(all) + ")"
  case .hclBinary: return "(" + joined(all, " \(symbol) ") + ")"
  case .hclConditional: return "(" + joined(0..<1) + " ? " + joined(1..<max(1, inner.count), " : ") + ")"
  case .hclTemplate, .hclHeredocTemplate: return "‹" + joined(all, "|") + "›"
  case .hclInterpolation: return "$" + joined(all)
  case .hclTemplateIf, .hclTemplateFor: return "%‹" + joined(all, "|") + "›"
  case .hclIfClause: return "if " + joined(all)
  case .hclForClause: return "for " + joined(all)
  case .hclElseClause: return "else"
  case .hclEndClause: return "end"
  default: return document.string(node)
  }
}

/// The mistakes of a text: `line:column message` with both counted from one, in bytes.
func hclMistakes(_ text: String) -> [String] {
  let document = Document(SourceText(text), format: .hcl)
  return document.syntaxErrors().map { error in
    let before = Array(text.utf8.prefix(error.range.start))
    let line = before.filter { $0 == 0x0a }.count + 1
    let column = before.count - ((before.lastIndex(of: 0x0a) ?? -1) + 1) + 1
    return "\(line):\(column) \(error.message)"
  }
}

import SourceText
import Testing

@testable import SyntaxTree

/// Rewrites a broken text in all ways at random places: the edits must fit the text and make no more mistakes of it.
func checkBrokenRewrites(_ document: Document, _ name: String, _ random: inout SplitMix) {
  var nodes: [Node] = [document.root]
  var next = 0
  while next < nodes.count {
    nodes.append(contentsOf: document.children(nodes[next]))
    next += 1
  }
  let literal = Literal.object([.init("a", .array([.string("b"), .object([])]))])
  for _ in 0..<20 {
    let node = nodes[Int(random.next() % UInt64(nodes.count))]
    let rewrites: [Rewrite] = [
      .replace(node, literal), .insert(into: node, path: ["new", "name"], literal), .insert(into: node, path: [], literal),
      .remove(node), .rename(node, "new"),
    ]
    for rewrite in rewrites {
      let edits = document.textEdits(for: rewrite)
      let (bytes, refused) = document.text.bytes.applying(edits)
      #expect(refused.isEmpty, "\(name) \(rewrite)")
      if edits.isEmpty { continue }
      let after = Document(SourceText(bytes), format: document.format)
      #expect(after.syntaxErrors().count <= document.syntaxErrors().count, "\(name) \(rewrite) \(edits)")
    }
  }
}

import Analysis
import SourceText

// The outline of a document.
extension Session {
  /// `textDocument/documentSymbol`
  func documentSymbols(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    let uri = try parameters.textDocumentURI()
    guard let document = documents[uri], let snapshot = snapshot(ofFolder: document.folder) else {
      writer.array { _ in }
      return
    }
    var cursor = PositionCursor(document.text, client.encoding)
    let symbols = snapshot.outline(of: document.path).map { (entry: $0, range: cursor.range($0.range)) }
    writer.array(of: symbols) { writer, symbol in
      writer.object {
        $0.member("name", symbol.entry.name)
        $0.member("kind", symbol.entry.kind.number)
        if self.client.hierarchicalSymbols {
          $0.member("detail", symbol.entry.detail)
          $0.name("range")
          $0.range(symbol.range)
          $0.name("selectionRange")
          $0.range(symbol.range)
        } else {
          $0.name("location")
          $0.object {
            $0.member("uri", uri)
            $0.name("range")
            $0.range(symbol.range)
          }
        }
      }
    }
  }
}

extension OutlineEntry.Kind {
  /// `SymbolKind` of LSP: package, key, object.
  fileprivate var number: Int {
    switch self {
    case .vault: 4
    case .key: 20
    case .resource: 19
    }
  }
}

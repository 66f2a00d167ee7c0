import Analysis
import SourceText

// Hover and completion.
extension Session {
  /// `textDocument/hover`
  func hover(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    let uri = try parameters.textDocumentURI()
    let position = try parameters.position()
    guard let document = documents[uri], let snapshot = snapshot(ofFolder: document.folder),
      let hover = snapshot.hover(at: document.text.offset(of: position, in: client.encoding), in: document.path)
    else {
      writer.null()
      return
    }
    var cursor = PositionCursor(document.text, client.encoding)
    let range = cursor.range(hover.range)
    writer.object {
      $0.name("contents")
      $0.markup(hover.text, isMarkdown: self.client.markdownHover)
      $0.name("range")
      $0.range(range)
    }
  }

  /// `textDocument/completion`
  func completion(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    let uri = try parameters.textDocumentURI()
    let position = try parameters.position()
    var items: [CompletionItem] = []
    if let document = documents[uri], position.line < document.text.lines.lineCount,
      let snapshot = snapshot(ofFolder: document.folder)
    {
      let offset = document.text.offset(of: position, in: client.encoding)
      var cursor = PositionCursor(document.text, client.encoding)
      let caret = cursor.position(of: offset)
      for proposal in snapshot.completions(at: offset, in: document.path) {
        let range = cursor.range(proposal.range)
        // A client refuses an edit that leaves the caret's line.
        guard proposal.range.touches(offset), range.start.line == caret.line, range.end.line == caret.line else { continue }
        items.append(CompletionItem(proposal: proposal, range: range, caret: caret))
      }
    }
    writer.completionList(items, for: client)
  }
}

/// A proposal with its place as the client counts.
struct CompletionItem {
  var proposal: Completion
  var range: LineRange
  var caret: TextPosition
}

extension JSONWriter {
  fileprivate mutating func markup(_ text: String, isMarkdown: Bool) {
    object {
      $0.member("kind", isMarkdown ? "markdown" : "plaintext")
      $0.member("value", text)
    }
  }

  mutating func completionList(_ items: [CompletionItem], for client: ClientCapabilities) {
    // Where all proposals overwrite the same place it need be said only once.
    let shared = client.defaultEditRange ? items.first?.range : nil
    let isShared = shared != nil && items.allSatisfy { $0.range == shared }
    object {
      $0.member("isIncomplete", false)
      if isShared, let first = items.first {
        $0.name("itemDefaults")
        $0.object {
          $0.name("editRange")
          $0.editRange(of: first, splits: client.insertReplace)
        }
      }
      $0.name("items")
      $0.array(of: items) { $0.completionItem($1, for: client, hasRange: !isShared) }
    }
  }

  private mutating func completionItem(_ item: CompletionItem, for client: ClientCapabilities, hasRange: Bool) {
    let proposal = item.proposal
    let snippet = client.snippets ? proposal.snippet : nil
    object {
      $0.member("label", proposal.label)
      if !proposal.detail.isEmpty {
        if client.labelDetails {
          $0.name("labelDetails")
          $0.object { $0.member("description", proposal.detail) }
        } else {
          $0.member("detail", proposal.detail)
        }
      }
      $0.member("kind", proposal.kind.number)
      if !proposal.documentation.isEmpty {
        $0.name("documentation")
        $0.markup(proposal.documentation, isMarkdown: client.markdownDocumentation)
      }
      if proposal.isPreselected, client.preselects { $0.member("preselect", true) }
      $0.member("sortText", proposal.sortKey)
      $0.member("filterText", proposal.filterText)
      if snippet != nil { $0.member("insertTextFormat", 2) }
      let newText = snippet ?? proposal.newText
      if hasRange {
        $0.name("textEdit")
        $0.object {
          $0.member("newText", newText)
          if client.insertReplace {
            $0.insertAndReplace(item)
          } else {
            $0.name("range")
            $0.range(item.range)
          }
        }
      } else {
        $0.member("textEditText", newText)
      }
    }
  }

  private mutating func editRange(of item: CompletionItem, splits: Bool) {
    if splits { object { $0.insertAndReplace(item) } } else { range(item.range) }
  }

  private mutating func insertAndReplace(_ item: CompletionItem) {
    name("insert")
    range(LineRange(start: item.range.start, end: item.caret))
    name("replace")
    range(item.range)
  }
}

extension Completion.Kind {
  /// `CompletionItemKind` of LSP.
  fileprivate var number: Int {
    switch self {
    case .property: 10
    case .value: 12
    case .reference: 18
    }
  }
}

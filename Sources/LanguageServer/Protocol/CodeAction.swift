import Analysis
import SourceText

/// The kinds of action that mend all that can be mended safely.
enum FixAllKind {
  static let general = "source.fixAll"
  static let own = "source.fixAll.cmklint"

  /// The kind to answer with, nil where it was not asked for.
  ///
  /// Some clients take an action only if its kind is exactly what they asked for: where one of the two kinds was asked for
  /// alone, it is that.
  static func answer(to only: [String]?) -> String? {
    guard let only, !only.isEmpty else { return own }
    let wanted = [general, own].filter { kind in only.contains { CodeActionKind.covers($0, kind) } }
    if only.contains(general), !only.contains(own) { return general }
    return wanted.isEmpty ? nil : own
  }
}

/// Kinds form a tree: `source` covers `source.fixAll`.
enum CodeActionKind {
  static let quickFix = "quickfix"

  static func covers(_ wanted: String, _ kind: String) -> Bool {
    wanted.isEmpty || wanted == kind || kind.utf8.starts(with: (wanted + ".").utf8)
  }
}

/// An action that the client can offer or apply.
struct CodeAction {
  var title: String
  var kind: String
  var diagnostic: Diagnostic?
  var isPreferred = false
  /// Nil: to be asked for with `codeAction/resolve`.
  var edit: [DocumentEdits]?
  /// Whether a person has to look at the edits first.
  var needsConfirmation = false
  /// What the edits are made of when the client asks for them.
  var origin: Origin

  /// What an action is about, without any place: places may have moved when the client comes back to it.
  struct Origin: Hashable {
    enum Purpose: Hashable {
      case fixAll
      /// The fix with this title of the finding with this fingerprint.
      case fix(String, of: String)
      case suppression(of: String)
    }

    var uri: String
    var purpose: Purpose
  }
}

extension CodeAction.Origin {
  /// Reads the `data` of an action that comes back.
  init(_ data: Parameters) throws(ResponseError) {
    uri = try data.string("uri")
    if let fingerprint = data["suppress"]?.string {
      purpose = .suppression(of: fingerprint)
    } else if let fingerprint = data["finding"]?.string {
      purpose = .fix(try data.string("fix"), of: fingerprint)
    } else {
      purpose = .fixAll
    }
  }
}

/// The edits to one document as the client counts.
struct DocumentEdits {
  var uri: String
  /// Nil for a file that is not open.
  var version: Int?
  var edits: [(range: LineRange, newText: String)]
}

extension JSONWriter {
  mutating func codeAction(_ action: CodeAction, for client: ClientCapabilities) {
    object {
      $0.member("title", action.title)
      $0.member("kind", action.kind)
      if let diagnostic = action.diagnostic {
        $0.name("diagnostics")
        $0.array { $0.diagnostic(diagnostic) }
      }
      if action.isPreferred, client.preferredActions { $0.member("isPreferred", true) }
      if let edit = action.edit {
        $0.name("edit")
        $0.workspaceEdit(edit, confirm: action.needsConfirmation ? action.title : nil, for: client)
      }
      if action.edit == nil {
        $0.name("data")
        $0.origin(action.origin)
      }
    }
  }

  private mutating func origin(_ origin: CodeAction.Origin) {
    object {
      $0.member("uri", origin.uri)
      switch origin.purpose {
      case .fixAll: break
      case .fix(let title, let fingerprint):
        $0.member("finding", fingerprint)
        $0.member("fix", title)
      case .suppression(let fingerprint): $0.member("suppress", fingerprint)
      }
    }
  }

  /// `confirm`: what the edits are called in a preview that the user has to agree to, where the client can show one.
  mutating func workspaceEdit(_ edit: [DocumentEdits], confirm: String? = nil, for client: ClientCapabilities) {
    object {
      guard client.documentChanges else {
        $0.name("changes")
        $0.object {
          for document in edit {
            $0.name(text: document.uri)
            $0.textEdits(document.edits)
          }
        }
        return
      }
      let annotation = client.changeAnnotations ? confirm : nil
      $0.name("documentChanges")
      $0.array(of: edit) { writer, document in
        writer.object {
          $0.name("textDocument")
          $0.object {
            $0.member("uri", document.uri)
            $0.name("version")
            if let version = document.version { $0.integer(version) } else { $0.null() }
          }
          $0.name("edits")
          $0.textEdits(document.edits, annotated: annotation != nil)
        }
      }
      if let annotation {
        $0.name("changeAnnotations")
        $0.object {
          $0.name("confirm")
          $0.object {
            $0.member("label", annotation)
            $0.member("needsConfirmation", true)
          }
        }
      }
    }
  }

  private mutating func textEdits(_ edits: [(range: LineRange, newText: String)], annotated: Bool = false) {
    array(of: edits) { writer, edit in
      writer.object {
        $0.name("range")
        $0.range(edit.range)
        $0.member("newText", edit.newText)
        if annotated { $0.member("annotationId", "confirm") }
      }
    }
  }
}

import Analysis
import SourceText

// Code actions and commands. Edits are always made for the text as it is now, whatever the client's diagnostics remember.
extension Session {
  static let fixWorkspaceCommand = "cmklint.fixWorkspace"

  /// `textDocument/codeAction`
  func codeActions(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    let uri = try parameters.textDocumentURI()
    let range = try parameters.range()
    let context = try parameters.object("context")
    var actions: [CodeAction] = []
    if client.codeActionLiterals, let document = documents[uri], let snapshot = snapshot(ofFolder: document.folder) {
      let only = context["only"]?.strings
      let findings = snapshot.findings(in: document.path)
      if only?.contains(where: { CodeActionKind.covers($0, CodeActionKind.quickFix) }) ?? true {
        let start = document.text.offset(of: range.start, in: client.encoding)
        let end = document.text.offset(of: range.end, in: client.encoding)
        let wanted = ByteRange(min(start, end), max(start, end))
        actions = quickFixes(for: findings.filter { $0.place.range.start <= wanted.end && wanted.start <= $0.place.range.end }, document, snapshot)
      }
      // An editor that asks by itself, with every step of the caret, shows no source actions.
      let isAutomatic = only == nil && context["triggerKind"]?.integer == 2
      if !isAutomatic, let kind = FixAllKind.answer(to: only), let action = fixAll(kind, document, findings, snapshot) {
        actions.append(action)
      }
    }
    writer.array(of: actions) { $0.codeAction($1, for: self.client) }
  }

  /// `codeAction/resolve`
  func resolveCodeAction(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    let title = try parameters.string("title")
    let uri = try parameters.object("data").string("uri")
    let kind = parameters["kind"]?.string ?? FixAllKind.own
    var action = CodeAction(title: title, kind: kind, edit: [])
    if let document = documents[uri], let snapshot = snapshot(ofFolder: document.folder), let edits = snapshot.fixAll(in: document.path) {
      action.edit = documentEdits([FileEdits(path: document.path, edits: edits)], snapshot)
    }
    writer.codeAction(action, for: client)
  }

  /// `workspace/executeCommand`
  func executeCommand(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    let command = try parameters.string("command")
    guard command == Self.fixWorkspaceCommand, client.appliesEdits else {
      throw ResponseError(.invalidParameters, "No command '\(command)'")
    }
    var edits: [DocumentEdits] = []
    for key in workspaceFolders {
      guard let snapshot = snapshot(ofFolder: key) else { continue }
      edits += documentEdits(snapshot.fixAll(includingUnsafe: false), snapshot)
    }
    if !edits.isEmpty {
      ask("workspace/applyEdit", .applyEdit) { writer in
        writer.object {
          $0.member("label", "Fix all encryption findings of the workspace")
          $0.name("edit")
          $0.workspaceEdit(edits, confirm: "Fix all encryption findings of the workspace", for: self.client)
        }
      }
    }
    writer.null()
  }

  private func quickFixes(for findings: [ReportedFinding], _ document: OpenDocument, _ snapshot: Snapshot) -> [CodeAction] {
    var fixes: [CodeAction] = []
    var suppressions: [CodeAction] = []
    var cursor = PositionCursor(document.text, client.encoding)
    for finding in findings.prefix(Self.mostDiagnostics) {
      let diagnostic = diagnostic(of: finding, &cursor, snapshot)
      var hasPreferred = false
      for fix in finding.fixes {
        let edit = documentEdits(fix.edits, snapshot)
        guard !edit.isEmpty else { continue }
        let isPreferred = fix.isSafe && !hasPreferred
        hasPreferred = hasPreferred || isPreferred
        fixes.append(
          CodeAction(
            title: fix.title, kind: CodeActionKind.quickFix, diagnostic: diagnostic, isPreferred: isPreferred, edit: edit,
            needsConfirmation: !fix.isSafe))
      }
      if let suppression = snapshot.suppression(of: finding) {
        let edit = documentEdits([suppression], snapshot)
        guard !edit.isEmpty else { continue }
        suppressions.append(
          CodeAction(
            title: "Ignore \(finding.rule) (\(finding.name)) here", kind: CodeActionKind.quickFix, diagnostic: diagnostic, edit: edit))
      }
    }
    return fixes + suppressions
  }

  private func fixAll(_ kind: String, _ document: OpenDocument, _ findings: [ReportedFinding], _ snapshot: Snapshot) -> CodeAction? {
    guard findings.contains(where: { $0.fixes.contains { $0.isSafe } }) else { return nil }
    var action = CodeAction(title: "Fix all findings that can be fixed safely", kind: kind)
    if client.resolvesEdits {
      action.unresolvedURI = document.uri
    } else {
      guard let edits = snapshot.fixAll(in: document.path), !edits.isEmpty else { return nil }
      action.edit = documentEdits([FileEdits(path: document.path, edits: edits)], snapshot)
    }
    return action
  }

  /// The edits as the client counts, each file with the version that they were made for. Files whose text is not known are
  /// left out.
  private func documentEdits(_ files: [FileEdits], _ snapshot: Snapshot) -> [DocumentEdits] {
    files.compactMap { file in
      guard !file.edits.isEmpty, let text = text(of: file.path, snapshot) else { return nil }
      var cursor = PositionCursor(text, client.encoding)
      let uri = uri(of: file.path)
      return DocumentEdits(
        uri: uri, version: documents[uri]?.version,
        edits: file.edits.map { (cursor.range($0.range), String(decoding: $0.replacement, as: UTF8.self)) })
    }
  }
}

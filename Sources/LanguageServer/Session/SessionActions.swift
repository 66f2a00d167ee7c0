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
      if only?.contains(where: { CodeActionKind.covers($0, CodeActionKind.quickFix) }) ?? true {
        let start = document.text.offset(of: range.start, in: client.encoding)
        let end = document.text.offset(of: range.end, in: client.encoding)
        let wanted = ByteRange(min(start, end), max(start, end))
        let here = snapshot.findings(in: document.path) { $0.place.range.start <= wanted.end && wanted.start <= $0.place.range.end }
        actions = quickFixes(for: here, document, snapshot)
      }
      // An editor that asks by itself, with every step of the caret, shows no source actions.
      let isAutomatic = only == nil && context["triggerKind"]?.integer == 2
      if !isAutomatic, let kind = FixAllKind.answer(to: only), let action = fixAll(kind, document, snapshot) {
        actions.append(action)
      }
      // A client that can wait for the edits gets them for the text as it is when they are wanted.
      if !client.resolvesEdits {
        actions = actions.compactMap { action in
          var action = action
          action.edit = edits(of: action, document, snapshot)
          return action.edit == nil ? nil : action
        }
      }
    }
    writer.array(of: actions) { $0.codeAction($1, for: self.client) }
  }

  /// `codeAction/resolve`
  func resolveCodeAction(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    let origin = try CodeAction.Origin(try parameters.object("data"))
    guard let document = documents[origin.uri], let snapshot = snapshot(ofFolder: document.folder) else {
      throw ResponseError(.requestFailed, "The document is not open any more")
    }
    var resolved: CodeAction?
    switch origin.purpose {
    case .fixAll:
      resolved = fixAll(parameters["kind"]?.string ?? FixAllKind.own, document, snapshot)
    case .fix(_, let fingerprint), .suppression(let fingerprint):
      let meant = snapshot.findings(in: document.path) { $0.fingerprint == fingerprint }
      let actions = quickFixes(for: meant, document, snapshot)
      resolved = actions.first { $0.origin == origin }
    }
    guard var action = resolved else { throw ResponseError(.requestFailed, "The finding is not there any more") }
    action.edit = edits(of: action, document, snapshot) ?? []
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

  /// The actions for each finding, the fixes of all of them before the comments that silence them. Without their edits.
  private func quickFixes(for findings: [ReportedFinding], _ document: OpenDocument, _ snapshot: Snapshot) -> [CodeAction] {
    var fixes: [CodeAction] = []
    var suppressions: [CodeAction] = []
    var cursor = PositionCursor(document.text, client.encoding)
    for finding in findings.prefix(Self.mostDiagnostics) {
      let diagnostic = diagnostic(of: finding, &cursor, snapshot)
      let preferred = finding.fixes.first(where: \.isSafe)
      for fix in finding.fixes where !fix.edits.isEmpty {
        fixes.append(
          CodeAction(
            title: fix.title, kind: CodeActionKind.quickFix, diagnostic: diagnostic, isPreferred: fix == preferred,
            needsConfirmation: !fix.isSafe, origin: .init(uri: document.uri, purpose: .fix(fix.title, of: finding.fingerprint))))
      }
      if snapshot.suppression(of: finding) != nil {
        suppressions.append(
          CodeAction(
            title: "Ignore \(finding.rule) (\(finding.name)) here", kind: CodeActionKind.quickFix, diagnostic: diagnostic,
            origin: .init(uri: document.uri, purpose: .suppression(of: finding.fingerprint))))
      }
    }
    return fixes + suppressions
  }

  private func fixAll(_ kind: String, _ document: OpenDocument, _ snapshot: Snapshot) -> CodeAction? {
    guard snapshot.hasSafeFix(in: document.path) else { return nil }
    return CodeAction(
      title: "Fix all findings that can be fixed safely", kind: kind, origin: .init(uri: document.uri, purpose: .fixAll))
  }

  /// The edits of an action in the present texts; nil if there are none.
  private func edits(of action: CodeAction, _ document: OpenDocument, _ snapshot: Snapshot) -> [DocumentEdits]? {
    func finding(_ fingerprint: String) -> ReportedFinding? {
      snapshot.findings(in: document.path) { $0.fingerprint == fingerprint }.first
    }
    var files: [FileEdits] = []
    switch action.origin.purpose {
    case .fixAll:
      if let document = documents[action.origin.uri], let edits = snapshot.fixAll(in: document.path) {
        files = [FileEdits(path: document.path, edits: edits)]
      }
    case .fix(let title, let fingerprint):
      files = finding(fingerprint)?.fixes.first { $0.title == title }?.edits ?? []
    case .suppression(let fingerprint):
      if let finding = finding(fingerprint), let edits = snapshot.suppression(of: finding) {
        files = [edits]
      }
    }
    let edits = documentEdits(files, snapshot)
    return edits.isEmpty ? nil : edits
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

import Analysis
import PolicyRules
import SourceText

// Diagnostics, pushed or pulled.
extension Session {
  /// No client shows more of one file in a useful way; each costs several hundred bytes with every key.
  static let mostDiagnostics = 1000

  /// What the next report is expected to cost, in seconds, judged by the last one; 0 where a document waits to be seen at all.
  var costOfReport: Double {
    var cost = 0.0
    for document in documents.values {
      guard let folder = folders[document.folder], folder.hasNews else { continue }
      if document.reported == nil { return 0 }
      cost = max(cost, folder.cost)
    }
    return cost
  }

  /// Checks what changed and tells the client what differs from what it has been told last.
  func report() {
    guard phase == .running else { return }
    var isStaleElsewhere = false
    // A document of one folder may be a module of another: all are handed over before any is looked at.
    for key in folders.keys where folders[key]?.openDocuments ?? 0 > 0 { flushAll(in: key) }
    for key in folders.keys {
      guard let folder = folders[key], folder.openDocuments > 0, folder.hasNews || hasWork(in: key) else { continue }
      lookForWanted(in: key)
      guard let snapshot = snapshot(ofFolder: key) else { continue }
      folders[key]?.hasNews = false
      for uri in documents.keys where documents[uri]?.folder == key {
        if client.pullsDiagnostics {
          guard let document = documents[uri], document.reported != nil, !document.awaitsReport else { continue }
          let before = document.reported?.resultID
          isStaleElsewhere = bringUpToDate(uri, snapshot) != before || isStaleElsewhere
        } else {
          push(uri, snapshot)
        }
      }
    }
    if isStaleElsewhere { ask("workspace/diagnostic/refresh", .refresh) }
  }

  private func hasWork(in key: Int) -> Bool {
    documents.values.contains { $0.folder == key && ($0.pending != .none || $0.awaitsReport && !client.pullsDiagnostics) }
  }

  private func push(_ uri: String, _ snapshot: Snapshot) {
    let before = documents[uri]?.reported?.resultID
    let now = bringUpToDate(uri, snapshot)
    guard let document = documents[uri], let report = document.reported, document.awaitsReport || before != now else { return }
    documents[uri]?.awaitsReport = false
    publish(uri: uri, version: document.version, encoded: report.encoded)
  }

  func publish(uri: String, version: Int?, encoded: [UInt8]) {
    notify("textDocument/publishDiagnostics") { writer in
      writer.object {
        $0.member("uri", uri)
        if let version { $0.member("version", version) }
        $0.name("diagnostics")
        $0.encoded(encoded)
      }
    }
  }

  /// `textDocument/diagnostic`
  func pullDiagnostics(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    let uri = try parameters.textDocumentURI()
    guard let document = documents[uri] else {
      let diagnostics = self.diagnostics(ofUnopened: uri)
      writer.object {
        $0.member("kind", "full")
        $0.name("items")
        $0.array(of: diagnostics) { $0.diagnostic($1) }
      }
      return
    }
    if isOvertaken(uri) {
      throw ResponseError(.serverCancelled, "The document has changed since", retriggers: true)
    }
    guard let snapshot = snapshot(ofFolder: document.folder) else {
      writer.object {
        $0.member("kind", "full")
        $0.name("items")
        $0.array { _ in }
      }
      return
    }
    let resultID = bringUpToDate(uri, snapshot)
    documents[uri]?.awaitsReport = false
    let report = documents[uri]?.reported
    writer.object {
      let isKnown = parameters["previousResultId"]?.string == String(resultID)
      $0.member("kind", isKnown ? "unchanged" : "full")
      $0.member("resultId", String(resultID))
      if !isKnown {
        $0.name("items")
        $0.encoded(report?.encoded ?? Array("[]".utf8))
      }
    }
  }

  private func diagnostics(ofUnopened uri: String) -> [Diagnostic] {
    guard let path = DocumentURI.path(of: uri), let key = folderKey(for: path), let snapshot = snapshot(ofFolder: key),
      let text = snapshot.text(of: path)
    else { return [] }
    return diagnostics(in: path, text, snapshot)
  }

  /// Makes the document's report that of the snapshot; what is equal keeps its encoding and its number. Returns the number.
  @discardableResult
  private func bringUpToDate(_ uri: String, _ snapshot: Snapshot) -> Int {
    guard let document = documents[uri] else { return 0 }
    let diagnostics = diagnostics(in: document.path, document.text, snapshot)
    if let report = document.reported, report.diagnostics == diagnostics { return report.resultID }
    var writer = JSONWriter()
    writer.array(of: diagnostics) { $0.diagnostic($1) }
    let resultID = nextNumber()
    documents[uri]?.reported = OpenDocument.Report(diagnostics: diagnostics, encoded: writer.bytes, resultID: resultID)
    return resultID
  }

  private func diagnostics(in path: String, _ text: SourceText, _ snapshot: Snapshot) -> [Diagnostic] {
    let findings = snapshot.bareFindings(in: path)
    var cursor = PositionCursor(text, client.encoding)
    var diagnostics = findings.prefix(Self.mostDiagnostics).map { diagnostic(of: $0, &cursor, snapshot) }
    if findings.count > Self.mostDiagnostics {
      let start = TextPosition(line: 0, column: 0)
      diagnostics.append(
        Diagnostic(
          range: LineRange(start: start, end: start), severity: .info,
          message: "\(findings.count - Self.mostDiagnostics) more findings of this file are not shown."))
    }
    return diagnostics
  }

  /// The finding as the client gets it, its place counted by `cursor`, which is of the finding's file.
  func diagnostic(of finding: ReportedFinding, _ cursor: inout PositionCursor, _ snapshot: Snapshot) -> Diagnostic {
    var diagnostic = Diagnostic(
      range: cursor.range(finding.place.range), severity: finding.severity, code: finding.rule, message: finding.message)
    if client.codeDescription { diagnostic.link = ruleLinks[finding.rule] }
    diagnostic.isUnnecessary = client.unnecessaryTag && finding.rule == Self.unusedSuppression
    if client.diagnosticData { diagnostic.fingerprint = finding.fingerprint }
    if client.relatedInformation {
      for related in finding.related {
        // An earlier revision has no address that an editor could open.
        guard related.place.revision == nil, let text = text(of: related.place.path, snapshot) else { continue }
        var cursor = PositionCursor(text, client.encoding)
        diagnostic.related.append(
          Diagnostic.Related(
            uri: self.uri(of: related.place.path), range: cursor.range(related.place.range), message: related.message))
      }
    }
    return diagnostic
  }

  /// CMK013 stands on a comment that has no effect.
  private static let unusedSuppression = "CMK013"

  /// The present text of a file: the buffer's, or what the analysis read.
  func text(of path: String, _ snapshot: Snapshot) -> SourceText? {
    openPaths[path].flatMap { documents[$0]?.text } ?? snapshot.text(of: path)
  }

  /// The client's own URI where it has one.
  func uri(of path: String) -> String { openPaths[path] ?? DocumentURI.uri(of: path) }
}

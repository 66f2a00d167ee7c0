import Analysis
import SourceText
import Workspace

// Documents opened, changed and closed.
extension Session {
  func didOpen(_ parameters: Parameters) throws(ResponseError) {
    let item = try parameters.object("textDocument")
    let uri = try item.string("uri")
    let text = SourceText(try item.string("text"))
    let version = item["version"]?.integer
    if documents[uri] != nil {
      // Opened twice: the new text counts.
      documents[uri]?.text = text
      documents[uri]?.version = version
      documents[uri]?.pending = .wholeText
      documents[uri]?.awaitsReport = true
      return
    }
    // Earlier revisions in a difference view are not what will be deployed.
    guard DocumentURI.scheme(of: uri) != "git" else { return }
    let isFile = DocumentURI.path(of: uri) != nil
    let languageID = item["languageId"]?.string
    let path = DocumentURI.path(of: uri) ?? DocumentURI.standIn(for: uri, fileExtension: Self.fileExtension(ofLanguage: languageID ?? ""))
    let key = (isFile ? folderKey(for: path) : nil) ?? makeLooseFolder(for: uri, path)
    folders[key]?.openDocuments += 1
    var document = OpenDocument(uri: uri, path: path, languageID: languageID, folder: key, version: version, text: text)
    document.pending = .wholeText
    documents[uri] = document
    openPaths[path] = uri
  }

  func didChange(_ parameters: Parameters) throws(ResponseError) {
    let identifier = try parameters.object("textDocument")
    let uri = try identifier.string("uri")
    let changes = try parameters.array("contentChanges")
    guard documents[uri] != nil else { throw ResponseError(.invalidParameters, "the document is not open") }
    // Let go of the old state first: what only one holds is changed in place.
    if let key = documents[uri]?.folder { folders[key]?.invalidate() }
    defer {
      documents[uri]?.version = identifier["version"]?.integer
      documents[uri]?.awaitsReport = true
    }
    for change in changes {
      let change = Parameters(change)
      let range = change["range"] == nil || change["range"] == .null ? nil : try change.range()
      documents[uri]?.apply(range, try change.string("text"), encoding: client.encoding)
    }
  }

  func didClose(_ parameters: Parameters) throws(ResponseError) {
    let uri = try parameters.textDocumentURI()
    guard let document = documents.removeValue(forKey: uri) else { return }
    if openPaths[document.path] == uri { openPaths[document.path] = nil }
    if !client.pullsDiagnostics, document.reported?.diagnostics.isEmpty == false {
      publish(uri: uri, version: nil, encoded: Array("[]".utf8))
    }
    let key = document.folder
    guard var folder = folders.removeValue(forKey: key) else { return }
    folder.openDocuments -= 1
    if folder.reach != .tree, folder.openDocuments == 0 { return }
    folder.invalidate()
    if folder.reach == .alone {
      folder.host.removeFile(document.path)
    }
    folders[key] = folder
    // The file on disk counts again, or nothing if there is none.
    if folder.reach != .alone { read(.read(folder: key, paths: [document.path], isWholeFolder: false)) }
  }

  func didSave(_ parameters: Parameters) throws(ResponseError) {
    let uri = try parameters.textDocumentURI()
    documents[uri]?.isPlaced = false
    if let key = documents[uri]?.folder, documents[uri]?.pending == PendingChange.none {
      folders[key]?.invalidate()
      place(uri)
    }
    // Clients without watched files still tell of what they save themselves.
    if !client.registersWatchedFiles, let key = documents[uri]?.folder { readBaseline(of: key) }
  }

  func didChangeWatchedFiles(_ parameters: Parameters) throws(ResponseError) {
    var changed: [Int: [String]] = [:]
    var moved: Set<Int> = []
    for change in try parameters.array("changes") {
      guard let uri = change["uri"]?.string, let path = DocumentURI.path(of: uri) else { continue }
      let key = folderKey(for: path)
      if path.contains("/.git/") {
        if let key { moved.insert(key) }
      } else if openPaths[path] == nil {
        let loose = folders.first { $0.value.reach == .siblings && FilePath.parent(path) == $0.value.root }?.key
        if let key = key ?? loose { changed[key, default: []].append(path) }
      }
    }
    for (key, paths) in changed { read(.read(folder: key, paths: paths, isWholeFolder: false)) }
    for key in moved { readBaseline(of: key) }
  }

  // MARK: - Where a document is checked

  /// A folder for a document outside of the workspace: with the files beside it, or alone if it is no file.
  func makeLooseFolder(for uri: String, _ path: String) -> Int {
    let root = FilePath.parent(path)
    guard DocumentURI.path(of: uri) != nil else { return makeFolder(root: root, reach: .alone) }
    if let known = folders.first(where: { $0.value.reach == .siblings && $0.value.root == root }) { return known.key }
    let key = makeFolder(root: root, reach: .siblings)
    read(.listSiblings(folder: key, root: root))
    readBaseline(of: key)
    return key
  }

  /// Makes another folder responsible for an open document.
  func move(_ uri: String, to key: Int) {
    guard let document = documents[uri] else { return }
    if var old = folders[document.folder] {
      old.openDocuments -= 1
      old.invalidate()
      old.host.removeFile(document.path)
      let isLeft = old.reach != .tree && old.openDocuments == 0
      folders[document.folder] = isLeft ? nil : old
    }
    folders[key]?.openDocuments += 1
    documents[uri]?.folder = key
    documents[uri]?.isTracked = false
    documents[uri]?.isPlaced = false
    documents[uri]?.pending = .wholeText
  }

  func makeCheckedFolder(root: String, reach: CheckedFolder.Reach) -> CheckedFolder? {
    guard let today = WorkingFolder.todayUTC else { return nil }
    var options = Host.Options(today: today, root: root)
    options.select = settings.select
    options.ignore = settings.ignore
    return CheckedFolder(root: root, reach: reach, host: Host(options: options))
  }

  /// Hands what has happened to the document over to the analysis.
  func flush(_ uri: String) {
    guard let document = documents[uri], document.pending != .none else { return }
    let key = document.folder
    folders[key]?.invalidate()
    if case .edits(let edits) = document.pending, document.isTracked {
      documents[uri]?.isTracked = folders[key]?.host.edit(document.path, edits, languageID: document.languageID) ?? false
    } else {
      documents[uri]?.isTracked = folders[key]?.host.setFile(document.path, document.text, languageID: document.languageID) ?? false
    }
    documents[uri]?.pending = .none
    // Deployments of other folders may call the document as a module.
    for other in folders.keys where other != key && folders[other]?.host.hasLoaded(document.path) == true {
      folders[other]?.invalidate()
      folders[other]?.host.updateLoaded(document.path, document.text)
    }
    if !document.isPlaced || !document.isTracked { place(uri) }
  }

  /// Finds out whether a file stands behind the document: without one it is a draft, which others do not see.
  private func place(_ uri: String) {
    guard let document = documents[uri] else { return }
    documents[uri]?.isPlaced = true
    let exists = (try? FileKind(of: document.path)) != nil
    folders[document.folder]?.host.setDetached(document.path, !exists)
  }

  /// Hands over what has happened to the documents of a folder.
  func flushAll(in key: Int) {
    for (uri, document) in documents where document.folder == key && document.pending != .none { flush(uri) }
  }

  /// The state of a folder with all that came before, for a request.
  func snapshot(ofFolder key: Int) -> Snapshot? {
    flushAll(in: key)
    if let today = WorkingFolder.todayUTC, let folder = folders[key], folder.host.options.today != today {
      folders[key]?.invalidate()
      folders[key]?.host.options.today = today
    }
    return folders[key]?.currentSnapshot()
  }

  /// The extension that says for an unnamed document what its language id says.
  private static func fileExtension(ofLanguage language: String) -> String {
    switch language {
    case "json", "arm-template", "arm-parameters": "json"
    case "jsonc": "jsonc"
    case "yaml", "azure-pipelines", "dockercompose": "yaml"
    case "terraform", "tf", "hcl", "opentofu": "tf"
    case "terraform-vars", "opentofu-vars": "tfvars"
    case "bicep": "bicep"
    case "bicep-params": "bicepparam"
    default: ""
    }
  }
}

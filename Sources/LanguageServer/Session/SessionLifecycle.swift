import SourceText
import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

// `initialize`, settings and the workspace's folders.
extension Session {
  func initialize(_ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    guard phase == .fresh else { throw ResponseError(.invalidRequest, "The server is initialized already") }
    guard parameters.value?.isObject == true else { throw Parameters.missing("capabilities") }
    settings = Settings(parameters["initializationOptions"])
    client = ClientCapabilities(parameters["capabilities"], prefersUTF8: settings.prefersUTF8)
    trace = parameters["trace"]?.string ?? "off"
    if let process = parameters["processId"]?.integer { ParentWatch.start(processID: process, mailbox: mailbox) }
    var uris = parameters["workspaceFolders"]?.array?.compactMap { $0["uri"]?.string } ?? []
    if uris.isEmpty {
      if let uri = parameters["rootUri"]?.string {
        uris = [uri]
      } else if let path = parameters["rootPath"]?.string {
        uris = [DocumentURI.uri(of: path)]
      }
    }
    phase = .running
    for uri in uris { addWorkspaceFolder(uri) }
    writer.object { writer in
      writer.name("capabilities")
      writer.object { self.capabilities(into: &$0) }
      writer.name("serverInfo")
      writer.object {
        $0.member("name", "cmklint")
        $0.member("version", self.options.version)
      }
    }
  }

  private func capabilities(into writer: inout JSONWriter) {
    writer.member("positionEncoding", client.encoding.rawValue)
    writer.name("textDocumentSync")
    writer.object {
      $0.member("openClose", true)
      $0.member("change", 2)
      $0.name("save")
      $0.object { $0.member("includeText", false) }
    }
    if client.codeActionLiterals {
      writer.name("codeActionProvider")
      writer.object {
        $0.name("codeActionKinds")
        $0.array(of: ["quickfix", FixAllKind.general, FixAllKind.own]) { $0.string($1) }
        $0.member("resolveProvider", self.client.resolvesEdits)
      }
    }
    writer.member("hoverProvider", true)
    writer.member("documentSymbolProvider", true)
    writer.name("completionProvider")
    writer.object {
      $0.name("triggerCharacters")
      $0.array(of: ["\"", "'", ":", "/", "."]) { $0.string($1) }
      $0.member("resolveProvider", false)
    }
    if client.pullsDiagnostics {
      writer.name("diagnosticProvider")
      writer.object {
        $0.member("identifier", "cmklint")
        $0.member("interFileDependencies", true)
        $0.member("workspaceDiagnostics", false)
      }
    }
    if client.appliesEdits {
      writer.name("executeCommandProvider")
      writer.object {
        $0.name("commands")
        $0.array(of: [Self.fixWorkspaceCommand]) { $0.string($1) }
      }
    }
    writer.name("workspace")
    writer.object {
      $0.name("workspaceFolders")
      $0.object {
        $0.member("supported", true)
        $0.member("changeNotifications", true)
      }
    }
  }

  func initialized() {
    var registrations: [(id: String, method: String, options: ((inout JSONWriter) -> Void)?)] = []
    if client.registersWatchedFiles {
      registrations.append(
        (
          "watched-files", "workspace/didChangeWatchedFiles",
          { writer in
            writer.object {
              $0.name("watchers")
              $0.array(of: Self.watchedPatterns) { writer, pattern in writer.object { $0.member("globPattern", pattern) } }
            }
          }
        ))
    }
    if client.registersConfigurationChanges {
      registrations.append(
        (
          "configuration", "workspace/didChangeConfiguration",
          { writer in writer.object { $0.member("section", "cmklint") } }
        ))
    }
    if !registrations.isEmpty {
      ask("client/registerCapability", .registration) { writer in
        writer.object {
          $0.name("registrations")
          $0.array(of: registrations) { writer, registration in
            writer.object {
              $0.member("id", registration.id)
              $0.member("method", registration.method)
              if let options = registration.options {
                $0.name("registerOptions")
                options(&$0)
              }
            }
          }
        }
      }
    }
    if client.workspaceConfiguration { askForSettings() }
  }

  /// What the analysis reads, and what tells that the revision to compare with has moved.
  private static let watchedPatterns = [
    "**/*.{json,jsonc,yaml,yml,bicep,bicepparam,tf,tfvars}", "**/.git/HEAD", "**/.git/refs/heads/**",
  ]

  // MARK: - Settings

  private func askForSettings() {
    ask("workspace/configuration", .configuration) { writer in
      writer.object {
        $0.name("items")
        $0.array { $0.object { $0.member("section", "cmklint") } }
      }
    }
  }

  func didChangeConfiguration(_ parameters: Parameters) {
    if client.workspaceConfiguration {
      askForSettings()
    } else if let settings = parameters["settings"], settings.isObject {
      use(Settings(settings))
    }
  }

  func use(_ new: Settings) {
    var new = new
    // The encoding has been agreed on for good.
    new.prefersUTF8 = settings.prefersUTF8
    guard new != settings else { return }
    let comparesAnew = (new.against, new.comparesStates) != (settings.against, settings.comparesStates)
    settings = new
    for key in folders.keys {
      folders[key]?.invalidate()
      folders[key]?.host.options.select = new.select
      folders[key]?.host.options.ignore = new.ignore
    }
    if comparesAnew { for key in folders.keys { readBaseline(of: key) } }
  }

  // MARK: - Folders

  func didChangeWorkspaceFolders(_ parameters: Parameters) throws(ResponseError) {
    let event = try parameters.object("event")
    for folder in event["removed"]?.array ?? [] { if let uri = folder["uri"]?.string { removeWorkspaceFolder(uri) } }
    for folder in event["added"]?.array ?? [] { if let uri = folder["uri"]?.string { addWorkspaceFolder(uri) } }
  }

  private func addWorkspaceFolder(_ uri: String) {
    guard let path = DocumentURI.path(of: uri).map(FilePath.normalised) else { return }
    guard !workspaceFolders.contains(where: { folders[$0]?.root == path }) else { return }
    let key = makeFolder(root: path, reach: .tree)
    workspaceFolders.append(key)
    // Documents that were looked at alone, or with an outer folder, move into this one.
    for uri in documents.keys {
      if let document = documents[uri], document.folder != key, folderKey(for: document.path) == key { move(uri, to: key) }
    }
    read(.list(folder: key, root: path))
    readBaseline(of: key)
  }

  private func removeWorkspaceFolder(_ uri: String) {
    guard let path = DocumentURI.path(of: uri).map(FilePath.normalised),
      let index = workspaceFolders.firstIndex(where: { folders[$0]?.root == path })
    else { return }
    let key = workspaceFolders.remove(at: index)
    for uri in documents.keys where documents[uri]?.folder == key {
      if let document = documents[uri] { move(uri, to: folderKey(for: document.path) ?? makeLooseFolder(for: document.uri, document.path)) }
    }
    folders[key] = nil
  }

  func makeFolder(root: String, reach: CheckedFolder.Reach) -> Int {
    let key = nextNumber()
    folders[key] = makeCheckedFolder(root: root, reach: reach)
    folders[key]?.host.options.isLoading = reach != .alone
    return key
  }

  /// The folder of the workspace, or the loose one, that a path lies in: the innermost.
  func folderKey(for path: String) -> Int? {
    workspaceFolders.filter { folders[$0].map { FilePath.isInside(path, folder: $0.root) } ?? false }
      .max { (folders[$0]?.root.utf8.count ?? 0) < (folders[$1]?.root.utf8.count ?? 0) }
  }

  // MARK: - Log

  func log(_ text: String) {
    guard options.logs else { return }
    var line = Array("cmklint: \(text)\n".utf8)
    line.withUnsafeMutableBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

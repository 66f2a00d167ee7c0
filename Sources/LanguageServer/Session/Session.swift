import PolicyRules
import SourceText

/// One client's session: the thread that runs it owns all of its state.
///
/// What waits in the mailbox is handled in order; only when nothing is left are the documents that changed checked and their
/// diagnostics sent. So a burst of edits costs one check, and a request sees every edit that came before it.
final class Session {
  enum Phase { case fresh, running, shutDown }

  let options: LanguageServer.Options
  let mailbox: Mailbox
  var output: FrameOutput
  var phase = Phase.fresh
  var client = ClientCapabilities()
  var settings = Settings()
  var trace = "off"

  /// By the client's URI.
  var documents: [String: OpenDocument] = [:]
  /// The URI of the open document at a path.
  var openPaths: [String: String] = [:]
  var folders: [Int: CheckedFolder] = [:]
  /// The folders of the workspace: keys of `folders`.
  var workspaceFolders: [Int] = []
  var background = BackgroundReading()

  /// The addresses of the rules' pages.
  let ruleLinks = Dictionary(Registry.all.map { ($0.page.id, $0.page.link) }, uniquingKeysWith: { $1 })
  private var lastNumber = 0
  private var writer = JSONWriter()
  private var exitStatus: Int32?
  /// What is being handled: the batch and the place in it.
  private var batch = Waiting()
  private var place = 0
  /// Requests of the server that the client has not answered.
  var asked: [RequestID: OwnRequest] = [:]

  /// What the server asks of the client.
  enum OwnRequest: Hashable {
    case registration, configuration, refresh, applyEdit
  }

  init(options: LanguageServer.Options, mailbox: Mailbox, output: FrameOutput) {
    self.options = options
    self.mailbox = mailbox
    self.output = output
  }

  /// A number that was not given out before: for keys, request ids and result ids.
  func nextNumber() -> Int {
    lastNumber += 1
    return lastNumber
  }

  // MARK: - The loop

  /// Serves until the end; returns the exit status.
  func run() -> Int32 {
    while true {
      var waiting = mailbox.takeAll()
      let start = SystemThread.now
      while true {
        if let status = handle(waiting) { return status }
        // Where a check is slow, a pause in the typing is waited for, but not for long.
        guard costOfReport > 0.05, SystemThread.now - start < 0.3 else { break }
        waiting = mailbox.takeAll(waitingAtMost: 0.04)
        if waiting.events.isEmpty { break }
      }
      report()
      if output.isBroken { return status }
    }
  }

  /// The exit status if the session ended here.
  private var status: Int32 { phase == .shutDown ? 0 : 1 }

  private func handle(_ waiting: Waiting) -> Int32? {
    batch = waiting
    for (index, event) in waiting.events.enumerated() {
      place = index
      switch event {
      case .message(let message): handle(message)
      case .unparsable: fail(nil, ResponseError(.parseError, "The message is no JSON, or is nested too deeply"))
      case .background(let result): take(result)
      case .endOfInput(let isTorn):
        if isTorn { log("the input ends inside a message") }
        return status
      case .brokenStream(let reason):
        log("the input cannot be read: \(reason)")
        return 1
      case .parentGone:
        log("the process that started the server is gone")
        return status
      }
      if let exitStatus { return exitStatus }
      if output.isBroken { return status }
    }
    batch = Waiting()
    return nil
  }

  /// Whether the client has taken the request back: what waits behind it says so.
  private func isCancelled(_ id: RequestID) -> Bool { batch.cancelled.contains(id) || mailbox.holdsCancellation(of: id) }

  /// Whether a change of the document waits behind what is being handled.
  func isOvertaken(_ uri: String) -> Bool {
    if let change = batch.lastChange[uri], change > place { return true }
    return mailbox.holdsChange(of: uri)
  }

  // MARK: - Messages in

  private func handle(_ message: Message) {
    switch message {
    case .request(let id, let method, let parameters): handleRequest(id, method, Parameters(parameters))
    case .notification(let method, let parameters): handleNotification(method, Parameters(parameters))
    case .response(let id, let result): handleResponse(id, result)
    case .invalid(let id): fail(id, ResponseError(.invalidRequest, "Not a request"))
    case .ignored: log("a message that is neither a request, a notification nor a response")
    }
  }

  private func handleRequest(_ id: RequestID, _ method: String, _ parameters: Parameters) {
    let start = SystemThread.now
    do throws(ResponseError) {
      switch phase {
      case .fresh where method != "initialize": throw ResponseError(.serverNotInitialized, "The server is not initialized")
      case .shutDown: throw ResponseError(.invalidRequest, "The server is shutting down")
      default: break
      }
      if isCancelled(id) { throw ResponseError(.requestCancelled, "Cancelled") }
      var writer = takeWriter()
      defer { self.writer = writer }
      writer.raw("{\"jsonrpc\":\"2.0\",\"id\":")
      writer.requestID(id)
      writer.raw(",\"result\":")
      try answer(method, parameters, into: &writer)
      writer.raw("}")
      output.write(writer.bytes)
    } catch {
      fail(id, error)
    }
    if trace != "off" { traceDone(method, seconds: SystemThread.now - start) }
  }

  /// Writes the result of a request: exactly one JSON value.
  private func answer(_ method: String, _ parameters: Parameters, into writer: inout JSONWriter) throws(ResponseError) {
    switch method {
    case "initialize": try initialize(parameters, into: &writer)
    case "shutdown":
      phase = .shutDown
      writer.null()
    case "textDocument/diagnostic": try pullDiagnostics(parameters, into: &writer)
    case "textDocument/codeAction": try codeActions(parameters, into: &writer)
    case "codeAction/resolve": try resolveCodeAction(parameters, into: &writer)
    case "textDocument/hover": try hover(parameters, into: &writer)
    case "textDocument/completion": try completion(parameters, into: &writer)
    case "textDocument/documentSymbol": try documentSymbols(parameters, into: &writer)
    case "workspace/executeCommand": try executeCommand(parameters, into: &writer)
    default: throw ResponseError(.methodNotFound, "No method '\(method)'")
    }
  }

  private func handleNotification(_ method: String, _ parameters: Parameters) {
    if method == "exit" {
      exitStatus = status
      return
    }
    guard phase == .running else { return }
    do throws(ResponseError) {
      switch method {
      case "initialized": initialized()
      case "textDocument/didOpen": try didOpen(parameters)
      case "textDocument/didChange": try didChange(parameters)
      case "textDocument/didClose": try didClose(parameters)
      case "textDocument/didSave": try didSave(parameters)
      case "workspace/didChangeConfiguration": didChangeConfiguration(parameters)
      case "workspace/didChangeWatchedFiles": try didChangeWatchedFiles(parameters)
      case "workspace/didChangeWorkspaceFolders": try didChangeWorkspaceFolders(parameters)
      case "$/setTrace": trace = try parameters.string("value")
      // A cancellation counts when it waits behind its request; here that has been answered.
      default: break
      }
    } catch {
      log("\(method): \(error.message)")
    }
  }

  private func handleResponse(_ id: RequestID, _ result: JSONValue?) {
    switch asked.removeValue(forKey: id) {
    case .configuration: if let settings = result?.array?.first, settings.isObject { use(Settings(settings)) }
    case .registration, .refresh, .applyEdit, nil: break
    }
  }

  // MARK: - Messages out

  private func takeWriter() -> JSONWriter {
    var writer = JSONWriter()
    swap(&writer, &self.writer)
    writer.removeAll()
    return writer
  }

  func fail(_ id: RequestID?, _ error: ResponseError) {
    send { writer in
      writer.name("id")
      writer.requestID(id)
      writer.name("error")
      writer.object {
        $0.member("code", error.code.rawValue)
        $0.member("message", error.message)
        if error.retriggers {
          $0.name("data")
          $0.object { $0.member("retriggerRequest", true) }
        }
      }
    }
  }

  func notify(_ method: String, _ parameters: (inout JSONWriter) -> Void) {
    send { writer in
      writer.member("method", method)
      writer.name("params")
      parameters(&writer)
    }
  }

  /// Asks the client; the answer comes like any other message and nobody waits for it.
  func ask(_ method: String, _ purpose: OwnRequest, _ parameters: ((inout JSONWriter) -> Void)? = nil) {
    let id = RequestID.string("cmklint/\(nextNumber())")
    asked[id] = purpose
    send { writer in
      writer.name("id")
      writer.requestID(id)
      writer.member("method", method)
      if let parameters {
        writer.name("params")
        parameters(&writer)
      }
    }
  }

  private func send(_ members: (inout JSONWriter) -> Void) {
    var writer = takeWriter()
    writer.object {
      $0.member("jsonrpc", "2.0")
      members(&$0)
    }
    output.write(writer.bytes)
    self.writer = writer
  }

  private func traceDone(_ method: String, seconds: Double) {
    notify("$/logTrace") { writer in
      writer.object { $0.member("message", "\(method) took \(Int(seconds * 1e6)) microseconds") }
    }
  }
}

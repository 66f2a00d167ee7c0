import Testing

@testable import LanguageServer

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// A client that speaks with a server in this process over two pipes.
final class TestClient {
  struct Failure: Error { let reason: String }

  private let toServer: Int32
  private let fromServer: Int32
  private let ended = Mailbox()
  private let status: UnsafeMutablePointer<Int32>
  private var splitter = FrameSplitter()
  private var lastID = 0
  /// Everything the server has said, in order.
  private(set) var messages: [JSONValue] = []

  /// What an editor of our days announces.
  static let capabilities = #"""
    {"general":{"positionEncodings":["utf-16"]},
     "workspace":{"applyEdit":true,"configuration":false,"workspaceEdit":{"documentChanges":true,"changeAnnotationSupport":{}},
       "didChangeWatchedFiles":{"dynamicRegistration":true}},
     "textDocument":{"publishDiagnostics":{"relatedInformation":true,"codeDescriptionSupport":true,"dataSupport":true},
       "codeAction":{"isPreferredSupport":true,"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}},
       "hover":{"contentFormat":["markdown"]}}}
    """#

  static let pullingCapabilities = #"""
    {"workspace":{"diagnostics":{"refreshSupport":true}},"textDocument":{"diagnostic":{}}}
    """#

  init() throws {
    var input: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    guard pipe(&input) == 0, pipe(&output) == 0 else { throw Failure(reason: "pipe") }
    // A git that another test starts must not hold the pipes open.
    for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    toServer = input[1]
    fromServer = output[0]
    let (read, write) = (input[0], output[1])
    let status = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    status.initialize(to: -1)
    self.status = status
    let ended = ended
    let box = UInt(bitPattern: status)
    SystemThread.start(stackSize: 8 << 20) {
      let code = LanguageServer.run(LanguageServer.Options(version: "test"), input: read, output: write)
      UnsafeMutablePointer<Int32>(bitPattern: box)?.pointee = code
      close(write)
      // The other end stays open: the thread that reads it outlives the session, and the number must not become another pipe's.
      ended.post(.unparsable)
    }
  }

  deinit {
    close(toServer)
    close(fromServer)
  }

  // MARK: Talking

  func send(raw text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(toServer, $0.baseAddress, $0.count) }
      if written <= 0 { return }
      rest = rest.dropFirst(written)
    }
  }

  func send(_ json: String) { send(raw: "Content-Length: \(json.utf8.count)\r\n\r\n\(json)") }

  func notify(_ method: String, _ parameters: String = "{}") { send(#"{"jsonrpc":"2.0","method":"\#(method)","params":\#(parameters)}"#) }

  /// Sends a request and returns its id.
  func ask(_ method: String, _ parameters: String = "{}") -> Int {
    lastID += 1
    send(#"{"jsonrpc":"2.0","id":\#(lastID),"method":"\#(method)","params":\#(parameters)}"#)
    return lastID
  }

  /// Sends a request and waits for its response.
  func request(_ method: String, _ parameters: String = "{}") throws -> JSONValue { try response(ask(method, parameters)) }

  func response(_ id: Int) throws -> JSONValue { try wait { $0["id"] == .integer(id) && $0["method"] == nil } }

  @discardableResult
  func initialize(root: String? = nil, capabilities: String = TestClient.capabilities) throws -> JSONValue {
    let folder = root.map { "\"" + DocumentURI.uri(of: $0) + "\"" } ?? "null"
    let reply = try request("initialize", #"{"processId":null,"rootUri":\#(folder),"capabilities":\#(capabilities)}"#)
    notify("initialized")
    return reply
  }

  func open(_ uri: String, _ text: String, version: Int = 1, language: String = "json") {
    notify(
      "textDocument/didOpen",
      #"{"textDocument":{"uri":"\#(uri)","languageId":"\#(language)","version":\#(version),"text":\#(quoted(text))}}"#)
  }

  func change(_ uri: String, _ text: String, version: Int) {
    notify(
      "textDocument/didChange", #"{"textDocument":{"uri":"\#(uri)","version":\#(version)},"contentChanges":[{"text":\#(quoted(text))}]}"#)
  }

  /// The rules of the first publish of the document that holds for the version, or for none.
  func published(_ uri: String, version: Int?) throws -> [JSONValue] {
    let message = try wait {
      $0["method"] == .string("textDocument/publishDiagnostics") && $0["params"]?["uri"] == .string(uri)
        && $0["params"]?["version"]?.integer == version
    }
    return try #require(message["params"]?["diagnostics"]?.array)
  }

  /// Waits until a publish of the document satisfies the condition; those before it are forgotten, so that the next wait is
  /// for something later.
  @discardableResult
  func publish(_ uri: String, where condition: ([String]) -> Bool) throws -> [JSONValue] {
    func isOfDocument(_ message: JSONValue) -> Bool {
      message["method"] == .string("textDocument/publishDiagnostics") && message["params"]?["uri"] == .string(uri)
    }
    while true {
      let diagnostics = try wait(isOfDocument)["params"]?["diagnostics"]?.array ?? []
      if condition(diagnostics.compactMap { $0["code"]?.string }) { return diagnostics }
    }
  }

  /// The next line for the editor's log.
  func logMessage() throws -> String {
    let message = try wait { $0["method"] == .string("window/logMessage") }
    return try #require(message["params"]?["message"]?.string)
  }

  private func quoted(_ text: String) -> String {
    var writer = JSONWriter()
    writer.string(text)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  // MARK: Listening

  /// The next message that fits and was not given out before. The patience is for a server that hangs: no test is judged by it.
  private func wait(_ fits: (JSONValue) -> Bool) throws -> JSONValue {
    if let index = messages.firstIndex(where: fits) { return messages.remove(at: index) }
    while let message = try next() {
      if fits(message) { return message }
      messages.append(message)
    }
    throw Failure(reason: "the server ended; it had said \(messages)")
  }

  private func next() throws -> JSONValue? {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      switch splitter.next() {
      case .body(let bytes): return JSONReader.value(of: bytes)
      case .broken(let reason): throw Failure(reason: reason)
      case .incomplete: break
      }
      var waiting = pollfd(fd: fromServer, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 10_000) > 0 else { throw Failure(reason: "the server is silent; it had said \(messages)") }
      let got = read(fromServer, &chunk, chunk.count)
      guard got > 0 else { return nil }
      chunk.withUnsafeBytes { splitter.append(UnsafeRawBufferPointer(rebasing: $0[..<got])) }
    }
  }

  /// What the server says until its end, and its exit status.
  func end() throws -> (rest: [JSONValue], status: Int32) {
    while let message = try next() { messages.append(message) }
    _ = ended.takeAll(waitingAtMost: 30)
    return (messages, status.pointee)
  }

  /// The end of input for the server.
  func closeInput() {
    // The number stays taken, so that no other file gets it.
    dup2(fromServer, toServer)
  }
}

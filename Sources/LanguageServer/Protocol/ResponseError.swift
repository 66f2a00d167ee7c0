/// Why a request gets no result.
struct ResponseError: Error, Hashable {
  /// JSON-RPC 2.0 §5.1 and LSP 3.17 `ErrorCodes`, `LSPErrorCodes`.
  enum Code: Int {
    case parseError = -32700
    case invalidRequest = -32600
    case methodNotFound = -32601
    case invalidParameters = -32602
    case serverNotInitialized = -32002
    case requestFailed = -32803
    case serverCancelled = -32802
    case requestCancelled = -32800
  }

  var code: Code
  var message: String
  /// Of a pull for diagnostics that an edit has overtaken: ask again.
  var retriggers = false

  init(_ code: Code, _ message: String, retriggers: Bool = false) {
    self.code = code
    self.message = message
    self.retriggers = retriggers
  }
}

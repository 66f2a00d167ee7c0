/// One message of the client, sorted by what JSON-RPC 2.0 says it is.
enum Message: Hashable, Sendable {
  case request(RequestID, method: String, parameters: JSONValue?)
  case notification(method: String, parameters: JSONValue?)
  /// The answer to a request of the server; `result` is nil where it is an error.
  case response(RequestID, result: JSONValue?)
  /// To be refused with "invalid request".
  case invalid(RequestID?)
  /// Neither a message nor anything that could be answered.
  case ignored

  init(_ value: JSONValue) {
    guard value.isObject else {
      // A batch, a number, a word: LSP has no batches.
      self = .invalid(nil)
      return
    }
    let id = value["id"]
    let requestID = id.flatMap(RequestID.init)
    guard let method = value["method"] else {
      if value["result"] != nil || value["error"] != nil {
        self = requestID.map { .response($0, result: value["result"]) } ?? .ignored
      } else {
        self = id == nil ? .ignored : .invalid(requestID)
      }
      return
    }
    let parameters = value["params"]
    switch parameters {
    case nil, .null, .object, .array: break
    default:
      self = id == nil ? .ignored : .invalid(requestID)
      return
    }
    guard case .string(let name) = method, value["jsonrpc"] == .string("2.0") else {
      self = id == nil ? .ignored : .invalid(requestID)
      return
    }
    if id == nil {
      self = .notification(method: name, parameters: parameters)
    } else if let requestID {
      self = .request(requestID, method: name, parameters: parameters)
    } else {
      self = .invalid(nil)
    }
  }
}

/// The id of a request: 7 and "7" are two.
enum RequestID: Hashable, Sendable {
  case integer(Int)
  case string(String)

  /// Nil for what cannot be an id.
  init?(_ value: JSONValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .integer, .number:
      guard let number = value.integer else { return nil }
      self = .integer(number)
    default: return nil
    }
  }
}

extension JSONWriter {
  mutating func requestID(_ id: RequestID?) {
    switch id {
    case .integer(let number): integer(number)
    case .string(let text): string(text)
    case nil: null()
    }
  }
}

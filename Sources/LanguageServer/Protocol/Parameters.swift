import SourceText

/// The parameters of a request or notification; what is missing or of a wrong kind is "invalid parameters".
struct Parameters {
  let value: JSONValue?

  init(_ value: JSONValue?) { self.value = value }

  subscript(_ name: String) -> JSONValue? { value?[name] }

  func string(_ name: String) throws(ResponseError) -> String {
    guard let text = value?[name]?.string else { throw Self.missing(name) }
    return text
  }

  func object(_ name: String) throws(ResponseError) -> Parameters {
    guard let object = value?[name], object.isObject else { throw Self.missing(name) }
    return Parameters(object)
  }

  func array(_ name: String) throws(ResponseError) -> [JSONValue] {
    guard let array = value?[name]?.array else { throw Self.missing(name) }
    return array
  }

  func textDocumentURI() throws(ResponseError) -> String { try object("textDocument").string("uri") }

  func position(_ name: String = "position") throws(ResponseError) -> TextPosition {
    let position = try object(name)
    guard let line = position["line"]?.integer, let character = position["character"]?.integer, line >= 0, character >= 0 else {
      throw Self.missing(name)
    }
    return TextPosition(line: line, column: character)
  }

  func range(_ name: String = "range") throws(ResponseError) -> LineRange {
    let range = try object(name)
    return LineRange(start: try range.position("start"), end: try range.position("end"))
  }

  static func missing(_ name: String) -> ResponseError { ResponseError(.invalidParameters, "'\(name)' is missing or of a wrong type") }
}

/// A range of lines and columns as the client counts them; `Range` of LSP.
struct LineRange: Hashable, Sendable {
  var start: TextPosition
  var end: TextPosition
}

extension JSONWriter {
  mutating func position(_ position: TextPosition) {
    object {
      $0.member("line", position.line)
      $0.member("character", position.column)
    }
  }

  mutating func range(_ range: LineRange) {
    object {
      $0.name("start")
      $0.position(range.start)
      $0.name("end")
      $0.position(range.end)
    }
  }
}

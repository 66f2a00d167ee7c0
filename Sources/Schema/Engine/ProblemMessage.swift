import SyntaxTree

extension SchemaProblem {
  /// One sentence without a full stop: what was found, and what is expected.
  public var message: String {
    switch kind {
    case .unknownProperty(let name, let suggestion):
      "'\(name)' is not a property of \(notes.noun ?? "this object")" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    case .missingProperty(let name):
      "\(subject(or: notes.noun.map { "this \(Self.withoutArticle($0))" } ?? "this object")) has no '\(name)', which is required"
    case .propertyName(let name):
      "'\(name)' cannot be a name here" + (notes.expects.map { "; expected \($0)" } ?? "")
    case .wrongType(let found, let expected, _):
      "\(subject()) is \(Self.described(found)); expected \(expectation(expected))"
    case .notAllowed(let found, let allowed, let suggestion):
      notAllowed(found, allowed, suggestion)
    case .outOfRange(let found, let least, let most):
      "\(subject()) is \(found.display); expected \(Self.range(least, most))"
    case .notMultiple(let found, let divisor):
      "\(subject()) is \(found.display); expected a multiple of \(Self.text(divisor))"
    case .pattern(let found, let pattern):
      "\(subject()) is '\(Self.shortened(found))'; expected \(notes.expects ?? "text that matches \(pattern)")"
    case .format(let found, let format):
      "\(subject()) is '\(Self.shortened(found))'; expected \(notes.expects ?? ValueFormat.example(of: format))"
    case .tooFew(let counted, let found, let least):
      "\(subject()) has \(Self.count(found, counted)); at least \(least) must be there"
    case .tooMany(let counted, let found, let most):
      "\(subject()) has \(Self.count(found, counted)); at most \(most) may be there"
    case .repeated(let value):
      "\(Self.quoted(value)) stands in the list more than once"
    case .forbidden:
      "\(subject()) is not allowed here"
    case .ambiguous(let forms):
      "\(subject()) fits \(forms) forms that exclude each other"
    }
  }

  private func notAllowed(_ found: SchemaValue, _ allowed: [SchemaValue], _ suggestion: SchemaValue?) -> String {
    let start = "\(subject()) is \(Self.described(found))"
    if let suggestion, allowed.count > 1 {
      // A long list helps nobody who has mistyped one of it.
      let list = allowed.count <= 8 ? "; allowed are \(Self.list(allowed))" : ""
      return "\(start)\(list); did you mean \(Self.quoted(suggestion))?"
    }
    if allowed.count == 1, let only = allowed.first { return "\(start); expected \(Self.quoted(only))" }
    return "\(start); allowed are \(Self.list(allowed))"
  }

  /// The value by its name: the last property on its path.
  private func subject(or fallback: String = "the value") -> String {
    switch path.last {
    case .property(let name): return "'\(name)'"
    case .element(let position):
      for step in path.reversed() {
        if case .property(let name) = step { return "element \(position + 1) of '\(name)'" }
      }
      return "element \(position + 1)"
    case nil: return fallback
    }
  }

  private func expectation(_ types: [ValueType]) -> String {
    if let expects = notes.expects { return expects }
    let types = types.count > 1 ? types.filter { $0 != .null } : types
    if types == [.object], let noun = notes.noun, !noun.hasPrefix("the ") { return "the properties of \(noun)" }
    return types.map(\.title).joined(separator: " or ")
  }

  private static func described(_ value: SchemaValue) -> String {
    switch value {
    case .string(let text): text.isEmpty ? "empty text" : "the text '\(shortened(text))'"
    case .object: "an object"
    case .array: "a list"
    case .null: "empty"
    case .boolean, .integer, .number: value.display
    }
  }

  /// The beginning of a long text: a message is one sentence.
  private static func shortened(_ text: String) -> String {
    let start = text.unicodeScalars.prefix(80)
    return start.endIndex == text.unicodeScalars.endIndex ? text : String(String.UnicodeScalarView(start)) + "…"
  }

  static func quoted(_ value: SchemaValue) -> String { value.text.map { "'\($0)'" } ?? value.display }

  private static func list(_ values: [SchemaValue]) -> String {
    let shown = values.prefix(20).map(quoted)
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "none" }
    if values.count > shown.count { return shown.joined(separator: ", ") + " and \(values.count - shown.count) more" }
    return shown.dropLast().joined(separator: ", ") + " and " + last
  }

  private static func range(_ least: Double?, _ most: Double?) -> String {
    switch (least, most) {
    case (let least?, let most?): "\(text(least)) to \(text(most))"
    case (let least?, nil): "at least \(text(least))"
    case (nil, let most?): "at most \(text(most))"
    case (nil, nil): "a number"
    }
  }

  private static func text(_ number: Double) -> String { WholeNumber.integer(number).map { String($0) } ?? String(number) }

  private static func count(_ number: Int, _ counted: Counted) -> String {
    let noun =
      switch counted {
      case .characters: number == 1 ? "character" : "characters"
      case .elements: number == 1 ? "element" : "elements"
      case .properties: number == 1 ? "property" : "properties"
      case .matchingElements: number == 1 ? "element of the required kind" : "elements of the required kind"
      }
    return number == 0 ? "no \(noun)" : "\(number) \(noun)"
  }

  private static func withoutArticle(_ noun: String) -> String {
    for article in ["a ", "an ", "the "] where noun.hasPrefix(article) { return String(noun.dropFirst(article.count)) }
    return noun
  }
}

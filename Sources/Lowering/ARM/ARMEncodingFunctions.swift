import EncryptionModel
import SourceText
import SyntaxTree

extension ARMFunctions {
  static let encodings: [String: Function] = [
    "base64": { arguments, context in one(arguments).map { context.text(Base64.encoded(Array($0.utf8))) } },
    "base64tostring": { arguments, context in
      one(arguments).flatMap(Base64.decoded).map { context.text(String(decoding: $0, as: UTF8.self)) }
    },
    "base64tojson": { arguments, context in
      one(arguments).flatMap(Base64.decoded).flatMap { json(String(decoding: $0, as: UTF8.self), context) }
    },
    "datauri": { arguments, context in
      one(arguments).map { context.text("data:text/plain;charset=utf8;base64," + Base64.encoded(Array($0.utf8))) }
    },
    "datauritostring": { arguments, context in
      guard let text = one(arguments), text.hasPrefix("data:"), let comma = text.firstIndex(of: ",") else { return nil }
      let content = String(text[text.index(after: comma)...])
      guard text[..<comma].hasSuffix(";base64") else { return context.text(PercentEncoding.decoded(content)) }
      return Base64.decoded(content).map { context.text(String(decoding: $0, as: UTF8.self)) }
    },
    "uricomponent": { arguments, context in one(arguments).map { context.text(PercentEncoding.encoded($0)) } },
    "uricomponenttostring": { arguments, context in one(arguments).map { context.text(PercentEncoding.decoded($0)) } },
    "uniquestring": { arguments, context in
      let texts = arguments.compactMap(\.knownText)
      return texts.isEmpty || texts.count < arguments.count ? nil : context.text(UniqueString.of(texts))
    },
    "guid": { arguments, context in
      let texts = arguments.compactMap(\.knownText)
      return texts.isEmpty || texts.count < arguments.count ? nil : context.text(NamedGUID.of(texts))
    },
    "json": { arguments, context in one(arguments).flatMap { json($0, context) } },
    "string": { arguments, context in
      guard arguments.count == 1 else { return nil }
      return context.text(JSONText.of(arguments[0]))
    },
    "uri": { arguments, context in
      guard arguments.count == 2, let base = arguments[0].knownText, let relative = arguments[1].knownText else { return nil }
      guard !relative.contains("://"), !relative.contains(".."), let scheme = base.firstRange(of: "://") else { return nil }
      let host = base[scheme.upperBound...].firstIndex(of: "/")
      if relative.hasPrefix("/") { return context.text(String(host.map { base[..<$0] } ?? base[...]) + relative) }
      guard host != nil, let slash = base.lastIndex(of: "/") else { return context.text(base + "/" + relative) }
      return context.text(String(base[...slash]) + relative)
    },
  ]

  private static func one(_ arguments: [EvaluatedValue]) -> String? { arguments.count == 1 ? arguments[0].knownText : nil }

  /// A JSON text as a value that stands where the call stands.
  static func json(_ text: String, _ context: ARMFunctionContext) -> EvaluatedValue? {
    if text.isEmpty { return context.null() }
    guard text.utf8.count <= EvaluationBudget.maximumText else { return nil }
    context.budget.spend(text.utf8.count / 8)
    // Single quotes are what people write inside an expression.
    let normal = text.first == "'" ? text.replacing("'", with: "\"") : text
    let document = Document(SourceText(normal), format: .json(.relaxed))
    guard document.syntaxErrors(limit: 1).isEmpty, let top = document.topValue() else { return nil }
    return json(top, in: document, context, depth: 0)
  }

  private static func json(_ node: Node, in document: Document, _ context: ARMFunctionContext, depth: Int) -> EvaluatedValue? {
    guard depth < 64 else { return nil }
    switch document.dataKind(node) {
    case .object:
      var object = EvaluatedObject()
      for member in document.members(node) {
        guard let value = json(member.value, in: document, context, depth: depth + 1) else { return nil }
        object.set(.init(member.name, value, at: context.site))
      }
      return context.object(object)
    case .array:
      var elements: [EvaluatedValue] = []
      for element in document.elements(node) {
        guard let value = json(element, in: document, context, depth: depth + 1) else { return nil }
        elements.append(value)
      }
      return context.array(elements)
    default:
      switch document.scalar(node) {
      case .string(let text): return context.text(text)
      case .integer(let value): return context.integer(value)
      case .number(let value): return EvaluatedValue(.number(value), at: context.site)
      case .boolean(let value): return context.boolean(value)
      case .null: return context.null()
      case nil: return nil
      }
    }
  }
}

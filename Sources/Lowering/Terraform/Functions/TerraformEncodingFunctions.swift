import EncryptionModel
import SourceText
import SyntaxTree

extension TerraformFunctions {
  static let encodings: [String: Function] = [
    "base64encode": { arguments, context in text(arguments, 0).map { context.text(Base64.encoded(Array($0.utf8))) } },
    "base64decode": { arguments, context in
      text(arguments, 0).flatMap(Base64.decoded).map { context.text(String(decoding: $0, as: UTF8.self)) }
    },
    "urlencode": { arguments, context in text(arguments, 0).map { context.text(PercentEncoding.encoded($0)) } },
    "urldecode": { arguments, context in text(arguments, 0).map { context.text(PercentEncoding.decoded($0)) } },
    "jsondecode": { arguments, context in
      // azapi's output was a text before its second version.
      if let first = arguments.first, first.isResource { return first }
      return text(arguments, 0).flatMap { data($0, .json(.armTemplate), context) }
    },
    "textencodebase64": { arguments, context in
      guard let value = text(arguments, 0), let encoding = text(arguments, 1) else { return nil }
      return CharacterEncoding(encoding)?.encoded(value).map { context.text(Base64.encoded($0)) }
    },
    "textdecodebase64": { arguments, context in
      guard let bytes = text(arguments, 0).flatMap(Base64.decoded), let encoding = text(arguments, 1) else { return nil }
      return CharacterEncoding(encoding)?.decoded(bytes).map { context.text($0) }
    },
    "yamlencode": { arguments, context in arguments.count == 1 ? context.text(TerraformYAML.text(of: arguments[0])) : nil },
    "csvdecode": { arguments, context in
      guard let value = text(arguments, 0), let rows = CSVText.rows(value), let names = rows.first, Set(names).count == names.count else {
        return nil
      }
      var objects: [EvaluatedValue] = []
      for row in rows.dropFirst() {
        guard row.count == names.count else { return nil }
        objects.append(
          context.object(EvaluatedObject(zip(names, row).map { .init($0, context.text($1), at: context.site) })))
      }
      return context.array(objects)
    },
    "yamldecode": { arguments, context in text(arguments, 0).flatMap { data($0, .yaml, context) } },
  ]

  private static func data(_ text: String, _ format: Format, _ context: ARMFunctionContext) -> EvaluatedValue? {
    let document = Document(SourceText(text), format: format)
    guard document.syntaxErrors().isEmpty, let top = document.topValue() else { return nil }
    return LoadedData.value(of: top, in: document, at: context.site, scope: context.scope)
  }
}

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
    "jsondecode": { arguments, context in text(arguments, 0).flatMap { data($0, .json(.armTemplate), context) } },
    "yamldecode": { arguments, context in text(arguments, 0).flatMap { data($0, .yaml, context) } },
  ]

  private static func data(_ text: String, _ format: Format, _ context: ARMFunctionContext) -> EvaluatedValue? {
    let document = Document(SourceText(text), format: format)
    guard document.syntaxErrors().isEmpty, let top = document.topValue() else { return nil }
    return LoadedData.value(of: top, in: document, at: context.site, scope: context.scope)
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

/// A JSON text within a value: azapi's body before its second version. All of it stands where the text stands.
enum JSONBody {
  static func object(_ text: String, at site: Site) -> EvaluatedObject? {
    let document = Document(SourceText(text), format: .json(.strict))
    guard document.syntaxErrors().isEmpty, let top = document.topValue(), document.dataKind(top) == .object else { return nil }
    return value(top, document, at: site, depth: 0).object
  }

  private static func value(_ node: Node, _ document: Document, at site: Site, depth: Int) -> EvaluatedValue {
    guard depth < EvaluatedValue.maximumNesting else { return EvaluatedValue(.null, at: site) }
    switch document.dataKind(node) {
    case .object:
      let members = document.members(node).map {
        EvaluatedObject.Member($0.name, value($0.value, document, at: site, depth: depth + 1), at: site)
      }
      return EvaluatedValue(.object(EvaluatedObject(members)), at: site)
    case .array:
      return EvaluatedValue(.array(document.elements(node).map { value($0, document, at: site, depth: depth + 1) }), at: site)
    case .string, .number, .boolean, .null, .missing:
      switch document.scalar(node) {
      case .string(let text): return .text(text, at: site)
      case .integer(let number): return EvaluatedValue(.integer(number), at: site)
      case .number(let number): return EvaluatedValue(.number(number), at: site)
      case .boolean(let truth): return EvaluatedValue(.boolean(truth), at: site)
      case .null, nil: return EvaluatedValue(.null, at: site)
      }
    }
  }
}

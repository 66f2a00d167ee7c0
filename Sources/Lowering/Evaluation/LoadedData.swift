import EncryptionModel
import SourceText
import SyntaxTree

/// Data of another file as a value: all of it stands where the file is loaded.
enum LoadedData {
  static func value(of node: Node, in document: Document, at site: Site, scope: UInt64, depth: Int = 0) -> EvaluatedValue {
    guard depth < EvaluatedValue.maximumNesting / 2 else {
      return .unknown("…", scope: scope, because: "the value is nested too deeply", at: site)
    }
    switch document.dataKind(node) {
    case .object:
      let members = document.members(node).map {
        EvaluatedObject.Member($0.name, value(of: $0.value, in: document, at: site, scope: scope, depth: depth + 1), at: site)
      }
      return EvaluatedValue(.object(EvaluatedObject(members)), at: site)
    case .array:
      return EvaluatedValue(
        .array(document.elements(node).map { value(of: $0, in: document, at: site, scope: scope, depth: depth + 1) }), at: site)
    case .string, .number, .boolean, .null, .missing:
      switch document.scalar(node) {
      case .string(let text): return .text(text, at: site)
      case .integer(let number): return EvaluatedValue(.integer(number), at: site)
      case .number(let number): return EvaluatedValue(.number(number), at: site)
      case .boolean(let value): return EvaluatedValue(.boolean(value), at: site)
      case .null: return EvaluatedValue(.null, at: site)
      case nil: return .unknown("missing value", scope: scope, because: "the value is not readable", at: site)
      }
    }
  }

  /// The names of a simple query (`$.vaults.main`); nil for anything more.
  static func steps(_ query: String) -> [String]? {
    var rest = query[...]
    if rest.hasPrefix("$") { rest = rest.dropFirst() }
    if rest.hasPrefix(".") { rest = rest.dropFirst() }
    guard !rest.isEmpty else { return [] }
    let steps = rest.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let isPlain = steps.allSatisfy { step in !step.isEmpty && step.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" } }
    return isPlain ? steps : nil
  }
}

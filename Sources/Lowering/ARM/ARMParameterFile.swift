import EncryptionModel
import SourceText
import SyntaxTree

/// The values that a parameter file gives to a template.
enum ARMParameterFile {
  /// By folded name. `scope` is the deployment's, for the names of what a key vault keeps secret.
  static func values(of file: SourceFile, scope: UInt64) -> [String: EvaluatedValue] {
    let document = file.document
    guard let top = document.topValue(), let parameters = document.value(top, "parameters", ignoringCase: true) else { return [:] }
    var values: [String: EvaluatedValue] = [:]
    for member in document.members(parameters) {
      let name = member.name.lowercased()
      if let node = document.value(member.value, "value", ignoringCase: true) {
        values[name] = value(of: node, in: file, scope: scope, depth: 0)
      } else if document.dataKind(member.value) == .object {
        values[name] = .unknown(
          "parameters('\(member.name)')", scope: scope, because: "parameter \(member.name) comes from a key vault",
          at: file.site(member.value))
      }
    }
    return values
  }

  /// A literal: parameter files have no expressions.
  private static func value(of node: Node, in file: SourceFile, scope: UInt64, depth: Int) -> EvaluatedValue {
    let document = file.document
    let site = file.site(node)
    guard depth < EvaluatedValue.maximumNesting / 2 else {
      return .unknown("…", scope: scope, because: "the value is nested too deeply", at: site)
    }
    switch document.dataKind(node) {
    case .object:
      let members = document.members(node).map { member in
        EvaluatedObject.Member(
          member.name, value(of: member.value, in: file, scope: scope, depth: depth + 1), at: file.site(member.value),
          isWhole: true)
      }
      return EvaluatedValue(.object(EvaluatedObject(members)), at: site, isWritten: true)
    case .array:
      let elements = document.elements(node).map { value(of: $0, in: file, scope: scope, depth: depth + 1) }
      return EvaluatedValue(.array(elements), at: site, isWritten: true)
    case .string, .number, .boolean, .null, .missing:
      switch document.scalar(node) {
      case .string(let text): return EvaluatedValue(.text(SymbolicText(text)), at: site, isWritten: true)
      case .integer(let value): return EvaluatedValue(.integer(value), at: site, isWritten: true)
      case .number(let value): return EvaluatedValue(.number(value), at: site, isWritten: true)
      case .boolean(let value): return EvaluatedValue(.boolean(value), at: site, isWritten: true)
      case .null: return EvaluatedValue(.null, at: site, isWritten: true)
      case nil: return .unknown("missing value", scope: scope, because: "the value is not readable", at: site)
      }
    }
  }
}

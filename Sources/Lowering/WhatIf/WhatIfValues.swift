import EncryptionModel
import SourceText
import SyntaxTree

/// Reads values of a what-if result: JSON in which an expression that only the deployment answers stands as its text.
struct WhatIfValues {
  let file: SourceFile
  let scope: UInt64
  private let reported: ReportedValues

  init(_ file: SourceFile) {
    self.file = file
    scope = Fingerprint.of(file.counterpart)
    reported = ReportedValues(file: file, scope: scope)
  }

  func value(_ node: Node) -> EvaluatedValue? { reported.value(node, name: "value").map { answered($0) } }

  /// The value with the texts that are expressions as unknowns.
  private func answered(_ value: EvaluatedValue) -> EvaluatedValue {
    switch value.content {
    case .text(let text):
      guard let known = text.known, known.hasPrefix("[") else { return value }
      if known.hasPrefix("[[") { return EvaluatedValue(.text(SymbolicText(String(known.dropFirst()))), at: value.site) }
      guard known.hasSuffix("]") else { return value }
      let expression = String(known.dropFirst().dropLast())
      return .unknown(expression, scope: scope, because: "\(expression) is known only after the deployment", at: value.site)
    case .array(let elements): return EvaluatedValue(.array(elements.map(answered)), at: value.site)
    case .object(let object):
      let members = object.members.map { member in
        EvaluatedObject.Member(member.name, answered(member.value), at: member.site)
      }
      return EvaluatedValue(.object(EvaluatedObject(members)), at: value.site)
    case .null, .boolean, .integer, .number, .unknown, .either, .resource: return value
    }
  }

  /// An id, of which expressions in brackets are unknown: `…/roleAssignments/[guid(…)]`.
  func text(_ text: String) -> SymbolicText {
    guard text.contains("[") else { return SymbolicText(text) }
    var pieces: [SymbolicText.Piece] = []
    var plain = ""
    var expression = ""
    var depth = 0
    for character in text {
      if character == "[" { depth += 1 }
      if depth == 0 { plain.append(character) } else { expression.append(character) }
      if character == "]", depth > 0 {
        depth -= 1
        guard depth == 0 else { continue }
        pieces += [.text(plain), .symbol(UnknownName.symbol(String(expression.dropFirst().dropLast()), scope: scope))]
        plain = ""
        expression = ""
      }
    }
    return SymbolicText(pieces + [.text(plain + expression)])
  }

  /// The body of a resource of which nothing is told.
  func untold(_ id: String, at site: Site) -> EvaluatedValue {
    var object = EvaluatedObject()
    object.rest = Unknown("the what-if result does not tell the properties of \(id)", at: site)
    return EvaluatedValue(.object(object), at: site)
  }

  /// The body with the scope of what extends another resource, which the id tells: a role assignment's, a lock's.
  func scoped(_ body: EvaluatedValue, id: SymbolicText) -> EvaluatedValue {
    guard var object = body.object, object["scope"] == nil else { return body }
    let segments = id.segments(separatedBy: "/")
    let providers = segments.indices.filter { segments[$0].known?.lowercased() == "providers" }
    guard providers.count > 1, let last = providers.last else { return body }
    let scope = segments[..<last].dropFirst().reduce(SymbolicText("")) { $0 + SymbolicText("/") + $1 }
    object.set(EvaluatedObject.Member("scope", EvaluatedValue(.text(scope), at: body.site), at: body.site))
    return EvaluatedValue(.object(object), at: body.site, cause: body.cause)
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

/// A variable's type constraint, as far as it changes a value: optional attributes and their defaults.
indirect enum TerraformType {
  case object([(name: String, type: TerraformType, isOptional: Bool, standard: TerraformExpression?)])
  case collection(TerraformType)
  case tuple([TerraformType])
  case number, boolean, string, any

  init?(_ expression: TerraformExpression) {
    self.init(expression, depth: 0)
  }

  private init?(_ expression: TerraformExpression, depth: Int) {
    guard depth < 32 else { return nil }
    let document = expression.source.document
    func inner(_ node: Node) -> TerraformType {
      TerraformType(TerraformExpression(source: expression.source, node: node), depth: depth + 1) ?? .any
    }
    guard !document.format.isJSON else { return nil }
    if document.kind(expression.node) == .hclVariable {
      switch document.string(expression.node) {
      case "number": self = .number
      case "bool": self = .boolean
      case "string": self = .string
      default: self = .any
      }
      return
    }
    guard let call = document.hclCall(expression.node), let first = call.arguments.first else { return nil }
    switch call.name {
    case "list", "set", "map": self = .collection(inner(first))
    case "tuple": self = .tuple(document.hclChildren(first).map(inner))
    case "object":
      self = .object(
        document.hclObjectItems(first).compactMap { item in
          guard let name = item.name, let value = item.value else { return nil }
          guard let optional = document.hclCall(value), optional.name == "optional", let type = optional.arguments.first else {
            return (name, inner(value), false, nil)
          }
          let standard = optional.arguments.count > 1 ? TerraformExpression(source: expression.source, node: optional.arguments[1]) : nil
          return (name, inner(type), true, standard)
        })
    default: return nil
    }
  }

  /// The value with what the type adds to it.
  func conformed(_ value: EvaluatedValue) -> EvaluatedValue {
    switch (self, value.content) {
    case (.object(let attributes), .object(var object)):
      for attribute in attributes {
        if let member = object[attribute.name], !(member.value.isNull && attribute.standard != nil) {
          object.set(
            .init(member.name, attribute.type.conformed(member.value), at: member.site, isWhole: member.isWhole))
        } else if attribute.isOptional, object.rest == nil {
          let made = attribute.standard.map { Self.literal($0) } ?? EvaluatedValue(.null, at: value.site)
          object.set(.init(attribute.name, attribute.type.conformed(made), at: attribute.standard?.site ?? value.site))
        }
      }
      return rebuilt(.object(object), value)
    case (.collection(let element), .array(let elements)): return rebuilt(.array(elements.map(element.conformed)), value)
    case (.collection(let element), .object(let object)):
      var made = EvaluatedObject(object.members.map { .init($0.name, element.conformed($0.value), at: $0.site, isWhole: $0.isWhole) })
      made.rest = object.rest
      return rebuilt(.object(made), value)
    case (.tuple(let types), .array(let elements)) where types.count == elements.count:
      return rebuilt(.array(zip(types, elements).map { $0.conformed($1) }), value)
    case (.boolean, .text):
      guard let truth = value.truth else { return value }
      return rebuilt(.boolean(truth), value)
    case (.number, .text(let text)):
      guard let number = text.known.flatMap({ Int($0) }) else { return value }
      return rebuilt(.integer(number), value)
    case (.string, .integer), (.string, .boolean):
      return value.symbolicText.map { rebuilt(.text(value.boolean.map { SymbolicText($0 ? "true" : "false") } ?? $0), value) } ?? value
    default: return value
    }
  }

  private func rebuilt(_ content: EvaluatedValue.Content, _ value: EvaluatedValue) -> EvaluatedValue {
    var made = EvaluatedValue(content, at: value.site, isWritten: value.isWritten, cause: value.cause)
    made.isShared = value.isShared
    made.isWhole = value.isWhole
    return made
  }

  /// A default of an attribute: a literal.
  private static func literal(_ expression: TerraformExpression, depth: Int = 0) -> EvaluatedValue {
    let document = expression.source.document
    func inner(_ node: Node) -> EvaluatedValue { literal(TerraformExpression(source: expression.source, node: node), depth: depth + 1) }
    let site = expression.site
    guard depth < 32 else { return EvaluatedValue(.null, at: site) }
    switch document.kind(expression.node) {
    case .hclTuple: return EvaluatedValue(.array(document.hclChildren(expression.node).map(inner)), at: site)
    case .hclObject:
      let members = document.hclObjectItems(expression.node).compactMap { item in
        item.name.flatMap { name in item.value.map { EvaluatedObject.Member(name, inner($0), at: expression.source.site($0)) } }
      }
      return EvaluatedValue(.object(EvaluatedObject(members)), at: site)
    case .hclUnary:
      let operand = document.hclChildren(expression.node).first.map(inner)
      if let number = operand?.integer, number != .min { return EvaluatedValue(.integer(-number), at: site) }
      return EvaluatedValue(.null, at: site)
    default:
      switch document.hclScalar(expression.node) {
      case .string(let text): return .text(text, at: site)
      case .integer(let number): return EvaluatedValue(.integer(number), at: site)
      case .number(let number): return EvaluatedValue(.number(number), at: site)
      case .boolean(let value): return EvaluatedValue(.boolean(value), at: site)
      case .null, nil: return EvaluatedValue(.null, at: site)
      }
    }
  }
}

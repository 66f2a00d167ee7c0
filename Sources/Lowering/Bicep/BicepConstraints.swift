import EncryptionModel
import SyntaxTree

/// What the declaration of a parameter lets its value be.
extension BicepEvaluation {
  /// Nil: anything.
  func acceptedValues(of parameter: Node, in scope: BicepScope) -> AcceptedValues? {
    let syntax = scope.syntax
    var limits: [String: EvaluatedValue] = [:]
    for decorator in syntax.decorators(of: parameter) {
      // `@allowed([…])`, `@sys.allowed([…])`
      guard var call = syntax.part(0, of: decorator) else { continue }
      if syntax.kind(call) == .access, let method = syntax.parts(of: call).last { call = method }
      guard let name = syntax.parts(of: call).first.map(syntax.text), ["allowed", "minValue", "maxValue"].contains(name),
        let argument = syntax.elements(of: call).first
      else { continue }
      limits[name] = value(of: argument, in: BicepFrame(scope))
    }
    let decorated = AcceptedValues(allowed: limits["allowed"], minimum: limits["minValue"], maximum: limits["maxValue"])
    guard let literals = syntax.type(of: parameter).flatMap({ literals(of: $0, in: scope) }) else { return decorated }
    return AcceptedValues(among: literals).intersected(with: decorated)
  }

  /// The values of a union of literals (`2048 | 4096`), also where it has a name in the file; nil for any other type.
  private func literals(of type: Node, in scope: BicepScope) -> Set<AcceptedValues.Value>? {
    var type = type
    for _ in 0..<8 where scope.syntax.kind(type) == .typeName {
      readMeaning(of: scope.syntax.text(type), in: scope)
      guard let named = scope.types[scope.syntax.text(type)].flatMap({ readType($0, in: scope) }) else { return nil }
      type = named
    }
    guard scope.syntax.kind(type) == .unionType else { return nil }
    return Set(scope.syntax.parts(of: type).compactMap { AcceptedValues.Value(value(of: $0, in: BicepFrame(scope))) })
  }
}

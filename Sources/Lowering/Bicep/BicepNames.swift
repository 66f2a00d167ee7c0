import EncryptionModel
import SourceText
import SyntaxTree

/// What names stand for: locals, parameters, variables, resources, imports.
extension BicepEvaluation {
  /// `members` are asked of it next.
  func name(_ name: String, members: [String] = [], at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    if let local = frame.locals[name] { return local }
    let scope = frame.scope
    if let instance = resource(named: name, in: frame) { return handle(instance, at: site, in: frame) }
    if scope.parameters[name] != nil {
      var value = parameter(name, in: scope)
      value.isShared = value.isShared || isShared(name, members, in: scope)
      return value
    }
    if scope.variables[name] != nil {
      var value = variable(name, in: scope)
      value.isShared = value.isShared || isShared(name, members, in: scope)
      return value
    }
    if let (path, original) = scope.imports[name], let value = templateVariable(original, ofTemplateAt: path, in: scope) { return value }
    if let (other, original) = imported(name, in: scope) {
      var value = other.variables[original] != nil ? variable(original, in: other) : templateVariable(original, name, in: scope, at: site)
      value.isShared = true
      return value
    }
    return unknown(name, because: "there is nothing called \(name)", at: site, in: frame)
  }

  // MARK: Parameters and variables

  /// The value given to a parameter, else its default; a null that is given counts as none where there is a default.
  func parameter(_ name: String, in scope: BicepScope) -> EvaluatedValue {
    remembered(.parameter, name, scope.parameters[name], "parameters('\(name)')", "parameter \(name) depends on itself", in: scope) {
      let accepted = scope.parameters[name].flatMap { acceptedValues(of: $0, in: scope) }
      let given = given(name, in: scope)
      if let given, !given.mayBeNull { return given.limited(to: accepted) }
      let standard = self.defaultValue(of: name, in: scope).limited(to: accepted)
      guard let given else { return standard }
      return given.replacingNull(by: standard)?.limited(to: accepted)
        ?? .unknown(
          "parameters('\(name)')", scope: scope.identity, because: "it hangs on more undecided conditions than are followed", at: given.site
        )
    }
  }

  private func defaultValue(of name: String, in scope: BicepScope) -> EvaluatedValue {
    guard let declaration = scope.parameters[name] else {
      return .unknown(
        "parameters('\(name)')", scope: scope.identity, because: "there is no parameter \(name)", at: scope.file.site(ByteRange(0, 0)))
    }
    if let standard = scope.syntax.value(of: declaration) { return value(of: standard, in: BicepFrame(scope)) }
    let site = scope.site(scope.syntax.name(of: declaration) ?? declaration)
    if let type = scope.syntax.type(of: declaration), isNullable(type, in: scope, depth: 0) { return EvaluatedValue(.null, at: site) }
    return .unknown("parameters('\(name)')", scope: scope.identity, because: "parameter \(name) has no default", at: site)
  }

  /// Whether a parameter of the type may be left out.
  private func isNullable(_ type: Node, in scope: BicepScope, depth: Int) -> Bool {
    guard depth < 16 else { return false }
    let syntax = scope.syntax
    switch syntax.kind(type) {
    case .typeAccess:
      let parts = syntax.parts(of: type)
      if parts.last.map({ syntax.kind($0) == .nullableSuffix }) ?? false { return true }
      // A type of another file: `types.vault`.
      if parts.count == 2 { readMeaning(of: syntax.text(parts[0]), in: scope) }
      if parts.count == 2, syntax.kind(parts[1]) == .member, syntax.kind(parts[0]) == .typeName,
        let other = wildcard(syntax.text(parts[0]), in: scope), let declaration = declaredType(syntax.text(parts[1]), in: other),
        let inner = readType(declaration, in: other)
      {
        return isNullable(inner, in: other, depth: depth + 1)
      }
      return false
    case .parenthesizedType: return syntax.part(0, of: type).map { isNullable($0, in: scope, depth: depth + 1) } ?? false
    case .unionType: return syntax.parts(of: type).contains { syntax.kind($0) == .bicepNull }
    case .bicepNull: return true
    case .typeName:
      let name = syntax.text(type)
      readMeaning(of: name, in: scope)
      if let declaration = scope.types[name] {
        return readType(declaration, in: scope).map { isNullable($0, in: scope, depth: depth + 1) } ?? false
      }
      guard let (other, original) = imported(name, in: scope), let declaration = other.types[original],
        let inner = readType(declaration, in: other)
      else { return false }
      return isNullable(inner, in: other, depth: depth + 1)
    default: return false
    }
  }

  private func declaredType(_ name: String, in scope: BicepScope) -> Node? {
    readMeaning(of: name, in: scope)
    return scope.types[name]
  }

  /// What a declared type is.
  func readType(_ declaration: Node, in scope: BicepScope) -> Node? {
    readText(of: declaration, in: scope)
    return scope.syntax.type(of: declaration)
  }

  func variable(_ name: String, in scope: BicepScope) -> EvaluatedValue {
    remembered(.variable, name, scope.variables[name], "variables('\(name)')", "variable \(name) depends on itself", in: scope) {
      guard let value = scope.variables[name].flatMap(scope.syntax.value) else {
        return .unknown(
          "variables('\(name)')", scope: scope.identity, because: "there is no variable \(name)", at: scope.file.site(ByteRange(0, 0)))
      }
      return self.value(of: value, named: name, in: BicepFrame(scope))
    }
  }

  /// A value that is made once; one that asks for itself is unknown.
  func remembered(
    _ kind: Key.Kind, _ name: String, _ declaration: Node?, _ symbol: String, _ circle: String, in scope: BicepScope,
    make: () -> EvaluatedValue
  ) -> EvaluatedValue {
    if scope.isTraced {
      return recall(kind, name, in: scope) {
        if let declaration { readText(of: declaration, in: scope) }
        return make()
      }
    }
    let key = BicepScope.ValueKey(kind: kind, name: name)
    if let known = scope.values[key] { return known }
    guard scope.inProgress.insert(key).inserted else {
      return .unknown(symbol, scope: scope.identity, because: circle, at: scope.file.site(ByteRange(0, 0)))
    }
    defer { scope.inProgress.remove(key) }
    let value = make()
    scope.values[key] = value
    return value
  }

  // MARK: Imports

  private static let maximumImports = 16

  /// The file that a name was imported from, and what it is called there.
  func imported(_ name: String, in scope: BicepScope) -> (BicepScope, String)? {
    guard let (path, original) = scope.imports[name], let other = importedScope(path, in: scope) else { return nil }
    readMeaning(of: original, in: other)
    // What a file imports it can export under that name.
    if other.variables[original] == nil, other.functions[original] == nil, other.types[original] == nil, other.imports[original] != nil {
      return imported(original, in: other) ?? (other, original)
    }
    return (other, original)
  }

  func wildcard(_ name: String, in scope: BicepScope) -> BicepScope? { scope.wildcards[name].flatMap { importedScope($0, in: scope) } }

  private func importedScope(_ path: String, in scope: BicepScope) -> BicepScope? {
    guard scope.depth < Self.maximumImports, let file = source(path), file.role == .bicep else { return nil }
    let made =
      scope.imported[path]
      ?? adopt(
        BicepScope(
          file: file, identity: Fingerprint.of(String(scope.placement.root), path), placement: scope.placement, given: [:],
          depth: scope.depth + 1, level: scope.level, importer: scope.key))
    scope.imported[path] = made
    readShape(of: made)
    return made
  }

  /// The compiled template that a name was imported from.
  private func importedTemplate(_ path: String, in scope: BicepScope) -> ARMScope? {
    readContent(path)
    if let known = scope.importedTemplates[path] { return known }
    guard let file = files.source(path), file.role == .armTemplate, let top = file.document.topValue(),
      file.document.dataKind(top) == .object
    else { return nil }
    let made = ARMScope(
      file: file, template: top, identity: Fingerprint.of(String(scope.placement.root), path), placement: scope.placement, given: [:])
    scope.importedTemplates[path] = made
    return made
  }

  /// A variable that a compiled template exports.
  func templateVariable(_ original: String, ofTemplateAt path: String, in scope: BicepScope) -> EvaluatedValue? {
    guard let template = importedTemplate(path, in: scope) else { return nil }
    var value: EvaluatedValue
    if let variable = template.variables[original.lowercased()] {
      value = templates.value(of: variable.value, in: ARMFrame(template))
    } else if let loop = template.variableLoops[original.lowercased()],
      let made = templates.propertyLoop(loop, in: ARMFrame(template))
    {
      value = made.value
    } else {
      return nil
    }
    value.isShared = true
    return value
  }

  /// What a function that a compiled template exports makes of its arguments; nil where there is none of that name.
  func templateFunction(
    _ original: String, ofTemplateAt path: String, _ arguments: [EvaluatedValue], at site: Site, in scope: BicepScope
  ) -> EvaluatedValue? {
    guard let template = importedTemplate(path, in: scope) else { return nil }
    let document = template.file.document
    let suffix = "." + original.lowercased()
    guard let function = template.functions.first(where: { $0.key.hasSuffix(suffix) })?.value,
      let output = document.value(function, "output", ignoringCase: true),
      let body = document.value(output, "value", ignoringCase: true), budget.enter()
    else { return nil }
    defer { budget.leave() }
    var values: [String: EvaluatedValue] = [:]
    let list: Node? = document.value(function, "parameters", ignoringCase: true)
    let parameters: [Node] = list.map { document.elements($0) } ?? []
    for (index, parameter) in parameters.enumerated() {
      guard case .string(let name)? = document.value(parameter, "name", ignoringCase: true).flatMap(document.scalar) else { continue }
      values[name.lowercased()] = arguments.indices.contains(index) ? arguments[index] : EvaluatedValue(.null, at: site)
    }
    var frame = ARMFrame(template)
    frame.arguments = values
    return templates.value(of: body, in: frame)
  }

  private func templateVariable(_ original: String, _ name: String, in scope: BicepScope, at site: Site) -> EvaluatedValue {
    .unknown("variables('\(name)')", scope: scope.identity, because: "\(original) of another file is not known", at: site)
  }
}

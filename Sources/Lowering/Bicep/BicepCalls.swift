import EncryptionModel
import SourceText
import SyntaxTree

/// Calls: functions of the file's own, functions that read the deployment or other files, functions of values.
extension BicepEvaluation {
  func call(_ node: Node, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    let syntax = frame.scope.syntax
    guard let name = syntax.name(of: node).map(syntax.text) else { return missing(at: site, in: frame) }
    let arguments = syntax.elements(of: node)
    readMeaning(of: name, in: frame.scope)
    if frame.scope.functions[name] != nil { return userFunction(name, of: frame.scope, arguments, at: site, in: frame) }
    if let (other, original) = imported(name, in: frame.scope), other.functions[original] != nil {
      return userFunction(original, of: other, arguments, at: site, in: frame)
    }
    if let (path, original) = frame.scope.imports[name] {
      let values = arguments.map { value(of: $0, in: frame) }
      if let result = templateFunction(original, ofTemplateAt: path, values, at: site, in: frame.scope) { return result }
    }
    return call(name, arguments, at: site, in: frame)
  }

  /// A function of the language.
  func call(_ name: String, _ nodes: [Node], at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    switch name {
    case "map", "filter", "reduce", "sort", "toObject", "groupBy", "mapValues":
      return higherOrder(name, nodes, at: site, in: frame)
    case "nameof":
      guard let node = nodes.first else { break }
      let syntax = frame.scope.syntax
      let last = syntax.kind(node) == .access ? syntax.parts(of: node).last ?? node : node
      return .text(syntax.text(last), at: site)
    default: break
    }
    let arguments = nodes.map { value(of: $0, in: frame) }
    budget.spend(arguments.count)
    switch name {
    case "any", "secure": return arguments.first ?? missing(at: site, in: frame)
    case "resourceGroup", "subscription", "tenant", "managementGroup", "environment", "deployment", "deployer":
      return deploymentFact(name, arguments, at: site, in: frame)
    case "resourceId", "subscriptionResourceId", "tenantResourceId", "managementGroupResourceId", "extensionResourceId":
      return resourceID(name, arguments, at: site, in: frame)
    case "reference":
      guard let id = arguments.first?.symbolicText.flatMap(ResourceIdentifier.init) else { break }
      let isFull = arguments.dropFirst().contains { $0.knownText?.lowercased() == "full" }
      let handle = ResourceHandle(type: id.type, name: id.name, isFull: isFull, scope: frame.scope.placement.root)
      return EvaluatedValue(.resource(handle), at: site)
    case "loadTextContent", "loadJsonContent", "loadYamlContent", "loadFileAsBase64":
      return loaded(name, arguments, at: site, in: frame)
    case "readEnvironmentVariable", "externalInput", "readCliArg":
      return ARMFunctions.unknown(name, arguments, "\(name) is known only where it runs", context(site, frame))
    case "cidrSubnet", "cidrHost", "parseCidr": break
    default: break
    }
    return ARMFunctions.apply(name, arguments, context(site, frame))
  }

  // MARK: Functions of the file's own

  func userFunction(
    _ name: String, of owner: BicepScope, _ nodes: [Node], at site: Site, in frame: BicepFrame
  ) -> EvaluatedValue {
    let arguments = nodes.map { value(of: $0, in: frame) }
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    let syntax = owner.syntax
    readMeaning(of: name, in: owner)
    if let declaration = owner.functions[name] { readText(of: declaration, in: owner) }
    guard let declaration = owner.functions[name], let lambda = syntax.value(of: declaration), let block = syntax.parts(of: lambda).first,
      syntax.kind(block) == .typedVariableBlock, let body = syntax.parts(of: lambda).last, body != block
    else { return ARMFunctions.unknown(name, arguments, "there is no function \(name)", context(site, frame)) }
    var inner = BicepFrame(owner)
    for (index, parameter) in syntax.parts(of: block).enumerated() {
      guard let parameter = syntax.name(of: parameter).map(syntax.text) else { continue }
      inner.locals[parameter] = arguments.indices.contains(index) ? arguments[index] : EvaluatedValue(.null, at: site)
    }
    var result = value(of: body, in: inner)
    // What a function makes is made for all of its callers.
    if result.site.file == owner.file.id, result.isWritten { result.isShared = true }
    return result
  }

  private func higherOrder(_ name: String, _ nodes: [Node], at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    let syntax = frame.scope.syntax
    guard let first = nodes.first else { return missing(at: site, in: frame) }
    let input = value(of: first, in: frame)
    var lambdas: [LambdaFunctions.Lambda?] = []
    var initial: EvaluatedValue?
    for node in nodes.dropFirst() {
      if syntax.kind(node) == .lambda {
        let (parameters, body) = syntax.lambdaParts(node)
        let names = parameters.map(syntax.text)
        lambdas.append { [self] arguments in
          var inner = frame
          for (name, argument) in zip(names, arguments) { inner.locals[name] = argument }
          return body.map { self.value(of: $0, in: inner) } ?? missing(at: site, in: frame)
        }
      } else {
        initial = value(of: node, in: frame)
      }
    }
    let label = "\(name)(\(input.summary), \(nodes.dropFirst().map { syntax.text($0) }.joined(separator: ", ")))"
    return LambdaFunctions.apply(name, input, initial: initial, lambdas, at: site, scope: frame.scope.identity, label: label)
  }

  // MARK: The deployment

  /// `resourceGroup()`, `subscription()` and what else the place of the deployment tells: unknown, but the same everywhere.
  private func deploymentFact(
    _ name: String, _ arguments: [EvaluatedValue], at site: Site, in frame: BicepFrame
  ) -> EvaluatedValue {
    let placement = frame.scope.placement
    func unknown(_ name: String) -> EvaluatedValue {
      .unknown(name, scope: placement.root, because: "\(name) is known only when it is deployed", at: site)
    }
    func own(_ name: String) -> SymbolicText { SymbolicText(SymbolicText.Symbol(name: name, scope: placement.root)) }
    func open(_ texts: KeyValuePairs<String, SymbolicText>, named name: String) -> EvaluatedValue {
      var object = EvaluatedObject(texts.map { .init($0.key, EvaluatedValue(.text($0.value), at: site), at: site) })
      object.rest = Unknown("\(name) is known only when it is deployed", at: site)
      return EvaluatedValue(.object(object), at: site)
    }
    let texts = arguments.compactMap(\.symbolicText)
    switch name {
    case "resourceGroup":
      let subscription = texts.count > 1 ? texts[0] : placement.subscription
      guard let group = texts.last ?? placement.resourceGroup else { return unknown("resourceGroup()") }
      let id =
        SymbolicText("/subscriptions/") + (subscription ?? own("subscription().subscriptionId")) + SymbolicText("/resourceGroups/") + group
      return open(["id": id, "name": group], named: "resourceGroup()")
    case "subscription":
      guard let subscription = texts.first ?? placement.subscription else { return unknown("subscription()") }
      return open(["id": SymbolicText("/subscriptions/") + subscription, "subscriptionId": subscription], named: "subscription()")
    case "deployment":
      return .unknown("deployment()", scope: frame.scope.identity, because: "deployment() is known only when it is deployed", at: site)
    default: return unknown("\(name)()")
    }
  }

  /// `resourceId` and its relatives: an id whose subscription and group may be unknown.
  private func resourceID(
    _ function: String, _ arguments: [EvaluatedValue], at site: Site, in frame: BicepFrame
  ) -> EvaluatedValue {
    let texts = arguments.compactMap(\.symbolicText)
    func unknown(_ reason: String) -> EvaluatedValue { ARMFunctions.unknown(function, arguments, reason, context(site, frame)) }
    guard texts.count == arguments.count else { return unknown("\(function) takes texts") }
    var leading = texts[...]
    let base = function == "extensionResourceId" ? leading.popFirst() : nil
    guard let position = leading.firstIndex(where: { $0.known?.contains("/") == true }), let type = leading[position].known else {
      return unknown(arguments.first { !$0.isDecided }?.reason.reason ?? "the resource type is missing")
    }
    let names = Array(leading[(position + 1)...])
    guard names.count == type.split(separator: "/").count - 1, !names.isEmpty else {
      return unknown("\(function) has \(names.count) names for the type \(type)")
    }
    var placement = frame.scope.placement
    let before = leading[..<position]
    var level = EvaluatedResource.Level.resourceGroup
    switch function {
    case "tenantResourceId": level = .tenant
    case "managementGroupResourceId": level = .managementGroup
    case "subscriptionResourceId":
      level = .subscription
      placement.subscription = before.last ?? placement.subscription
    default:
      placement.resourceGroup = before.last ?? placement.resourceGroup
      if before.count > 1 { placement.subscription = before.first }
    }
    let id = ResourceIDText.id(type: type, names: names, placement: placement, level: level, base: base)
    return EvaluatedValue(.text(id), at: site, cause: arguments.first { $0.cause != nil }?.cause)
  }

  // MARK: Other files

  private func loaded(_ function: String, _ arguments: [EvaluatedValue], at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    func unknown(_ reason: String) -> EvaluatedValue { ARMFunctions.unknown(function, arguments, reason, context(site, frame)) }
    guard let path = arguments.first?.knownText, let resolved = FilePaths.resolve(path, from: frame.scope.file.folder) else {
      return unknown(arguments.first?.reason.reason ?? "\(function) takes a path")
    }
    readContent(resolved)
    guard let text = files.text(resolved) else { return unknown("the file \(path) is not there") }
    switch function {
    case "loadTextContent":
      guard text.count <= EvaluationBudget.maximumText else { return unknown("the file \(path) is too large") }
      return .text(String(decoding: Array(text.bytes), as: UTF8.self), at: site)
    case "loadFileAsBase64":
      guard text.count <= EvaluationBudget.maximumText else { return unknown("the file \(path) is too large") }
      return .text(Base64.encoded(Array(text.bytes)), at: site)
    default:
      let document = Document(text, format: function == "loadYamlContent" ? .yaml : .json(.armTemplate))
      guard let top = document.topValue() else { return unknown("the file \(path) has no value in it") }
      var value = LoadedData.value(of: top, in: document, at: site, scope: frame.scope.identity)
      if arguments.count > 1, !arguments[1].isNull {
        guard let query = arguments[1].knownText, let steps = LoadedData.steps(query) else {
          return unknown("\(function) takes a path of names")
        }
        for step in steps { value = property(step, of: value, at: site, in: frame) }
      }
      return value
    }
  }
}

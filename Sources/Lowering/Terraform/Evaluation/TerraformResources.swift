import EncryptionModel
import SourceText
import SyntaxTree

/// Resources and data sources: their bodies, and what they answer.
extension TerraformEvaluation {
  /// What `azurerm_key_vault.main` stands for: a handle; a list or a map of them where the block is repeated.
  func resource(
    _ mode: TerraformResource.Mode, _ type: String, _ name: String, at site: Site, in frame: TerraformFrame
  ) -> EvaluatedValue {
    let scope = frame.scope
    let address = (mode == .data ? "data." : "") + "\(type).\(name)"
    guard let declaration = mode == .data ? scope.module.data["\(type).\(name)"] : scope.module.resources["\(type).\(name)"] else {
      return unknown(address, because: "nothing declares \(address)", at: site, in: frame)
    }
    let instances = instances(of: declaration, address, in: scope)
    func handle(_ instance: TerraformInstances.Instance) -> EvaluatedValue {
      EvaluatedValue(
        .resource(ResourceHandle(type: type, name: SymbolicText(address + instance.key), scope: scope.identity)), at: site)
    }
    guard instances.isRepeated else { return instances.all.first.map(handle) ?? missing(at: site, in: frame) }
    if let reason = instances.undecided {
      // Whichever is asked for, it is the one that stands for all.
      guard let one = instances.all.first else { return unknown(address, because: reason.reason, at: site, in: frame) }
      if instances.isMap {
        var object = EvaluatedObject()
        object.rest = reason
        return EvaluatedValue(.unknown(UnknownName.symbol(address, scope: scope.identity)), at: site, cause: reason)
      }
      return EvaluatedValue(.array([handle(one)]), at: site)
    }
    guard instances.isMap else { return EvaluatedValue(.array(instances.all.map(handle)), at: site) }
    let members = instances.all.compactMap { instance in
      instance.index?.knownText.map { EvaluatedObject.Member($0, handle(instance), at: site) }
    }
    return EvaluatedValue(.object(EvaluatedObject(members)), at: site)
  }

  // MARK: Bodies

  private static let metaArguments: Set<String> = ["count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection"]

  /// The arguments and blocks of a resource's instance as one object.
  func body(of declaration: TerraformModule.Declared, in frame: TerraformFrame) -> EvaluatedValue {
    guard let first = declaration.bodies.first else { return EvaluatedValue(.object(EvaluatedObject()), at: declaration.labelSite) }
    var object = content(of: first, in: frame)
    for override in declaration.bodies.dropFirst() {
      for member in content(of: override, in: frame).members { object.set(member) }
    }
    for name in Self.metaArguments { object.remove(name) }
    if declaration.type.hasPrefix("azapi_"), let inner = encodedBody(of: declaration) {
      // What is encoded is read where it is written: every value has a place of its own.
      object.set(.init("body", value(of: inner, in: frame), at: inner.site, isWhole: inner.source.fixedSite == nil))
    }
    return EvaluatedValue(.object(object), at: first.site, isWritten: first.source.fixedSite == nil)
  }

  /// What `body = jsonencode(…)` encodes.
  private func encodedBody(of declaration: TerraformModule.Declared) -> TerraformExpression? {
    guard let expression = declaration.argument("body"), !expression.source.document.format.isJSON,
      let call = expression.source.document.hclCall(expression.node), call.name == "jsonencode", call.arguments.count == 1,
      !call.expandsLast
    else { return nil }
    return TerraformExpression(source: expression.source, node: call.arguments[0])
  }

  private func content(of body: TerraformBody, in frame: TerraformFrame) -> EvaluatedObject {
    var object = EvaluatedObject()
    for argument in body.arguments where !Self.metaArguments.contains(argument.name) {
      object.set(
        .init(argument.name, value(of: argument.expression, in: frame), at: argument.expression.site, isWhole: body.source.fixedSite == nil)
      )
    }
    guard !body.source.document.format.isJSON else { return object }
    var gathered: [String: [EvaluatedValue]] = [:]
    var order: [String] = []
    func gather(_ type: String, _ values: [EvaluatedValue]) {
      if gathered[type] == nil { order.append(type) }
      gathered[type, default: []] += values
    }
    for block in body.blocks() where !Self.metaArguments.contains(block.type) {
      guard budget.enter() else { break }
      defer { budget.leave() }
      if block.type == "dynamic", let type = block.labels.first {
        switch dynamic(block, in: frame) {
        case .success(let values): gather(type, values)
        case .failure(let open):
          object.set(
            .init(
              type, .unknown("dynamic \(type)", scope: frame.scope.identity, because: open.unknown.reason, at: block.labelSite),
              at: block.labelSite))
        }
      } else {
        let inner = content(of: block.body, in: frame)
        gather(block.type, [EvaluatedValue(.object(inner), at: block.body.site, isWritten: body.source.fixedSite == nil)])
      }
    }
    for type in order where object[type] == nil {
      let values = gathered[type] ?? []
      let site = values.first?.site ?? body.site
      object.set(.init(type, EvaluatedValue(.array(values), at: site), at: site))
    }
    return object
  }

  private struct Undecided: Error { let unknown: Unknown }

  /// What a dynamic block unfolds to.
  private func dynamic(_ block: TerraformBody.Block, in frame: TerraformFrame) -> Result<[EvaluatedValue], Undecided> {
    guard let collection = block.body.argument("for_each"), let content = block.body.blocks("content").first else { return .success([]) }
    let iterator = block.body.argument("iterator").map { $0.source.document.string($0.node) } ?? block.labels.first ?? ""
    let input = value(of: collection, in: frame)
    guard let items = TerraformIteration.items(of: input, at: collection.site) else {
      // One block or none, as a condition has it: the block is there or it is not.
      return .failure(Undecided(unknown: input.reason))
    }
    return .success(
      items.map { key, item in
        let object = EvaluatedObject([.init("key", key, at: collection.site), .init("value", item, at: collection.site)])
        let inner = self.content(of: content.body, in: frame.with(iterator, EvaluatedValue(.object(object), at: collection.site)))
        return EvaluatedValue(.object(inner), at: content.body.site)
      })
  }

  // MARK: What a resource answers

  /// An attribute of a resource: its argument where one is written, else what follows from others, else an unknown.
  func attribute(_ name: String, of handle: ResourceHandle, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    let next = handle.property(name)
    guard let scope = scopes[handle.scope], let address = handle.name.known, let found = find(address, in: scope) else {
      return EvaluatedValue(.resource(next), at: site)
    }
    readShape(of: scope)
    if handle.path.isEmpty {
      guard let argument = argument(name, of: address, found, in: scope) else {
        return .unknown("\(address).\(name)", scope: scope.identity, because: "\(address) depends on itself", at: site)
      }
      if var argument = argument.value, !argument.isNull {
        argument.isShared = true
        // What a block does not say, the deployed one may tell: identity[0].principal_id.
        if case .array(let elements) = argument.content, elements.count == 1, elements[0].object != nil, elements[0].isWritten {
          return EvaluatedValue(.resource(next), at: site)
        }
        return EvaluatedValue(argument.content, at: site, cause: argument.cause)
      }
    }
    return answer(next, found, at: site, in: frame)
  }

  /// The argument of a resource by the address of its instance; nil where that is in the middle of being asked for.
  func argument(
    _ name: String, of address: String, _ found: (declaration: TerraformModule.Declared, instance: TerraformInstances.Instance),
    in scope: TerraformScope
  ) -> GivenValue? {
    let circle = TerraformScope.ValueKey(kind: .argument, name: address)
    guard scope.inProgress.insert(circle).inserted else {
      if scope.isTraced { trace?.giveUp() }
      return nil
    }
    defer { scope.inProgress.remove(circle) }
    let path = "\(address).\(name)"
    if scope.isTraced {
      return recall(.argument, path, in: scope) {
        readText(address, of: scope)
        _ = instances(of: found.declaration, String(address.prefix { $0 != "[" }), in: scope)
        return GivenValue(value: argument(name, of: found.declaration, in: found.instance.frame(in: scope)))
      }
    }
    if let known = scope.arguments[path] { return known }
    let made = GivenValue(value: argument(name, of: found.declaration, in: found.instance.frame(in: scope)))
    scope.arguments[path] = made
    return made
  }

  private func answer(
    _ handle: ResourceHandle, _ found: (declaration: TerraformModule.Declared, instance: TerraformInstances.Instance), at site: Site,
    in frame: TerraformFrame
  ) -> EvaluatedValue {
    guard let scope = scopes[handle.scope], let address = handle.name.known else { return EvaluatedValue(.resource(handle), at: site) }
    let key = TerraformScope.ValueKey(kind: .resources, name: address)
    guard scope.inProgress.insert(key).inserted else {
      if scope.isTraced { trace?.giveUp() }
      return .unknown(
        "\(address).\(handle.path.joined(separator: "."))", scope: scope.identity, because: "\(address) depends on itself", at: site)
    }
    defer { scope.inProgress.remove(key) }
    let resource = resource(found.declaration, address, found.instance, in: scope)
    if let value = ComputedAttributes.value(of: resource, path: handle.path, at: site) { return value }
    // A block's argument: `identity[0].type`.
    if handle.path.count > 1 {
      var value: EvaluatedValue? = resource.body
      for step in handle.path {
        if let position = Int(step), let elements = value?.elements {
          value = elements.indices.contains(position) ? elements[position] : nil
        } else {
          if let elements = value?.elements, elements.count == 1 { value = elements[0] }
          value = value?.object?[step]?.value
        }
      }
      if let value, !value.isNull { return EvaluatedValue(value.content, at: site, cause: value.cause) }
    }
    return EvaluatedValue(.resource(handle), at: site)
  }

  private func argument(_ name: String, of declaration: TerraformModule.Declared, in frame: TerraformFrame) -> EvaluatedValue? {
    if let expression = declaration.argument(name) { return value(of: expression, in: frame) }
    let blocks = declaration.blocks(name)
    guard !blocks.isEmpty else { return nil }
    return EvaluatedValue(
      .array(blocks.map { EvaluatedValue(.object(content(of: $0.body, in: frame)), at: $0.body.site, isWritten: true) }),
      at: blocks[0].body.site)
  }

  /// The declaration and the instance that an address without its module names.
  func find(
    _ address: String, in scope: TerraformScope
  ) -> (declaration: TerraformModule.Declared, instance: TerraformInstances.Instance)? {
    let bracket = address.firstIndex(of: "[") ?? address.endIndex
    let plain = String(address[..<bracket])
    let isData = plain.hasPrefix("data.")
    let name = isData ? String(plain.dropFirst("data.".count)) : plain
    guard let declaration = isData ? scope.module.data[name] : scope.module.resources[name] else { return nil }
    let key = String(address[bracket...])
    guard let instance = instances(of: declaration, plain, in: scope).all.first(where: { $0.key == key }) else { return nil }
    return (declaration, instance)
  }

  /// A resource's instance with its body.
  func resource(
    _ declaration: TerraformModule.Declared, _ address: String, _ instance: TerraformInstances.Instance, in scope: TerraformScope
  ) -> TerraformResource {
    if scope.isTraced {
      return recall(.resources, address, in: scope) {
        readText(address, of: scope)
        return makeResource(declaration, address, instance, in: scope)
      }
    }
    if let known = scope.resources[address] { return known }
    let resource = makeResource(declaration, address, instance, in: scope)
    scope.resources[address] = resource
    return resource
  }

  private func makeResource(
    _ declaration: TerraformModule.Declared, _ address: String, _ instance: TerraformInstances.Instance, in scope: TerraformScope
  ) -> TerraformResource {
    var resource = outline(declaration, address, in: scope)
    resource.body = body(of: declaration, in: instance.frame(in: scope))
    if let id = scope.module.imported[address], resource.body.object?["id"] == nil, var object = resource.body.object {
      readText(.imported, address, of: scope)
      object.set(.init("id", value(of: id, in: TerraformFrame(scope)), at: id.site))
      resource.body = EvaluatedValue(.object(object), at: resource.body.site, isWritten: resource.body.isWritten)
    }
    readLifecycle(of: declaration, into: &resource, scope)
    return resource
  }

  /// A resource's instance without its body: what those are worth whose type bears on no encryption.
  func outline(_ declaration: TerraformModule.Declared, _ address: String, in scope: TerraformScope) -> TerraformResource {
    let mode: TerraformResource.Mode = address.hasPrefix("data.") ? .data : .managed
    let plain = String(address.prefix { $0 != "[" })
    let instances = instances(of: declaration, plain, in: scope)
    var existence = scope.existence
    if case .certain = existence, let reason = instances.undecided { existence = .undecided(reason) }
    let provider = declaration.type.prefix { $0 != "_" }
    var resource = TerraformResource(
      address: scope.path + address, mode: mode, type: declaration.type,
      provider: scope.providers[String(provider)] ?? ProviderVersion(name: String(provider)),
      body: EvaluatedValue(.object(EvaluatedObject()), at: declaration.bodies.first?.site ?? declaration.labelSite),
      existence: existence, site: declaration.bodies.first?.site ?? declaration.labelSite, nameSite: declaration.labelSite,
      scope: scope.identity)
    resource.isWritten = declaration.bodies.first.map { $0.source.fixedSite == nil && !$0.source.document.format.isJSON } ?? false
    resource.calls = scope.calls
    resource.deployment = deployment(of: declaration, in: scope)
    resource.formerAddress = (scope.module.formerAddress(of: address) ?? scope.module.formerAddress(of: plain)).map { scope.path + $0 }
    return resource
  }

  private func readLifecycle(of declaration: TerraformModule.Declared, into resource: inout TerraformResource, _ scope: TerraformScope) {
    if resource.isWritten {
      let list = declaration.argument("depends_on").flatMap { $0.source.document.kind($0.node) == .hclTuple ? $0 : nil }
      resource.dependencySlot = Slot(
        list.map { .property(in: $0.site, path: []) } ?? .property(in: resource.site, path: ["depends_on"]), vocabulary: .azurerm)
    }
    for block in declaration.blocks("lifecycle") {
      guard let expression = block.body.argument("ignore_changes") else { continue }
      let document = expression.source.document
      resource.ignoredChangesSite = expression.site
      resource.hasKeyAdditionsBeside = scope.module.resources.values.contains { Azurerm.isAddition($0.type) }
      if document.kind(expression.node) == .hclTuple {
        resource.ignoredChanges += document.hclChildren(expression.node).map { document.string($0) }
      } else {
        resource.ignoredChanges.append(document.string(expression.node))
      }
    }
  }

  /// One for all that runs with the same configuration of its provider: another alias may be another subscription.
  private func deployment(of declaration: TerraformModule.Declared, in scope: TerraformScope) -> UInt64 {
    guard let alias = declaration.argument("provider").map({ $0.source.document.string($0.node) }), alias.contains(".") else {
      return scope.deployment
    }
    return Fingerprint.of(String(scope.identity), alias)
  }
}

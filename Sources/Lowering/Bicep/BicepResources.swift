import EncryptionModel
import SourceText
import SyntaxTree

/// One copy of a resource or module, with the frame that its body is read in.
struct BicepInstance {
  let position: Int
  /// Number of the copy; nil where there are no copies, or where nobody knows which.
  var copy: Int?
  /// Whether all copies are meant.
  var isEveryCopy = false
  /// Whether it stands for all copies of a loop of which nobody knows the list.
  var isAnyCopy = false
  var frame: BicepFrame

  var entry: BicepEntry { frame.scope.entries[position] }

  /// Whether the frame is the one that the position and the copy lead to.
  var isPlain: Bool { frame.locals.isEmpty || copy != nil || isAnyCopy }

  /// Tells the copies of a module apart.
  var copyName: String { copy.map(String.init) ?? (isAnyCopy ? "*" : "") }

  init(position: Int, copy: Int? = nil, isEveryCopy: Bool = false, frame: BicepFrame) {
    self.position = position
    self.copy = copy
    self.isEveryCopy = isEveryCopy
    self.frame = frame
  }
}

extension BicepEvaluation {
  /// The resource or module that a symbol names at a point.
  func resource(named name: String, in frame: BicepFrame) -> BicepInstance? {
    let scope = frame.scope
    var enclosing = frame.enclosing
    while let position = enclosing {
      let entry = scope.entries[position]
      if let child = entry.children[name] { return instance(at: child, in: frame) }
      enclosing = entry.parent
    }
    readMeaning(of: name, in: scope)
    return scope.symbols[name].map { instance(at: $0, in: BicepFrame(scope)) }
  }

  /// The instance that the name of a copy tells.
  func instance(at position: Int, copy name: String, in scope: BicepScope) -> BicepInstance? {
    if scope.syntax.loop(of: scope.entries[position].node) == nil { return BicepInstance(position: position, frame: BicepFrame(scope)) }
    return instances(at: position, in: scope).lazy.map { $0.instance(at: position, in: scope) }.first { $0.copyName == name }
  }

  private func instance(at position: Int, in frame: BicepFrame) -> BicepInstance {
    let isLooped = frame.scope.syntax.loop(of: frame.scope.entries[position].node) != nil
    return BicepInstance(position: position, isEveryCopy: isLooped, frame: frame)
  }

  /// One of the copies.
  func copy(_ index: EvaluatedValue, of instance: BicepInstance) -> BicepInstance {
    var one = instance
    one.isEveryCopy = false
    readText(of: instance)
    guard let loop = instance.frame.scope.syntax.loop(of: instance.entry.node) else { return one }
    switch iterations(of: loop, named: instance.entry.symbol, in: instance.frame) {
    case .known(let frames):
      guard let position = index.integer, frames.indices.contains(position) else {
        // Which one is meant nobody knows.
        let parts = instance.frame.scope.syntax.loopParts(loop)
        let scope = instance.frame.scope
        func open(_ what: String) -> EvaluatedValue {
          .unknown("\(what) of \(index.summary)", scope: scope.identity, because: index.reason.reason, at: scope.site(loop))
        }
        one.frame = instance.frame.with(parts.item.map(scope.syntax.text), open("element")).with(parts.index.map(scope.syntax.text), index)
        return one
      }
      one.frame = frames[position]
      one.copy = position
    case .undecided(_, let frame):
      let syntax = instance.frame.scope.syntax
      let parts = syntax.loopParts(loop)
      one.frame = frame.with(parts.index.map(syntax.text), index)
      if let list = parts.list {
        let value = value(of: list, in: instance.frame)
        let element = element(index, of: value, at: instance.frame.scope.site(list), in: instance.frame)
        one.frame = one.frame.with(parts.item.map(syntax.text), element)
      }
    }
    return one
  }

  /// What a symbol is worth as a value: a handle that answers questions; an array of them for a loop.
  func handle(_ instance: BicepInstance, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    if instance.isEveryCopy { readText(of: instance) }
    guard instance.isEveryCopy, let loop = instance.frame.scope.syntax.loop(of: instance.entry.node) else {
      return one(instance, at: site)
    }
    switch iterations(of: loop, named: instance.entry.symbol, in: instance.frame) {
    case .known(let frames):
      let handles = frames.enumerated().map { position, inner in
        one(BicepInstance(position: instance.position, copy: position, frame: inner), at: site)
      }
      return EvaluatedValue(.array(handles), at: site)
    case .undecided(let reason, _):
      return unknown("references('\(instance.entry.symbol)')", because: reason.reason, at: site, in: frame)
    }
  }

  private func one(_ instance: BicepInstance, at site: Site) -> EvaluatedValue {
    let identity = identity(of: instance)
    let handle = ResourceHandle(type: identity.type, name: identity.name, isFull: true, scope: instance.frame.scope.placement.root)
    return EvaluatedValue(.resource(handle), at: site)
  }

  // MARK: Type, name, place

  struct Identity: Equatable, Sendable {
    /// Nil where it is not known.
    var type: String?
    var version: String?
    /// With the parents' names: `vault/key`.
    var name: SymbolicText
    /// As it is written.
    var ownName: EvaluatedValue
    var nameSite: Site
  }

  func identity(of instance: BicepInstance) -> Identity {
    let scope = instance.frame.scope
    guard instance.frame.locals.isEmpty, instance.copy == nil else {
      readText(of: instance)
      return readIdentity(of: instance)
    }
    if scope.isTraced {
      return recall(.identity, instance.frame.enclosing.map { String(scope.entryIDs[$0]) } ?? "", instance.position, in: scope) {
        readText(of: instance)
        // What is written inside of the asker can be named too.
        if let enclosing = instance.frame.enclosing { readText(scope.entries[enclosing].statement, of: scope) }
        return readIdentity(of: instance)
      }
    }
    // In a circle the answer hangs on where it was entered.
    guard scope.inProgress.isEmpty else { return readIdentity(of: instance) }
    let key = [instance.position, instance.frame.enclosing ?? -1]
    if let known = scope.identities[key] { return known }
    let refusals = budget.refusals
    let identity = readIdentity(of: instance)
    if budget.refusals == refusals { scope.identities[key] = identity }
    return identity
  }

  private func readIdentity(of instance: BicepInstance) -> Identity {
    let frame = instance.frame
    let scope = frame.scope
    let entry = instance.entry
    let syntax = scope.syntax
    let symbolSite = scope.site(syntax.name(of: entry.node) ?? entry.node)
    guard budget.enter() else {
      let own = unknown("name of \(entry.symbol)", because: budget.reason, at: symbolSite, in: frame)
      return Identity(type: nil, version: nil, name: own.symbolicText ?? SymbolicText(""), ownName: own, nameSite: symbolSite)
    }
    defer { budget.leave() }
    var inner = frame
    inner.enclosing = instance.position
    let object = syntax.object(of: entry.node)
    let nameNode = object.flatMap { syntax.value(of: "name", in: $0) }
    let written = syntax.path(of: entry.node).map { value(of: $0, in: frame) }
    var type = written?.knownText
    var version: String?
    if let text = type, let at = text.lastIndex(of: "@") {
      version = String(text[text.index(after: at)...])
      type = String(text[..<at])
    }
    if entry.isModule { type = "Microsoft.Resources/deployments" }
    let own =
      nameNode.map { value(of: $0, in: inner) }
      ?? unknown(
        "name of \(entry.symbol)\(instance.copy.map { "[\($0)]" } ?? "")", because: "\(entry.symbol) has no name", at: symbolSite, in: frame
      )
    var ownText = own.symbolicText ?? SymbolicText(UnknownName.symbol("name of \(entry.symbol)", scope: scope.identity))
    if nameNode == nil, entry.isModule {
      // What the compiler calls a module without a name.
      let hash = UnknownName.symbol("uniqueString('\(entry.symbol)', deployment().name)", scope: scope.identity)
      ownText = SymbolicText("\(entry.symbol)-\(instance.copy.map { "\($0)-" } ?? "")") + SymbolicText(hash)
    }
    var identity = Identity(type: type, version: version, name: ownText, ownName: own, nameSite: nameNode.map(scope.site) ?? symbolSite)
    if let parent = parent(of: instance) {
      let outer = self.identity(of: parent)
      identity.name = outer.name + SymbolicText("/") + ownText
      if entry.parent != nil, let outerType = outer.type, let relative = type {
        // A resource written inside of another one has a relative type.
        if !(relative.lowercased().hasPrefix(outerType.lowercased() + "/")) { identity.type = outerType + "/" + relative }
        identity.version = version ?? outer.version
      }
    } else if let node = object.flatMap({ syntax.value(of: "parent", in: $0) }) {
      // A parent that comes through a parameter or a function.
      let value = value(of: node, in: frame)
      let outer =
        if case .resource(let handle) = value.content { handle.name } else {
          SymbolicText(UnknownName.symbol("name of \(value.summary)", scope: scope.identity))
        }
      identity.name = outer + SymbolicText("/") + ownText
    }
    return identity
  }

  /// The resource that an instance is a child of, by its place or by `parent:`.
  func parent(of instance: BicepInstance) -> BicepInstance? {
    let scope = instance.frame.scope
    readText(of: instance)
    if let outer = instance.entry.parent { return self.instance(at: outer, in: instance.frame).asOne }
    guard let object = scope.syntax.object(of: instance.entry.node), let node = scope.syntax.value(of: "parent", in: object) else {
      return nil
    }
    return target(node, in: instance.frame)
  }

  /// The resource that an expression names, if it names one.
  func target(_ node: Node, in frame: BicepFrame) -> BicepInstance? {
    let syntax = frame.scope.syntax
    switch syntax.kind(node) {
    case .parenthesized: return syntax.part(0, of: node).flatMap { target($0, in: frame) }
    case .variable:
      guard frame.locals[syntax.text(node)] == nil, let found = resource(named: syntax.text(node), in: frame) else { return nil }
      return found.isEveryCopy ? nil : found
    case .access:
      let parts = syntax.parts(of: node)
      guard let (found, consumed) = target(of: parts, in: frame), consumed == parts.count else { return nil }
      return found
    case .ternary:
      let parts = syntax.parts(of: node)
      guard parts.count == 3, let decided = value(of: parts[0], in: frame).truth else { return nil }
      return target(parts[decided ? 1 : 2], in: frame)
    default: return nil
    }
  }

  /// The resource at the beginning of a chain, `vaults[0]::key`, and how many parts of the chain name it.
  func target(of parts: [Node], in frame: BicepFrame) -> (BicepInstance, Int)? {
    let syntax = frame.scope.syntax
    guard let base = parts.first, syntax.kind(base) == .variable, frame.locals[syntax.text(base)] == nil,
      var found = resource(named: syntax.text(base), in: frame)
    else { return nil }
    var consumed = 1
    while consumed < parts.count {
      let part = parts[consumed]
      if found.isEveryCopy, syntax.kind(part) == .index, let inner = syntax.part(0, of: part) {
        found = copy(value(of: inner, in: frame), of: found)
      } else if syntax.kind(part) == .nestedMember, let child = found.entry.children[syntax.text(part)] {
        readText(of: found)
        found = instance(at: child, in: found.frame)
      } else if syntax.kind(part) != .nonNull {
        break
      }
      consumed += 1
    }
    return found.isEveryCopy ? nil : (found, consumed)
  }

  /// Where a resource lives: what its `scope:` says, else where its file is deployed.
  func placement(of instance: BicepInstance) -> (placement: ARMPlacement, level: EvaluatedResource.Level, target: BicepInstance?) {
    let scope = instance.frame.scope
    readText(of: instance)
    guard let object = scope.syntax.object(of: instance.entry.node), budget.enter() else { return (scope.placement, scope.level, nil) }
    defer { budget.leave() }
    guard let node = scope.syntax.value(of: "scope", in: object) else {
      // A child is where its parent is.
      if let parent = parent(of: instance) { return placement(of: parent) }
      return (scope.placement, scope.level, nil)
    }
    return placement(node, in: instance.frame)
  }

  private func placement(
    _ node: Node, in frame: BicepFrame
  ) -> (placement: ARMPlacement, level: EvaluatedResource.Level, target: BicepInstance?) {
    let scope = frame.scope
    let syntax = scope.syntax
    var placement = scope.placement
    if let found = target(node, in: frame) {
      let type = identity(of: found).type?.lowercased()
      switch type {
      case "microsoft.resources/resourcegroups":
        placement = self.placement(of: found).placement
        placement.resourceGroup = identity(of: found).name
        return (placement, .resourceGroup, nil)
      case "microsoft.management/managementgroups":
        placement.resourceGroup = nil
        return (placement, .managementGroup, nil)
      default:
        let own = self.placement(of: found)
        return (own.placement, own.level, found)
      }
    }
    func texts(_ call: Node) -> [SymbolicText] {
      syntax.elements(of: call).map { argument in
        value(of: argument, in: frame).symbolicText
          ?? SymbolicText(UnknownName.symbol("scope of \(syntax.text(argument))", scope: scope.identity))
      }
    }
    switch syntax.kind(node) {
    case .parenthesized: return syntax.part(0, of: node).map { self.placement($0, in: frame) } ?? (placement, scope.level, nil)
    case .ternary:
      let parts = syntax.parts(of: node)
      guard parts.count == 3 else { break }
      let condition = value(of: parts[0], in: frame)
      if let decided = condition.truth { return self.placement(parts[decided ? 1 : 2], in: frame) }
      let first = self.placement(parts[1], in: frame)
      let second = self.placement(parts[2], in: frame)
      func either(_ a: SymbolicText?, _ b: SymbolicText?, _ own: String) -> SymbolicText? {
        if a?.folded == b?.folded { return a }
        let (a, b) = (a?.expression ?? own, b?.expression ?? own)
        return SymbolicText(UnknownName.symbol("if(\(condition.summary), \(a), \(b))", scope: scope.identity))
      }
      placement.subscription = either(first.placement.subscription, second.placement.subscription, "subscription().subscriptionId")
      placement.resourceGroup = either(first.placement.resourceGroup, second.placement.resourceGroup, "resourceGroup().name")
      return (placement, first.level, nil)
    case .call, .methodCall, .access:
      // `resourceGroup('a')`, `az.resourceGroup('a')`.
      let call = syntax.kind(node) == .access ? syntax.parts(of: node).last ?? node : node
      guard let name = syntax.name(of: call).map(syntax.text) else { break }
      let arguments = texts(call)
      switch name {
      case "resourceGroup":
        if let group = arguments.last, !group.isOwn("resourceGroup().name") { placement.resourceGroup = group }
        if arguments.count > 1, !arguments[0].isOwn("subscription().subscriptionId") { placement.subscription = arguments[0] }
        return (placement, .resourceGroup, nil)
      case "subscription":
        if let subscription = arguments.first, !subscription.isOwn("subscription().subscriptionId") {
          placement.subscription = subscription
        }
        placement.resourceGroup = nil
        return (placement, .subscription, nil)
      case "managementGroup", "tenant":
        placement.resourceGroup = nil
        return (placement, name == "tenant" ? .tenant : .managementGroup, nil)
      default: break
      }
    default: break
    }
    placement.resourceGroup = SymbolicText(UnknownName.symbol("scope \(syntax.text(node).prefix(60))", scope: scope.identity))
    return (placement, scope.level, nil)
  }

  /// The id of a resource, as `resourceId` would tell it.
  func id(of instance: BicepInstance) -> SymbolicText {
    let identity = identity(of: instance)
    let (placement, level, target) = placement(of: instance)
    let base = target.flatMap { budget.enter() ? ($0, true) : nil }.map { found, _ in
      defer { budget.leave() }
      return id(of: found)
    }
    return ResourceIDText.id(
      type: identity.type ?? "", names: identity.name.segments(separatedBy: "/"), placement: placement, level: level, base: base)
  }
}

extension BicepInstance {
  /// The instance as the one that is meant, whatever loop it stands in.
  var asOne: BicepInstance {
    var one = self
    one.isEveryCopy = false
    return one
  }
}

/// Ids of resources as texts of which parts may be unknown.
enum ResourceIDText {
  static func id(
    type: String, names: [SymbolicText], placement: ARMPlacement, level: EvaluatedResource.Level, base: SymbolicText? = nil
  ) -> SymbolicText {
    func own(_ name: String) -> SymbolicText { SymbolicText(SymbolicText.Symbol(name: name, scope: placement.root)) }
    let subscription = SymbolicText("/subscriptions/") + (placement.subscription ?? own("subscription().subscriptionId"))
    if type.lowercased() == "microsoft.resources/resourcegroups" {
      return subscription + SymbolicText("/resourceGroups/") + (names.first ?? SymbolicText(""))
    }
    var id: SymbolicText
    switch (base, level) {
    case (let base?, _): id = base
    case (nil, .resourceGroup):
      id = subscription + SymbolicText("/resourceGroups/") + (placement.resourceGroup ?? own("resourceGroup().name"))
    case (nil, .subscription): id = subscription
    case (nil, .managementGroup):
      id = SymbolicText("/providers/Microsoft.Management/managementGroups/") + own("managementGroup().name")
    case (nil, .tenant): id = SymbolicText("")
    }
    let types = type.split(separator: "/").map(String.init)
    id = id + SymbolicText("/providers/" + (types.first ?? ""))
    for (type, name) in zip(types.dropFirst(), names) { id = id + SymbolicText("/" + type + "/") + name }
    return id
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

/// Gives unknown values of a plan the answers that its configuration tells: an unknown `key_vault_id` whose expression refers to a
/// vault of the same plan is that vault's id.
struct PlanLinks {
  /// What a resource answers before it is there, as far as its arguments tell.
  typealias Answer = (_ resource: TerraformResource, _ path: [String]) -> EvaluatedValue?

  let document: Document
  let configuration: PlanConfiguration
  let answer: Answer
  private let resources: [TerraformResource]
  private let addresses: [PlanAddress?]
  private var byBase: [String: [Int]] = [:]
  private var linked: [Int: TerraformResource] = [:]
  private var isLinking: Set<Int> = []

  /// Longer chains of references are not followed.
  private static let maximumDepth = 24

  init(_ resources: [TerraformResource], _ configuration: PlanConfiguration, in document: Document, answer: @escaping Answer) {
    self.resources = resources
    self.configuration = configuration
    self.document = document
    self.answer = answer
    addresses = resources.map { PlanAddress($0.address) }
    for (index, address) in addresses.enumerated() {
      if let address { byBase[address.base, default: []].append(index) }
    }
  }

  /// The resources in their order, with what could be linked.
  mutating func all() -> [TerraformResource] { resources.indices.map { resource($0, depth: 0) } }

  private mutating func resource(_ index: Int, depth: Int) -> TerraformResource {
    if let done = linked[index] { return done }
    var resource = resources[index]
    guard !resource.body.isDecided, depth < Self.maximumDepth, let address = addresses[index], isLinking.insert(index).inserted,
      let expressions = configuration[address.moduleNames]?.expressions[address.block]
    else { return resource }
    resource.body = value(resource.body, expressions, Context(owner: address, attribute: "", depth: depth))
    isLinking.remove(index)
    linked[index] = resource
    return resource
  }

  /// Where a reference stands.
  private struct Context {
    /// The resource that asks; its module and index tell which instances are meant.
    var owner: PlanAddress
    /// The argument that is given the value.
    var attribute: String
    var depth: Int
  }

  /// The value with its unknown parts linked; `expression` is what the configuration has in its place.
  private mutating func value(_ value: EvaluatedValue, _ expression: Node, _ context: Context) -> EvaluatedValue {
    guard !value.isDecided else { return value }
    switch value.content {
    case .unknown:
      guard let references = document.value(expression, "references") else { return value }
      var context = context
      context.depth += 1
      guard var answer = answer(to: references, context) else { return value }
      answer.cause = answer.isDecided ? nil : answer.cause ?? value.cause
      return answer
    case .object(let object):
      var linked = object
      for member in object.members where !member.value.isDecided {
        guard let inner = document.value(expression, member.name) else { continue }
        var context = context
        context.attribute = member.name
        var member = member
        member.value = self.value(member.value, inner, context)
        linked.set(member)
      }
      return EvaluatedValue(.object(linked), at: value.site, cause: value.cause)
    case .array(let elements):
      // A block that may stand only once has one object in the configuration, others a list of them.
      let inner = document.elements(expression)
      guard inner.count == elements.count || (inner.isEmpty && elements.count == 1) else { return value }
      let linked = elements.indices.map { self.value(elements[$0], inner.isEmpty ? expression : inner[$0], context) }
      return EvaluatedValue(.array(linked), at: value.site, cause: value.cause)
    case .null, .boolean, .integer, .number, .text, .either, .resource: return value
    }
  }

  // MARK: References

  /// What a list of references tells where all of the expression is one of them; nil where it may be more.
  private mutating func answer(to references: Node, _ context: Context) -> EvaluatedValue? {
    guard context.depth < Self.maximumDepth else { return nil }
    var targets: [String] = []
    var isOwnInstance = false
    for element in document.elements(references) {
      guard case .string(let text)? = document.scalar(element) else { continue }
      if text == "each.key" || text == "count.index" {
        isOwnInstance = true
      } else if !targets.contains(where: { $0.hasPrefix(text + ".") || $0.hasPrefix(text + "[") || $0 == text }) {
        targets.append(text)
      }
    }
    guard targets.count == 1, let target = targets.first else { return nil }
    if target.hasPrefix("module.") { return output(target, context) }
    guard let address = PlanAddress(target) else { return nil }
    if address.type == "var" { return argument(address.name, address.path, isOwnInstance, context) }
    return instance(address, isOwnInstance, context)
  }

  /// An attribute of a resource in the module of the one that asks.
  private mutating func instance(_ reference: PlanAddress, _ isOwnInstance: Bool, _ context: Context) -> EvaluatedValue? {
    let prefix = context.owner.moduleInstance
    let candidates = byBase[prefix.isEmpty ? reference.block : prefix + "." + reference.block] ?? []
    let wanted = reference.index ?? (isOwnInstance && candidates.count > 1 ? context.owner.index : nil)
    let matching = wanted.map { wanted in candidates.filter { addresses[$0]?.index == wanted } } ?? candidates
    guard matching.count == 1, let index = matching.first else { return nil }
    let target = resource(index, depth: context.depth)
    var path = reference.path.flatMap { [$0.name] + ($0.index.map { [$0] } ?? []) }
    if path.isEmpty {
      guard let implied = impliedAttribute(context.attribute) else { return nil }
      path = [implied]
    }
    if let told = Self.value(of: target.body, at: path[...]), told.isDecided { return told }
    return answer(target, path) ?? Self.value(of: target.body, at: path[...])
  }

  /// What of a resource is asked for where a plan names the resource alone, as those of Terraform before 1.0 do.
  private func impliedAttribute(_ argument: String) -> String? {
    switch argument {
    case "object_id": "principal_id"
    case "principal_id", "client_id", "tenant_id": argument
    case "identity_client_id": "client_id"
    case "scope": "id"
    default: argument.hasSuffix("_id") ? "id" : argument.hasSuffix("_ids") ? "id" : nil
    }
  }

  /// An output of a module that is called beside the resource that asks.
  private mutating func output(_ reference: String, _ context: Context) -> EvaluatedValue? {
    guard let (call, name, path) = PlanAddress.output(reference), path.isEmpty else { return nil }
    let names = context.owner.moduleNames + [call.name]
    guard let expression = configuration[names]?.outputs[name], let references = document.value(expression, "references") else {
      return nil
    }
    var inner = context
    inner.owner.modules.append(call)
    inner.owner.index = nil
    inner.depth += 1
    return answer(to: references, inner)
  }

  /// A module's variable: what its call gives.
  private mutating func argument(
    _ name: String, _ path: [PlanAddress.Step], _ isOwnInstance: Bool, _ context: Context
  ) -> EvaluatedValue? {
    var outer = context
    guard path.isEmpty, let module = outer.owner.modules.popLast(),
      let call = configuration[outer.owner.moduleNames]?.calls[module.name],
      let expression = document.value(call, name), let references = document.value(expression, "references")
    else { return nil }
    outer.owner.index = module.index
    outer.depth += 1
    return answer(to: references, outer)
  }

  /// What a body tells at a path; nil where it has nothing there.
  static func value(of body: EvaluatedValue, at path: ArraySlice<String>) -> EvaluatedValue? {
    var value = body
    for step in path {
      switch value.content {
      case .object(let object):
        guard let member = object[step] else { return nil }
        value = member.value
      case .array(let elements):
        guard let index = Int(step), elements.indices.contains(index) else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }
}

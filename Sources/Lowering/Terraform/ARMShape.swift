import EncryptionModel
import SourceText

/// Builds the body that an ARM template would have for what Terraform's arguments say; every value keeps its place.
struct ARMShape {
  private(set) var object = EvaluatedObject()
  let arguments: TerraformArguments
  /// The argument of each property that has one with the same value, by the property's folded path.
  private(set) var writable: [String: [String]] = [:]

  /// Where a key's whole address stands that ARM would have in parts: no property of ARM's.
  static let keyAddress = "key_vault_key_id"

  init(_ arguments: TerraformArguments) { self.arguments = arguments }

  /// The body; what is not in it would be written nowhere.
  var body: EvaluatedValue { EvaluatedValue(.object(object), at: arguments.resource.site) }

  /// Puts an argument where ARM has it; one that is not there stays out, and would be written there.
  mutating func put(_ argument: String..., at path: String...) {
    if argument.count == 1 { writable[path.joined(separator: ".").lowercased()] = argument }
    guard let member = arguments.member(argument) else { return }
    set(member.value, at: path, site: member.site, isWhole: member.isWhole)
  }

  /// Puts what becomes of an argument where ARM has it; nil leaves it out.
  mutating func put(_ argument: String..., at path: String..., as transform: (EvaluatedValue) -> EvaluatedValue?) {
    guard let member = arguments.member(argument), let value = transform(member.value) else { return }
    set(value, at: path, site: member.site, isWhole: member.isWhole)
  }

  /// An argument that is not there, below the blocks that the names before the last are.
  mutating func insert(_ argument: [String], at path: [String]) {
    writable[path.joined(separator: ".").lowercased()] = argument
  }

  mutating func set(_ value: EvaluatedValue, at path: [String], site: Site? = nil, isWhole: Bool = false) {
    Self.set(value, at: path[...], site: site ?? value.site, isWhole: isWhole, in: &object)
  }

  mutating func set(_ text: String, at path: String..., site: Site) { set(.text(text, at: site), at: path) }

  private static func set(
    _ value: EvaluatedValue, at path: ArraySlice<String>, site: Site, isWhole: Bool, in object: inout EvaluatedObject
  ) {
    guard let name = path.first else { return }
    guard path.count > 1 else {
      object.set(EvaluatedObject.Member(name, value, at: site, isWhole: isWhole))
      return
    }
    var inner = object[name]?.value.object ?? EvaluatedObject()
    set(value, at: path.dropFirst(), site: site, isWhole: isWhole, in: &inner)
    let place = object[name]?.site ?? site
    object.set(EvaluatedObject.Member(name, EvaluatedValue(.object(inner), at: place), at: place))
  }

  /// What every resource has.
  mutating func putCommon() {
    put("location", at: "location") { $0 }
    put("tags", at: "tags") { $0 }
    insert(["tags"], at: ["tags"])
  }

  /// The `identity` block.
  mutating func putIdentity() {
    switch arguments.block("identity") {
    case .absent:
      insert(["identity", "type"], at: ["identity", "type"])
      insert(["identity", "identity_ids"], at: ["identity", "userAssignedIdentities"])
    case .undecided(let value, let site): set(value, at: ["identity"], site: site)
    case .present(let block):
      if let type = block["type"] { set(type.value, at: ["identity", "type"], site: type.site, isWhole: type.isWhole) }
      if let id = block["principal_id"], id.value.knownText?.isEmpty == false {
        set(id.value, at: ["identity", "principalId"], site: id.site)
      }
      guard let ids = block["identity_ids"] else { return }
      guard let elements = ids.value.elements else {
        if !ids.value.isNull { set(ids.value, at: ["identity", "userAssignedIdentities"], site: ids.site) }
        return
      }
      var names = EvaluatedObject()
      for element in elements {
        guard let text = element.symbolicText else { continue }
        var member = EvaluatedObject.Member(text.expression, EvaluatedValue(.object(EvaluatedObject()), at: element.site), at: element.site)
        member.symbolicName = text
        names.set(member)
      }
      set(EvaluatedValue(.object(names), at: ids.value.site), at: ["identity", "userAssignedIdentities"], site: ids.site)
    }
  }

  /// A switch as the two words that ARM has for it.
  static func enabled(_ value: EvaluatedValue) -> EvaluatedValue? {
    guard let truth = value.truth else { return value.isNull ? nil : value }
    return EvaluatedValue(.text(SymbolicText(truth ? "Enabled" : "Disabled")), at: value.site)
  }
}

/// Reads arguments of a Terraform resource.
struct TerraformArguments {
  let resource: TerraformResource

  /// What is known of a nested block.
  enum Block {
    case absent
    case present(EvaluatedObject)
    case undecided(EvaluatedValue, Site)
  }

  /// The argument at a path through blocks, of which the first is meant.
  func member(_ path: [String]) -> EvaluatedObject.Member? {
    var object = resource.body.object
    for (index, name) in path.enumerated() {
      guard let member = object?[name] else { return nil }
      if index == path.count - 1 { return member }
      object = member.value.elements?.first?.object ?? member.value.object
    }
    return nil
  }

  func text(_ path: String...) -> SymbolicText? { member(path)?.value.symbolicText.flatMap { $0.isEmpty ? nil : $0 } }

  func block(_ name: String) -> Block {
    guard let member = resource.body.object?[name] else { return .absent }
    switch member.value.content {
    case .null: return .absent
    case .array(let elements):
      guard let first = elements.first else { return .absent }
      guard let object = first.object else { return .undecided(first, member.site) }
      return .present(object)
    case .object(let object): return .present(object)
    case .boolean, .integer, .number, .text, .unknown, .either, .resource: return .undecided(member.value, member.site)
    }
  }

  /// All blocks of a name; nil where they are not known.
  func blocks(_ name: String) -> [EvaluatedValue]? {
    guard let member = resource.body.object?[name], !member.value.isNull else { return [] }
    return member.value.elements
  }

  func id(_ argument: String) -> ResourceIdentifier? { text(argument).flatMap { ResourceIdentifier($0) } }

  /// An unknown that has the name of an argument of this resource.
  func unknown(_ argument: String) -> SymbolicText {
    SymbolicText(UnknownName.symbol("\(resource.formerAddress ?? resource.address).\(argument)", scope: resource.scope))
  }
}

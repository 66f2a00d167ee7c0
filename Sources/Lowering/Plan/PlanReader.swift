import EncryptionModel
import SourceText
import SyntaxTree

/// Reads the resources of a plan or state, before and after where it tells both.
struct PlanReader {
  private(set) var before: [TerraformResource] = []
  private(set) var after: [TerraformResource] = []
  /// Whether the file tells what was there before.
  private(set) var tellsBoth = false

  private let file: SourceFile
  private let values: ReportedValues
  private let isWanted: (String) -> Bool
  private var versions: [String: ProviderVersion] = [:]
  /// Addresses of which a change tells, so that the state before does not tell of them again.
  private var changed: Set<String> = []

  /// More levels of modules are not followed.
  private static let maximumDepth = 32

  /// - Parameters:
  ///   - isWanted: whether the resources of a type are read.
  ///   - answer: what a resource answers before it is there.
  init(_ file: SourceFile, isWanted: @escaping (String) -> Bool, answer: @escaping PlanLinks.Answer) {
    self.file = file
    self.isWanted = isWanted
    values = ReportedValues(file: file, scope: Fingerprint.of(file.counterpart))
    let document = file.document
    guard let top = document.topValue(), let format = PlanFormat(document, top), PlanFormat.unknownVersion(in: document, top) == nil else {
      return
    }
    let configuration = document.value(top, "configuration").map { PlanConfiguration($0, in: document) }
    for (name, constraint) in configuration?.versions ?? [:] { versions[name] = ProviderVersion(name: name, constraint: constraint) }
    switch format {
    case .rawState: for resource in document.value(top, "resources").map(document.elements) ?? [] { readRaw(resource) }
    case .state: if let state = document.value(top, "values") { read(state: state) { $0.after.append($1) } }
    case .plan:
      if let changes = document.value(top, "resource_changes") {
        tellsBoth = true
        for change in document.elements(changes) { read(change: change) }
        dropDeletedKeys()
      } else if let planned = document.value(top, "planned_values") {
        read(state: planned) { $0.after.append($1) }
      }
      // Data sources that are known already, and what the plan leaves alone, stand in the state before only.
      if let prior = document.value(top, "prior_state").flatMap({ document.value($0, "values") }) {
        read(state: prior) { reader, resource in
          guard !reader.changed.contains(resource.address) else { return }
          var known = resource
          known.mode = .data
          if reader.tellsBoth { reader.before.append(known) }
          reader.after.append(known)
        }
      }
    }
    if let configuration {
      var links = PlanLinks(after, configuration, in: document, answer: answer)
      after = links.all()
    }
  }

  // MARK: Changes

  /// An account's block is computed and tells the key until the plan is applied, also where the resource that set the key is deleted.
  private mutating func dropDeletedKeys() {
    let type = "azurerm_cognitive_account_customer_managed_key"
    func account(of resource: TerraformResource) -> String? {
      resource.type == type ? resource.body.object?["cognitive_account_id"]?.value.knownText?.lowercased() : nil
    }
    let kept = Set(after.compactMap(account))
    let dropped = Set(before.compactMap(account)).subtracting(kept)
    guard !dropped.isEmpty, !after.contains(where: { $0.type == type && account(of: $0) == nil }) else { return }
    for index in after.indices where after[index].type == "azurerm_cognitive_account" {
      guard var object = after[index].body.object, let id = object["id"]?.value.knownText, dropped.contains(id.lowercased()),
        let block = object["customer_managed_key"]
      else { continue }
      object.set(.init(block.name, EvaluatedValue(.array([]), at: block.site), at: block.site))
      after[index].body = EvaluatedValue(.object(object), at: after[index].body.site, isWritten: after[index].body.isWritten)
    }
  }

  private enum Action {
    case create, keep, delete, replace, forget
  }

  private mutating func read(change node: Node) {
    let document = file.document
    guard let change = document.value(node, "change"), let type = document.text(node, "type"), isWanted(type),
      // What a replacement left behind goes away; the resource itself is told beside it.
      document.text(node, "deposed") == nil
    else { return }
    let address = document.text(node, "address") ?? type
    changed.insert(address)
    let previous = document.text(node, "previous_address") ?? address
    changed.insert(previous)
    let old = body(document.value(change, "before"), nil, document.value(change, "before_sensitive"), named: previous)
    let new = body(
      document.value(change, "after"), document.value(change, "after_unknown"), document.value(change, "after_sensitive"), named: address)
    guard let action = action(change, hasBefore: old != nil, hasAfter: new != nil) else { return }
    let made = new.map { resource(node, type, address: address, body: $0) }
    let was = old.map { resource(node, type, address: previous, body: $0) }
    switch action {
    case .create: made.map { after.append($0) }
    case .keep:
      was.map { before.append($0) }
      (made ?? was).map { after.append($0) }
    case .delete: was.map { before.append($0) }
    case .replace:
      was.map { before.append($0) }
      guard var made else { return }
      made.replacement = Declaration.Replacement(
        paths: paths(of: change), site: document.value(change, "actions").map(file.site) ?? made.site)
      after.append(made)
    case .forget:
      // Azure keeps it; only Terraform does not look after it any more.
      guard var kept = was else { return }
      kept.mode = .data
      before.append(kept)
      after.append(kept)
    }
  }

  private func action(_ change: Node, hasBefore: Bool, hasAfter: Bool) -> Action? {
    let document = file.document
    let words = (document.value(change, "actions").map(document.elements) ?? []).compactMap { node -> String? in
      if case .string(let word)? = document.scalar(node) { word } else { nil }
    }
    if words.contains("forget") { return words.contains("create") ? .create : .forget }
    if words.contains("delete") { return words.contains("create") ? .replace : .delete }
    if words.contains("create") || words == ["read"] { return .create }
    if words.contains("update") || words.contains("no-op") { return .keep }
    // Cut-down plans tell no action.
    switch (hasBefore, hasAfter) {
    case (true, true): return .keep
    case (false, true): return .create
    case (true, false): return words.isEmpty ? .delete : nil
    case (false, false): return nil
    }
  }

  private func body(_ node: Node?, _ unknown: Node?, _ sensitive: Node?, named name: String) -> EvaluatedValue? {
    guard let value = values.value(node, ReportedValues.Masks(unknown: unknown, sensitive: sensitive), name: name) else { return nil }
    return value.object == nil ? nil : value
  }

  /// The properties that force a replacement: `encryption.key_id`.
  private func paths(of change: Node) -> [String] {
    let document = file.document
    return (document.value(change, "replace_paths").map(document.elements) ?? []).map { path in
      document.elements(path).compactMap { step in
        if case .string(let name)? = document.scalar(step) { name } else { nil }
      }.joined(separator: ".")
    }
  }

  // MARK: States

  private mutating func read(state: Node, _ take: (inout PlanReader, TerraformResource) -> Void) {
    let document = file.document
    guard let root = document.value(state, "root_module") else { return }
    var open: [(node: Node, depth: Int)] = [(root, 0)]
    while let (module, depth) = open.popLast() {
      for node in document.value(module, "resources").map(document.elements) ?? [] {
        guard let type = document.text(node, "type"), isWanted(type), document.text(node, "deposed") == nil else { continue }
        let address = document.text(node, "address") ?? type
        guard let body = body(document.value(node, "values"), nil, document.value(node, "sensitive_values"), named: address) else {
          continue
        }
        take(&self, resource(node, type, address: address, body: body))
      }
      guard depth < Self.maximumDepth else { continue }
      for inner in document.value(module, "child_modules").map(document.elements) ?? [] { open.append((inner, depth + 1)) }
    }
  }

  private mutating func readRaw(_ node: Node) {
    let document = file.document
    guard let type = document.text(node, "type"), isWanted(type), let name = document.text(node, "name") else { return }
    let isData = document.text(node, "mode") == "data"
    let base = [document.text(node, "module"), isData ? "data" : nil, type, name].compactMap(\.self).joined(separator: ".")
    for instance in document.value(node, "instances").map(document.elements) ?? [] where document.text(instance, "deposed") == nil {
      var address = base
      switch document.value(instance, "index_key").flatMap(document.scalar) {
      case .integer(let number): address += "[\(number)]"
      case .string(let key): address += "[\"\(key)\"]"
      case .number, .boolean, .null, nil: break
      }
      guard let body = body(document.value(instance, "attributes"), nil, nil, named: address) else { continue }
      var made = resource(node, type, address: address, body: body)
      made.site = file.site(instance)
      if let site = document.value(node, "name").map(file.site) { made.nameSite = site }
      after.append(made)
    }
  }

  // MARK: Resources

  private func resource(_ node: Node, _ type: String, address: String, body: EvaluatedValue) -> TerraformResource {
    let document = file.document
    let site = file.site(node)
    let provider = type.prefix { $0 != "_" }
    return TerraformResource(
      address: address, mode: document.text(node, "mode") == "data" ? .data : .managed, type: type,
      provider: versions[String(provider)] ?? ProviderVersion(name: String(provider)), body: body, existence: .certain, site: site,
      nameSite: document.value(node, "address").map(file.site) ?? site, scope: values.scope)
  }
}

extension ProviderVersion {
  /// The highest major version that a constraint such as `~> 4.50` or `>= 3.0, < 5.0` allows; unknown where it allows any.
  init(name: String, constraint: String) {
    self.init(name: name)
    var exact: (major: Int, minor: Int?)?
    var limit: Int?
    for part in constraint.split(separator: ",") {
      let text = part.filter { $0 != " " }
      let digits = text.drop { !$0.isNumber }
      let numbers = digits.split(separator: ".").map { Int($0.prefix { $0.isNumber }) }
      guard let first = numbers.first, let major = first else { continue }
      let minor = numbers.count > 1 ? numbers[1] : nil
      switch text[..<digits.startIndex] {
      case "~>":
        // `~> 4.50` allows later minor versions, `~> 4.50.1` does not.
        exact = (major, numbers.count > 2 ? minor : nil)
        if numbers.count == 1 { exact = nil }
      case "=", "": exact = (major, minor)
      case "<": limit = min(limit ?? Int.max, (minor ?? 0) == 0 ? major &- 1 : major)
      case "<=": limit = min(limit ?? Int.max, major)
      default: break
      }
    }
    if let exact {
      major = exact.major
      minor = exact.minor
    } else if let limit, limit >= 0, limit < Int.max {
      major = limit
    }
  }
}

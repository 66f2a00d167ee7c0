import EncryptionModel
import SourceText
import SyntaxTree

/// Partial evaluation of Terraform: expressions become values as far as the files tell.
///
/// A class because it remembers what it has read; it never leaves the thread that evaluates.
final class TerraformEvaluation {
  let budget: EvaluationBudget
  let files: FileLookup
  /// Nil: nothing is remembered for another evaluation.
  let trace: EvaluationTrace?
  private var modules: [String: TerraformModule] = [:]
  /// How often the modules of folders read their names, and hashes of what they declare; filled when first asked for.
  var reads: [String: TerraformReads] = [:]
  var shapes: [String: UInt64] = [:]
  /// Scopes by identity: where handles on resources lead back to.
  var scopes: [UInt64: TerraformScope] = [:]
  /// Strings of JSON files that were parsed as templates.
  private var templates: [String: Document] = [:]

  init(
    files: FileLookup, budget: EvaluationBudget = EvaluationBudget(steps: 2_000_000), memory: consuming EvaluationMemory? = nil
  ) {
    self.files = files
    self.budget = budget
    if let memory { trace = EvaluationTrace(memory, budget: budget) } else { trace = nil }
  }

  func module(_ folder: String) -> TerraformModule {
    if let known = modules[folder] { return known }
    let module = TerraformModule(folder: folder, files: files)
    modules[folder] = module
    return module
  }

  /// Types of which a module lets go without taking them away.
  var forgotten: Set<String> {
    Set(
      scopes.values.flatMap { $0.module.forgotten }.compactMap { address in
        address.split(separator: ".").last { $0.hasPrefix("azurerm_") || $0.hasPrefix("azapi_") }.map(String.init)
      })
  }

  func value(of expression: TerraformExpression, in frame: TerraformFrame) -> EvaluatedValue {
    if expression.source.document.format.isJSON { return jsonValue(of: expression.node, expression.source, in: frame) }
    return value(of: expression.node, expression.source, in: frame)
  }

  // MARK: JSON

  /// A value of a `.tf.json` file: strings are templates.
  private func jsonValue(of node: Node, _ source: TerraformSource, in frame: TerraformFrame) -> EvaluatedValue {
    let document = source.document
    let site = source.site(node)
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    switch document.dataKind(node) {
    case .object:
      let members = document.members(node).map {
        EvaluatedObject.Member($0.name, jsonValue(of: $0.value, source, in: frame), at: source.site($0.value), isWhole: true)
      }
      return EvaluatedValue(.object(EvaluatedObject(members)), at: site, isWritten: true)
    case .array:
      return EvaluatedValue(
        .array(document.elements(node).map { jsonValue(of: $0, source, in: frame) }), at: site, isWritten: true)
    case .string, .number, .boolean, .null, .missing:
      switch document.scalar(node) {
      case .string(let text):
        guard text.contains("${") || text.contains("%{") else {
          return EvaluatedValue(.text(SymbolicText(text)), at: site, isWritten: true)
        }
        return template(text, source.file, at: site, in: frame)
      case .integer(let number): return EvaluatedValue(.integer(number), at: site, isWritten: true)
      case .number(let number): return EvaluatedValue(.number(number), at: site, isWritten: true)
      case .boolean(let value): return EvaluatedValue(.boolean(value), at: site, isWritten: true)
      case .null: return EvaluatedValue(.null, at: site, isWritten: true)
      case nil: return missing(at: site, in: frame)
      }
    }
  }

  private func template(_ text: String, _ file: SourceFile, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    let document: Document
    if let known = templates[text] {
      document = known
    } else {
      let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
      // What stands inside of an interpolation has its quotes as they are.
      document = Document(SourceText("v = \"\(Self.unescapedHoles(escaped))\"\n"), format: .hcl)
      templates[text] = document
    }
    guard let attribute = document.hclAttribute(document.root, "v"), let node = attribute.value else { return missing(at: site, in: frame) }
    var value = value(of: node, TerraformSource(file, document, at: site), in: frame)
    value.site = site
    value.isWhole = true
    return value
  }

  /// The text with the escapes inside of `${…}` taken back.
  private static func unescapedHoles(_ text: String) -> String {
    var result = ""
    var depth = 0
    var rest = text[...]
    while let character = rest.first {
      if depth == 0, rest.hasPrefix("${") || rest.hasPrefix("%{") {
        depth = 1
        result += rest.prefix(2)
        rest = rest.dropFirst(2)
        continue
      }
      if depth > 0 {
        if rest.hasPrefix("\\\"") {
          result += "\""
          rest = rest.dropFirst(2)
          continue
        }
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
      }
      result.append(character)
      rest = rest.dropFirst()
    }
    return result
  }

  // MARK: HCL

  func value(of node: Node, _ source: TerraformSource, in frame: TerraformFrame) -> EvaluatedValue {
    let document = source.document
    let site = source.site(node)
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    let isWritten = source.fixedSite == nil
    switch document.kind(node) {
    case .hclString, .hclHeredoc:
      guard let text = document.hclString(node) else { return missing(at: site, in: frame) }
      return EvaluatedValue(.text(SymbolicText(text)), at: site, isWritten: isWritten)
    case .hclNumber, .hclBoolean, .hclNull:
      switch document.hclScalar(node) {
      case .integer(let number): return EvaluatedValue(.integer(number), at: site, isWritten: isWritten)
      case .number(let number): return EvaluatedValue(.number(number), at: site, isWritten: isWritten)
      case .boolean(let value): return EvaluatedValue(.boolean(value), at: site, isWritten: isWritten)
      case .null: return EvaluatedValue(.null, at: site, isWritten: isWritten)
      case .string, nil: return missing(at: site, in: frame)
      }
    case .hclTemplate, .hclHeredocTemplate: return whole(template(node, source, at: site, in: frame), at: site)
    case .hclTuple:
      let elements = document.hclChildren(node).map { value(of: $0, source, in: frame) }
      return shallow(EvaluatedValue(.array(elements), at: site, isWritten: isWritten), in: frame)
    case .hclObject: return shallow(object(node, source, at: site, in: frame), in: frame)
    case .hclParentheses:
      guard let inner = document.hclChildren(node).first else { return missing(at: site, in: frame) }
      return value(of: inner, source, in: frame)
    case .hclVariable, .hclTraversal: return whole(traversal(node, source, at: site, in: frame), at: site)
    case .hclCall: return whole(call(node, source, at: site, in: frame), at: site)
    case .hclForTuple, .hclForObject: return whole(shallow(loop(node, source, at: site, in: frame), in: frame), at: site)
    case .hclConditional: return whole(conditional(node, source, at: site, in: frame), at: site)
    case .hclUnary, .hclBinary: return whole(operation(node, source, at: site, in: frame), at: site)
    default: return missing(at: site, in: frame)
    }
  }

  /// A computed value is the whole of its expression.
  private func whole(_ value: EvaluatedValue, at site: Site) -> EvaluatedValue {
    var value = value
    if value.site == site { value.isWhole = true }
    return value
  }

  private func object(_ node: Node, _ source: TerraformSource, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    var object = EvaluatedObject()
    for item in source.document.hclObjectItems(node) {
      var name = item.name ?? ""
      if item.name == nil {
        let key = value(of: item.key, source, in: frame)
        if let text = key.symbolicText { name = text.expression }
        if key.knownText == nil, key.integer == nil { object.rest = Unknown("the name \(name) is not known", at: source.site(item.key)) }
      }
      let value = item.value.map { self.value(of: $0, source, in: frame) } ?? missing(at: source.site(item.node), in: frame)
      object.set(.init(name, value, at: item.value.map(source.site) ?? source.site(item.node), isWhole: source.fixedSite == nil))
    }
    return EvaluatedValue(.object(object), at: site, isWritten: source.fixedSite == nil)
  }

  private func conditional(_ node: Node, _ source: TerraformSource, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    let parts = source.document.hclChildren(node)
    guard parts.count == 3 else { return missing(at: site, in: frame) }
    let condition = value(of: parts[0], source, in: frame)
    if let decided = condition.truth { return value(of: parts[decided ? 1 : 2], source, in: frame) }
    return .undecided(
      condition.summary, value(of: parts[1], source, in: frame), value(of: parts[2], source, in: frame), at: site,
      scope: frame.scope.identity, because: condition.reason)
  }

  private func operation(_ node: Node, _ source: TerraformSource, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    let operands = source.document.hclChildren(node)
    guard let sign = source.document.hclOperator(node), let first = operands.first else { return missing(at: site, in: frame) }
    let left = value(of: first, source, in: frame)
    guard operands.count > 1 else { return TerraformOperators.unary(sign, left, context(site, frame)) }
    // The second operand is not needed where the first decides.
    if sign == .and, left.truth == false { return EvaluatedValue(.boolean(false), at: site) }
    if sign == .or, left.truth == true { return EvaluatedValue(.boolean(true), at: site) }
    return TerraformOperators.binary(sign, left, value(of: operands[1], source, in: frame), context(site, frame))
  }

  // MARK: for

  private func loop(_ node: Node, _ source: TerraformSource, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    guard let parts = source.document.hclFor(node), let collection = parts.collection, let body = parts.value else {
      return missing(at: site, in: frame)
    }
    let input = value(of: collection, source, in: frame)
    guard let items = TerraformIteration.items(of: input, at: site) else {
      return unknown("for \(input.summary): \(source.document.string(body).prefix(60))", because: input.reason.reason, at: site, in: frame)
    }
    var elements: [EvaluatedValue] = []
    var object = EvaluatedObject()
    for (key, item) in items {
      guard !budget.isExhausted else { return unknown("…", because: budget.reason, at: site, in: frame) }
      var inner = frame
      if parts.variables.count > 1 {
        inner = inner.with(parts.variables[0], key).with(parts.variables[1], item)
      } else if let name = parts.variables.first {
        inner = inner.with(name, item)
      }
      if let condition = parts.condition {
        let verdict = value(of: condition, source, in: inner)
        guard let keeps = verdict.truth else {
          return unknown("for \(input.summary) if \(verdict.summary)", because: verdict.reason.reason, at: site, in: frame)
        }
        if !keeps { continue }
      }
      guard let keyNode = parts.key else {
        elements.append(value(of: body, source, in: inner))
        continue
      }
      let name = value(of: keyNode, source, in: inner)
      guard let text = name.symbolicText else { return unknown("for \(input.summary)", because: name.reason.reason, at: site, in: frame) }
      if text.known == nil { object.rest = name.reason }
      let made = value(of: body, source, in: inner)
      if parts.groups {
        let before = object[text.expression]?.value.elements ?? []
        object.set(.init(text.expression, EvaluatedValue(.array(before + [made]), at: site), at: site))
      } else {
        object.set(.init(text.expression, made, at: site))
      }
    }
    return EvaluatedValue(parts.key == nil && document(source, isTuple: node) ? .array(elements) : .object(object), at: site)
  }

  private func document(_ source: TerraformSource, isTuple node: Node) -> Bool { source.document.kind(node) == .hclForTuple }

  // MARK: What is not known

  func context(_ site: Site, _ frame: TerraformFrame) -> ARMFunctionContext {
    ARMFunctionContext(site: site, scope: frame.scope.identity, budget: budget)
  }

  func unknown(_ name: String, because reason: String, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    .unknown(name, scope: frame.scope.identity, because: reason, at: site)
  }

  func missing(at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    unknown("missing value", because: "the value is not readable", at: site, in: frame)
  }

  private func shallow(_ value: EvaluatedValue, in frame: TerraformFrame) -> EvaluatedValue {
    guard value.nesting > EvaluatedValue.maximumNesting else { return value }
    return unknown("…", because: "the value is nested too deeply", at: value.site, in: frame)
  }
}

/// What `for`, `for_each` and `dynamic` go through.
enum TerraformIteration {
  /// Keys and elements; nil where they are not known.
  static func items(of value: EvaluatedValue, at site: Site) -> [(key: EvaluatedValue, item: EvaluatedValue)]? {
    if let elements = value.elements, elements.count <= EvaluationBudget.maximumElements {
      return elements.enumerated().map { index, element in
        var element = element
        element.isShared = element.isShared || value.isShared
        return (EvaluatedValue(.integer(index), at: site), element)
      }
    }
    guard let object = value.object, object.rest == nil else { return nil }
    return object.members.sorted { $0.name < $1.name }.map { member in
      var element = member.value
      element.isShared = element.isShared || value.isShared
      return (.text(member.name, at: site), element)
    }
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

/// Partial evaluation of a template: nodes and expressions become values as far as the files tell.
///
/// A class because it remembers what it has read; it never leaves the thread that evaluates.
final class ARMEvaluation {
  let budget: EvaluationBudget
  private var readings: [String: ARMExpression.Reading] = [:]

  init(budget: EvaluationBudget = EvaluationBudget()) { self.budget = budget }

  // MARK: Nodes

  /// The value of a node of the template, expressions in it evaluated.
  func value(of node: Node, in frame: ARMFrame) -> EvaluatedValue {
    let file = frame.scope.file
    let site = file.site(node)
    guard budget.enter() else { return refused(at: site, in: frame) }
    defer { budget.leave() }
    switch file.document.dataKind(node) {
    case .object: return shallow(EvaluatedValue(.object(object(of: node, in: frame)), at: site, isWritten: true), in: frame)
    case .array:
      let elements = file.document.elements(node).map { value(of: $0, in: frame) }
      return shallow(EvaluatedValue(.array(elements), at: site, isWritten: true), in: frame)
    case .string, .number, .boolean, .null:
      switch file.document.scalar(node) {
      case .string(let text): return string(text, at: site, in: frame)
      case .integer(let value): return EvaluatedValue(.integer(value), at: site, isWritten: true)
      case .number(let value): return EvaluatedValue(.number(value), at: site, isWritten: true)
      case .boolean(let value): return EvaluatedValue(.boolean(value), at: site, isWritten: true)
      case .null: return EvaluatedValue(.null, at: site, isWritten: true)
      case nil: return missing(at: site, in: frame)
      }
    case .missing: return missing(at: site, in: frame)
    }
  }

  /// The properties of an object, `copy` loops among them unrolled.
  private func object(of node: Node, in frame: ARMFrame) -> EvaluatedObject {
    let file = frame.scope.file
    var object = EvaluatedObject()
    for member in file.document.members(node) {
      if member.name.lowercased() == "copy", file.document.dataKind(member.value) == .array {
        for loop in file.document.elements(member.value) {
          guard let (name, value) = propertyLoop(loop, in: frame) else { continue }
          object.set(.init(name, value, at: value.site))
        }
        continue
      }
      // A name may be an expression too.
      var name = member.name
      var symbolicName: SymbolicText?
      if name.hasPrefix("[") {
        let named = string(name, at: file.site(member.key), in: frame)
        if let text = named.symbolicText {
          name = text.expression
          symbolicName = text.hasSymbols ? text : nil
        }
        // It may be any name: what is not there under another one is not certainly absent.
        if named.knownText == nil { object.rest = Unknown("the name \(name) is not known", at: file.site(member.key)) }
      }
      var entry = EvaluatedObject.Member(name, value(of: member.value, in: frame), at: file.site(member.value), isWhole: true)
      entry.symbolicName = symbolicName
      object.set(entry)
    }
    return object
  }

  /// `{ "name": …, "count": …, "input": … }`: an array made by a loop, of a property or a variable.
  func propertyLoop(_ loop: Node, in frame: ARMFrame) -> (name: String, value: EvaluatedValue)? {
    let file = frame.scope.file
    let site = file.site(loop)
    guard case .string(let name)? = file.document.value(loop, "name", ignoringCase: true).flatMap(file.document.scalar),
      let input = file.document.value(loop, "input", ignoringCase: true)
    else { return nil }
    let count = file.document.value(loop, "count", ignoringCase: true).map { value(of: $0, in: frame) }
    guard let times = count?.integer, times >= 0, times <= EvaluationBudget.maximumElements else {
      let symbol = "copy('\(name)')"
      let reason = count?.reason.reason ?? "copy loop \(name) has no count"
      return (name, .unknown(symbol, scope: frame.scope.identity, because: reason, at: site))
    }
    var elements: [EvaluatedValue] = []
    for index in 0..<times {
      guard !budget.isExhausted else { return (name, refused(at: site, in: frame)) }
      elements.append(value(of: input, in: frame.looping(name, index)))
    }
    return (name, EvaluatedValue(.array(elements), at: site))
  }

  private func string(_ text: String, at site: Site, in frame: ARMFrame) -> EvaluatedValue {
    guard text.utf8.first == UInt8(ascii: "[") else {
      return EvaluatedValue(.text(SymbolicText(text)), at: site, isWritten: true)
    }
    switch reading(of: text) {
    case .text(let plain): return EvaluatedValue(.text(SymbolicText(plain)), at: site, isWritten: true)
    case .expression(let expression):
      var value = value(of: expression, expression.root, at: site, in: frame)
      if value.site == site { value.isWhole = true }
      return value
    case .malformed(let message): return .unknown(text, scope: frame.scope.identity, because: message, at: site)
    }
  }

  private func reading(of text: String) -> ARMExpression.Reading {
    if let known = readings[text] { return known }
    let reading = ARMExpression.read(text)
    readings[text] = reading
    return reading
  }

  // MARK: Expressions

  /// The value of the part `index` of an expression that stands at `site`; `members` are asked of it next.
  func value(
    of expression: ARMExpression, _ index: Int, members: [String] = [], at site: Site, in frame: ARMFrame
  ) -> EvaluatedValue {
    guard budget.enter() else { return refused(at: site, in: frame) }
    defer { budget.leave() }
    switch expression.node(index) {
    case .text(let text): return .text(text, at: site)
    case .integer(let value): return EvaluatedValue(.integer(value), at: site)
    case .call(let namespace, let name, let arguments):
      let call = ARMCall(expression: expression, namespace: namespace, name: name, arguments: arguments, members: members, site: site)
      return value(of: call, in: frame)
    case .property(let base, let name):
      return property(
        name, of: value(of: expression, base, members: [name] + members, at: site, in: frame), at: site, in: frame)
    case .element(let base, let position):
      let container = value(of: expression, base, at: site, in: frame)
      return element(value(of: expression, position, at: site, in: frame), of: container, at: site, in: frame)
    case nil: return missing(at: site, in: frame)
    }
  }

  /// The value of one argument of a call.
  func argument(_ index: Int, of call: ARMCall, in frame: ARMFrame) -> EvaluatedValue {
    guard call.arguments.indices.contains(index) else { return EvaluatedValue(.null, at: call.site) }
    return value(of: call.expression, call.arguments[index], at: call.site, in: frame)
  }

  // MARK: Access

  func property(_ name: String, of base: EvaluatedValue, at site: Site, in frame: ARMFrame) -> EvaluatedValue {
    guard budget.enter() else { return refused(at: site, in: frame) }
    defer { budget.leave() }
    switch base.content {
    case .object(let object):
      if let member = object[name] {
        var value = member.value
        value.isShared = value.isShared || base.isShared
        return value
      }
      let reason = object.rest?.reason ?? "there is no property \(name)"
      return .unknown("\(base.summary).\(name)", scope: scope(base, frame), because: reason, at: site)
    case .resource(let handle):
      let next = handle.property(name)
      if let output = deploymentOutput(next, at: site, in: frame) { return output }
      if let text = RuntimeProperty.text(of: next) { return EvaluatedValue(.text(text), at: site) }
      return EvaluatedValue(.resource(next), at: site)
    case .unknown(let symbol):
      return EvaluatedValue(
        .unknown(UnknownName.symbol("\(symbol.name).\(name)", scope: symbol.scope)), at: site, cause: base.cause)
    case .either(let condition, let first, let second):
      return either(
        condition, property(name, of: first, at: site, in: frame), property(name, of: second, at: site, in: frame), at: site, in: frame)
    case .null, .boolean, .integer, .number, .text, .array:
      return .unknown(
        "\(base.summary).\(name)", scope: scope(base, frame), because: "\(base.summary) has no properties", at: site)
    }
  }

  func element(_ index: EvaluatedValue, of base: EvaluatedValue, at site: Site, in frame: ARMFrame) -> EvaluatedValue {
    guard budget.enter() else { return refused(at: site, in: frame) }
    defer { budget.leave() }
    if let name = index.knownText { return property(name, of: base, at: site, in: frame) }
    switch (base.content, index.integer) {
    case (.array(let elements), let position?) where elements.indices.contains(position):
      var value = elements[position]
      value.isShared = value.isShared || base.isShared
      return value
    case (.either(let condition, let first, let second), _):
      return either(
        condition, element(index, of: first, at: site, in: frame), element(index, of: second, at: site, in: frame), at: site, in: frame)
    case (.array(let elements), let position?):
      return .unknown(
        "\(base.summary)[\(position)]", scope: scope(base, frame), because: "there is no element \(position) among \(elements.count)",
        at: site)
    default:
      let cause = base.isDecided ? index.reason : base.reason
      return EvaluatedValue(
        .unknown(UnknownName.symbol("\(base.summary)[\(index.summary)]", scope: scope(base, frame))), at: site, cause: cause)
    }
  }

  /// Both branches of a condition that nobody can decide; one where they are the same.
  func either(_ condition: String, _ first: EvaluatedValue, _ second: EvaluatedValue, at site: Site, in frame: ARMFrame) -> EvaluatedValue {
    if first.isSameScalar(as: second) { return first }
    let name = UnknownName.symbol(condition, scope: 0).name
    guard first.branches + second.branches <= EvaluatedValue.maximumBranches else {
      return .unknown(
        "if(\(name), …)", scope: frame.scope.identity, because: "it hangs on more undecided conditions than are followed", at: site)
    }
    return EvaluatedValue(.either(condition: name, first, second), at: site, cause: first.cause ?? second.cause)
  }

  // MARK: What is not known

  /// The value, unless it is nested more deeply than anything that is meant.
  private func shallow(_ value: EvaluatedValue, in frame: ARMFrame) -> EvaluatedValue {
    guard value.nesting > EvaluatedValue.maximumNesting else { return value }
    return .unknown("…", scope: frame.scope.identity, because: "the value is nested too deeply", at: value.site)
  }

  func refused(at site: Site, in frame: ARMFrame) -> EvaluatedValue {
    .unknown("…", scope: frame.scope.identity, because: budget.reason, at: site)
  }

  private func missing(at site: Site, in frame: ARMFrame) -> EvaluatedValue {
    .unknown("missing value", scope: frame.scope.identity, because: "the value is not readable", at: site)
  }

  private func scope(_ value: EvaluatedValue, _ frame: ARMFrame) -> UInt64 { value.scope == 0 ? frame.scope.identity : value.scope }
}

/// A call in an expression, its arguments not yet evaluated.
struct ARMCall {
  let expression: ARMExpression
  let namespace: String?
  let name: String
  let arguments: [Int]
  /// The properties asked of the result.
  var members: [String] = []
  let site: Site
}

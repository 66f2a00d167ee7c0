import EncryptionModel
import SourceText
import SyntaxTree

/// Partial evaluation of Bicep: expressions become values as far as the files tell.
///
/// A class because it remembers what it has read; it never leaves the thread that evaluates.
final class BicepEvaluation {
  let budget: EvaluationBudget
  let files: FileLookup
  /// Nil: nothing is remembered for another evaluation.
  let trace: EvaluationTrace?
  /// Scopes of which what is read is remembered, by their keys; and one for each of their files, by its number.
  var scopes: [UInt64: BicepScope] = [:]
  var scopesByFile: [Int32: BicepScope] = [:]
  /// What files tell by their names, each looked at once.
  var fileNames: [String: BicepFileNames] = [:]
  /// For modules that are ARM templates.
  private(set) lazy var templates = ARMEvaluation(budget: budget)

  init(files: FileLookup, budget: EvaluationBudget = EvaluationBudget(), memory: consuming EvaluationMemory? = nil) {
    self.files = files
    self.budget = budget
    if let memory { trace = EvaluationTrace(memory, budget: budget) } else { trace = nil }
  }

  func value(of node: Node, in frame: BicepFrame) -> EvaluatedValue {
    let syntax = frame.scope.syntax
    let site = frame.scope.site(node)
    guard budget.enter() else { return unknown("…", because: budget.reason, at: site, in: frame) }
    defer { budget.leave() }
    switch syntax.kind(node) {
    case .bicepString:
      guard let text = syntax.string(node) else { return missing(at: site, in: frame) }
      return EvaluatedValue(.text(SymbolicText(text)), at: site, isWritten: true)
    case .interpolatedString: return whole(interpolated(node, at: site, in: frame), at: site)
    case .integer:
      guard let number = syntax.integer(node).flatMap({ Int(exactly: $0) }) else { return missing(at: site, in: frame) }
      return EvaluatedValue(.integer(number), at: site, isWritten: true)
    case .bicepBoolean: return EvaluatedValue(.boolean(syntax.boolean(node) ?? false), at: site, isWritten: true)
    case .bicepNull: return EvaluatedValue(.null, at: site, isWritten: true)
    case .bicepObject: return shallow(object(node, at: site, in: frame), in: frame)
    case .bicepArray: return shallow(array(node, at: site, in: frame), in: frame)
    case .loop: return shallow(loop(node, named: "", at: site, in: frame), in: frame)
    case .parenthesized:
      guard let inner = syntax.part(0, of: node) else { return missing(at: site, in: frame) }
      return value(of: inner, in: frame)
    case .variable: return whole(name(syntax.text(node), at: site, in: frame), at: site)
    case .access: return whole(access(node, at: site, in: frame), at: site)
    case .call: return whole(call(node, at: site, in: frame), at: site)
    case .ternary: return whole(ternary(node, at: site, in: frame), at: site)
    case .binary: return whole(binary(node, at: site, in: frame), at: site)
    case .unary: return whole(unary(node, at: site, in: frame), at: site)
    default: return missing(at: site, in: frame)
    }
  }

  /// A computed value is the whole of its expression.
  private func whole(_ value: EvaluatedValue, at site: Site) -> EvaluatedValue {
    var value = value
    if value.site == site { value.isWhole = true }
    return value
  }

  // MARK: Literals

  private func interpolated(_ node: Node, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    guard let segments = frame.scope.syntax.segments(node) else { return missing(at: site, in: frame) }
    var text = SymbolicText("")
    var cause: Unknown?
    for segment in segments {
      switch segment {
      case .text(let part): text = text + SymbolicText(part)
      case .hole(let hole):
        let value = value(of: hole, in: frame)
        if !value.isDecided, cause == nil { cause = value.reason }
        if let part = value.symbolicText {
          text = text + part
        } else if value.isDecided {
          text = text + SymbolicText(value.isNull ? "" : JSONText.inFormat(value))
        } else {
          text = text + SymbolicText(UnknownName.call("string", [value], scope: frame.scope.identity))
        }
      }
    }
    return EvaluatedValue(.text(text), at: site, cause: text.hasSymbols ? cause : nil)
  }

  private func object(_ node: Node, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    EvaluatedValue(.object(properties(of: node, in: frame)), at: site, isWritten: true)
  }

  /// The properties of an object, spreads laid out.
  func properties(of node: Node, in frame: BicepFrame, without skipped: Set<String> = []) -> EvaluatedObject {
    let syntax = frame.scope.syntax
    var object = EvaluatedObject()
    for part in syntax.parts(of: node) {
      if syntax.kind(part) == .spread {
        guard let inner = syntax.part(0, of: part) else { continue }
        spread(value(of: inner, in: frame), into: &object, at: frame.scope.site(part))
        continue
      }
      guard syntax.kind(part) == .property, let property = syntax.property(part) else { continue }
      var name = property.name ?? ""
      var symbolicName: SymbolicText?
      if property.name == nil {
        let key = value(of: property.key, in: frame)
        if let text = key.symbolicText {
          name = text.expression
          symbolicName = text.hasSymbols ? text : nil
        }
        // It may be any name: what is not there under another one is not certainly absent.
        if key.knownText == nil { object.rest = Unknown("the name \(name) is not known", at: frame.scope.site(property.key)) }
      }
      guard !skipped.contains(name) else { continue }
      let value =
        property.value.map { self.value(of: $0, named: name, in: frame) } ?? missing(at: frame.scope.site(part), in: frame)
      var member = EvaluatedObject.Member(
        name, value, at: property.value.map(frame.scope.site) ?? frame.scope.site(part), isWhole: true)
      member.symbolicName = symbolicName
      object.set(member)
    }
    return object
  }

  private func spread(_ value: EvaluatedValue, into object: inout EvaluatedObject, at site: Site) {
    switch value.content {
    case .null: break
    case .object(let other):
      for var member in other.members {
        member.site = site
        member.isWhole = false
        object.set(member)
      }
      object.rest = object.rest ?? other.rest
    case .either(let condition, let first, let second):
      let names = (first.object?.members ?? []).map(\.name) + (second.object?.members ?? []).map(\.name)
      let canBeTold = [first, second].allSatisfy { $0.isNull || $0.object != nil && $0.object?.rest == nil }
      if canBeTold {
        for name in names {
          let earlier = object[name]?.value ?? EvaluatedValue(.null, at: site)
          let one = first.object?[name]?.value ?? earlier
          let other = second.object?[name]?.value ?? earlier
          object.set(
            .init(name, EvaluatedValue.undecided(condition, one, other, at: site, scope: value.scope, because: value.reason), at: site))
        }
      } else {
        object.rest = value.reason
      }
    default: object.rest = value.reason
    }
  }

  private func array(_ node: Node, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    let syntax = frame.scope.syntax
    var elements: [EvaluatedValue] = []
    for part in syntax.parts(of: node) {
      guard syntax.kind(part) == .spread else {
        elements.append(value(of: part, in: frame))
        continue
      }
      guard let inner = syntax.part(0, of: part) else { continue }
      let more = value(of: inner, in: frame)
      guard let known = more.elements else {
        if more.isNull { continue }
        return unknown("array with \(more.summary)", because: more.reason.reason, at: site, in: frame)
      }
      elements += known
    }
    return EvaluatedValue(.array(elements), at: site, isWritten: true)
  }

  /// The value of a variable, property or output called `name`: a loop has the name of what it makes.
  func value(of node: Node, named name: String, in frame: BicepFrame) -> EvaluatedValue {
    guard frame.scope.syntax.kind(node) == .loop, budget.enter() else { return value(of: node, in: frame) }
    defer { budget.leave() }
    return shallow(loop(node, named: name, at: frame.scope.site(node), in: frame), in: frame)
  }

  private func loop(_ node: Node, named name: String, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    guard let body = frame.scope.syntax.loopParts(node).body else { return missing(at: site, in: frame) }
    switch iterations(of: node, named: name, in: frame) {
    case .undecided(let reason, _):
      let symbol = name.isEmpty ? "for \(reason.reason)" : "copy('\(name)')"
      return unknown(symbol, because: reason.reason, at: site, in: frame)
    case .known(let frames):
      var elements: [EvaluatedValue] = []
      for inner in frames {
        guard !budget.isExhausted else { return unknown("…", because: budget.reason, at: site, in: frame) }
        elements.append(value(of: body, in: inner))
      }
      return EvaluatedValue(.array(elements), at: site)
    }
  }

  /// What a loop makes of the frame that it stands in.
  enum Iterations {
    case known([BicepFrame])
    /// How often nobody knows; one frame stands for all.
    case undecided(Unknown, BicepFrame)
  }

  ///
  /// `name` is what the loop makes: the symbol of a resource, the name of a property.
  func iterations(of loop: Node, named name: String, in frame: BicepFrame) -> Iterations {
    let syntax = frame.scope.syntax
    let parts = syntax.loopParts(loop)
    let item = parts.item.map(syntax.text)
    let index = parts.index.map(syntax.text)
    guard let list = parts.list else {
      return .undecided(Unknown("the loop has no list", at: frame.scope.site(loop)), frame)
    }
    let site = frame.scope.site(list)
    let value = value(of: list, in: frame)
    guard let elements = value.elements, elements.count <= EvaluationBudget.maximumElements else {
      let reason = Unknown(value.isDecided ? "the loop's list is no array" : value.reason.reason, at: value.reason.site)
      let inner =
        frame
        .with(item, unknown("\(value.summary)[copyIndex('\(name)')]", because: reason.reason, at: site, in: frame))
        .with(index, unknown("copyIndex('\(name)')", because: reason.reason, at: site, in: frame))
      return .undecided(reason, inner)
    }
    return .known(
      elements.enumerated().map { position, element in
        var element = element
        element.isShared = element.isShared || value.isShared
        return frame.with(item, element).with(index, EvaluatedValue(.integer(position), at: site))
      })
  }

  // MARK: Operators

  private func ternary(_ node: Node, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    let parts = frame.scope.syntax.parts(of: node)
    guard parts.count == 3 else { return missing(at: site, in: frame) }
    let condition = value(of: parts[0], in: frame)
    if let decided = condition.truth { return value(of: parts[decided ? 1 : 2], in: frame) }
    return .undecided(
      condition.summary, value(of: parts[1], in: frame), value(of: parts[2], in: frame), at: site, scope: frame.scope.identity,
      because: condition.reason)
  }

  private func unary(_ node: Node, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    let syntax = frame.scope.syntax
    guard let operand = syntax.part(0, of: node) else { return missing(at: site, in: frame) }
    let value = value(of: operand, in: frame)
    switch syntax.operation(of: node) {
    case .negate:
      if let number = value.integer, number != .min { return EvaluatedValue(.integer(-number), at: site) }
      return apply("mul", [EvaluatedValue(.integer(-1), at: site), value], at: site, in: frame)
    case .not: return apply("not", [value], at: site, in: frame)
    default: return missing(at: site, in: frame)
    }
  }

  private func binary(_ node: Node, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    let syntax = frame.scope.syntax
    var parts = syntax.parts(of: node)[...]
    guard let first = parts.popFirst() else { return missing(at: site, in: frame) }
    var result = value(of: first, in: frame)
    while let sign = parts.popFirst() {
      guard let operation = syntax.operation(of: sign), let operand = parts.popFirst() else { return missing(at: site, in: frame) }
      result = self.binary(operation, result, operand, at: site, in: frame)
    }
    return result
  }

  private func binary(
    _ operation: BicepOperator, _ left: EvaluatedValue, _ right: Node, at site: Site, in frame: BicepFrame
  ) -> EvaluatedValue {
    switch operation {
    case .and, .or:
      let isAnd = operation == .and
      if let truth = left.truth, truth != isAnd { return EvaluatedValue(.boolean(truth), at: site) }
      let other = value(of: right, in: frame)
      if let truth = other.truth { return truth == isAnd ? left : EvaluatedValue(.boolean(truth), at: site) }
      if left.truth != nil { return other }
      return ARMFunctions.unknown(isAnd ? "and" : "or", [left, other], left.reason.reason, context(site, frame))
    case .coalesce:
      if left.isDecided, !left.isNull { return left }
      let other = value(of: right, in: frame)
      if left.isNull { return other }
      if left.mayBeNull, let replaced = left.replacingNull(by: other) { return replaced }
      return apply("coalesce", [left, other], at: site, in: frame)
    default: break
    }
    let other = value(of: right, in: frame)
    func call(_ name: String) -> EvaluatedValue { apply(name, [left, other], at: site, in: frame) }
    switch operation {
    case .multiply: return call("mul")
    case .divide: return call("div")
    case .modulo: return call("mod")
    case .add: return call("add")
    case .subtract: return call("sub")
    case .less: return call("less")
    case .lessOrEqual: return call("lessOrEquals")
    case .greater: return call("greater")
    case .greaterOrEqual: return call("greaterOrEquals")
    case .equal: return call("equals")
    case .notEqual: return apply("not", [call("equals")], at: site, in: frame)
    case .equalIgnoringCase, .notEqualIgnoringCase:
      let same = apply("equals", [left, other].map { apply("toLower", [$0], at: site, in: frame) }, at: site, in: frame)
      return operation == .equalIgnoringCase ? same : apply("not", [same], at: site, in: frame)
    case .and, .or, .coalesce, .not, .negate: return missing(at: site, in: frame)
    }
  }

  // MARK: What is not known

  func apply(_ name: String, _ arguments: [EvaluatedValue], at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    budget.spend(arguments.count)
    return ARMFunctions.apply(name, arguments, context(site, frame))
  }

  func context(_ site: Site, _ frame: BicepFrame) -> ARMFunctionContext {
    ARMFunctionContext(site: site, scope: frame.scope.identity, budget: budget)
  }

  func unknown(_ name: String, because reason: String, at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    .unknown(name, scope: frame.scope.identity, because: reason, at: site)
  }

  func missing(at site: Site, in frame: BicepFrame) -> EvaluatedValue {
    unknown("missing value", because: "the value is not readable", at: site, in: frame)
  }

  /// The value, unless it is nested more deeply than anything that is meant.
  private func shallow(_ value: EvaluatedValue, in frame: BicepFrame) -> EvaluatedValue {
    guard value.nesting > EvaluatedValue.maximumNesting else { return value }
    return unknown("…", because: "the value is nested too deeply", at: value.site, in: frame)
  }
}

extension EvaluatedValue {
  /// Both branches of a condition that nobody can decide; one where they are the same.
  static func undecided(
    _ condition: String, _ first: EvaluatedValue, _ second: EvaluatedValue, at site: Site, scope: UInt64, because reason: Unknown
  ) -> EvaluatedValue {
    if first.isSameScalar(as: second) { return first }
    let name = UnknownName.symbol(condition, scope: 0).name
    guard first.branches + second.branches <= maximumBranches else {
      return .unknown("if(\(name), …)", scope: scope, because: "it hangs on more undecided conditions than are followed", at: site)
    }
    return EvaluatedValue(.either(condition: name, first, second), at: site, cause: first.cause ?? second.cause ?? reason)
  }
}

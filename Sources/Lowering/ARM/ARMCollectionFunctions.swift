import EncryptionModel
import SourceText

extension ARMFunctions {
  /// Functions on arrays and objects whose elements may be unknown.
  static let collections: [String: Function] = [
    "createarray": { arguments, context in context.array(arguments) },
    "createobject": { arguments, context in
      guard arguments.count.isMultiple(of: 2) else { return nil }
      var object = EvaluatedObject()
      for index in stride(from: 0, to: arguments.count, by: 2) {
        guard let name = arguments[index].knownText else { return nil }
        object.set(.init(name, arguments[index + 1], at: context.site))
      }
      return context.object(object)
    },
    "array": { arguments, context in
      guard arguments.count == 1, !arguments[0].content.isUnknown else { return nil }
      return arguments[0].elements == nil ? context.array(arguments) : arguments[0]
    },
    "length": { arguments, context in
      guard arguments.count == 1 else { return nil }
      switch arguments[0].content {
      case .array(let elements): return context.integer(elements.count)
      case .object(let object): return object.rest == nil ? context.integer(object.members.count) : nil
      case .text(let text): return text.known.map { context.integer($0.count) }
      case .null: return context.integer(0)
      default: return nil
      }
    },
    "first": { arguments, context in
      guard arguments.count == 1 else { return nil }
      switch arguments[0].content {
      case .array(let elements): return elements.first ?? context.null()
      case .text(let text):
        guard let first = text.knownPrefix.first else { return text.isEmpty ? context.text("") : nil }
        return context.text(String(first))
      case .null: return context.null()
      default: return nil
      }
    },
    "last": { arguments, context in
      guard arguments.count == 1 else { return nil }
      switch arguments[0].content {
      case .array(let elements): return elements.last ?? context.null()
      case .text(let text):
        if text.isEmpty { return context.text("") }
        guard case .text(let run)? = text.pieces.last, let last = run.last else { return nil }
        return context.text(String(last))
      case .null: return context.null()
      default: return nil
      }
    },
    "take": { arguments, context in
      guard arguments.count == 2, let count = arguments[1].integer else { return nil }
      if let elements = arguments[0].elements { return context.array(Array(elements.prefix(max(0, count)))) }
      return arguments[0].knownText.map { context.text(String($0.prefix(max(0, count)))) }
    },
    "skip": { arguments, context in
      guard arguments.count == 2, let count = arguments[1].integer else { return nil }
      if let elements = arguments[0].elements { return context.array(Array(elements.dropFirst(max(0, count)))) }
      return arguments[0].knownText.map { context.text(String($0.dropFirst(max(0, count)))) }
    },
    "range": { arguments, context in
      guard arguments.count == 2, let start = arguments[0].integer, let count = arguments[1].integer, count >= 0,
        count <= EvaluationBudget.maximumElements, start.magnitude < 1 << 32
      else { return nil }
      return context.array((0..<count).map { context.integer(start + $0) })
    },
    "contains": { arguments, context in
      guard arguments.count == 2 else { return nil }
      switch arguments[0].content {
      case .object(let object):
        guard let name = arguments[1].knownText else { return nil }
        if object[name] != nil { return context.boolean(true) }
        return object.rest == nil ? context.boolean(false) : nil
      case .array(let elements):
        let found = elements.map { $0.equality(with: arguments[1]) }
        if found.contains(true) { return context.boolean(true) }
        return found.contains(nil) ? nil : context.boolean(false)
      case .text(let text):
        guard let part = arguments[1].symbolicText?.known else { return nil }
        if let known = text.known { return context.boolean(known.contains(part)) }
        let isFound = text.pieces.contains { if case .text(let run) = $0 { run.contains(part) } else { false } }
        return isFound ? context.boolean(true) : nil
      case .null: return context.boolean(false)
      default: return nil
      }
    },
    "union": { arguments, context in merge(arguments, context, isDeep: true) },
    "shallowmerge": { arguments, context in
      guard arguments.count == 1, let elements = arguments[0].elements else { return nil }
      return merge(elements, context, isDeep: false)
    },
    "tryget": { arguments, context in
      guard var value = arguments.first else { return nil }
      for step in arguments.dropFirst() {
        guard let next = value.tried(step, context) else { return nil }
        value = next
      }
      return value
    },
    "tryindexfromend": { arguments, context in
      guard arguments.count == 2, let elements = arguments[0].elements, let back = arguments[1].integer else { return nil }
      return back >= 1 && back <= elements.count ? elements[elements.count - back] : context.null()
    },
    "indexfromend": { arguments, context in
      guard arguments.count == 2, let elements = arguments[0].elements, let back = arguments[1].integer else { return nil }
      return back >= 1 && back <= elements.count ? elements[elements.count - back] : nil
    },
    "items": { arguments, context in
      guard arguments.count == 1, let object = arguments[0].object, object.rest == nil else { return nil }
      let sorted = object.members.sorted { $0.name < $1.name }
      return context.array(
        sorted.map { member in
          let key = EvaluatedObject.Member("key", context.text(member.name), at: context.site)
          return context.object(EvaluatedObject([key, .init("value", member.value, at: context.site)]))
        })
    },
    "objectkeys": { arguments, context in
      guard arguments.count == 1, let object = arguments[0].object, object.rest == nil else { return nil }
      return context.array(object.members.map(\.name).sorted().map(context.text))
    },
    "flatten": { arguments, context in
      guard arguments.count == 1, let elements = arguments[0].elements else { return nil }
      var flat: [EvaluatedValue] = []
      for element in elements {
        guard let inner = element.elements else { return nil }
        flat += inner
      }
      return context.array(flat)
    },
  ]

  /// Functions that compare elements with each other.
  static let decidedCollections: [String: Function] = [
    "intersection": { arguments, context in
      guard let first = arguments.first, arguments.count > 1 else { return nil }
      if let elements = first.elements {
        let others = arguments.dropFirst().compactMap(\.elements)
        guard others.count == arguments.count - 1 else { return nil }
        context.budget.spend(others.reduce(0) { $0 + $1.count } * elements.count)
        return context.array(elements.filter { element in others.allSatisfy { $0.contains { $0.equality(with: element) == true } } })
      }
      guard let object = first.object else { return nil }
      let others = arguments.dropFirst().compactMap(\.object)
      guard others.count == arguments.count - 1 else { return nil }
      return context.object(
        EvaluatedObject(
          object.members.filter { member in others.allSatisfy { $0[member.name]?.value.equality(with: member.value) == true } }))
    },
    "distinct": { arguments, context in
      guard arguments.count == 1, let elements = arguments[0].elements, elements.count <= 1000 else { return nil }
      context.budget.spend(elements.count * elements.count / 8)
      return context.array(unique(elements))
    },
    "indexof": { arguments, context in
      guard arguments.count == 2 else { return nil }
      if let elements = arguments[0].elements {
        return context.integer(elements.firstIndex { $0.equality(with: arguments[1]) == true } ?? -1)
      }
      guard let text = arguments[0].knownText, let part = arguments[1].knownText else { return nil }
      return context.integer(text.lowercased().position(of: part.lowercased()) ?? -1)
    },
    "lastindexof": { arguments, context in
      guard arguments.count == 2 else { return nil }
      if let elements = arguments[0].elements {
        return context.integer(elements.lastIndex { $0.equality(with: arguments[1]) == true } ?? -1)
      }
      guard let text = arguments[0].knownText, let part = arguments[1].knownText else { return nil }
      return context.integer(text.lowercased().lastPosition(of: part.lowercased()) ?? -1)
    },
  ]

  private static func unique(_ elements: [EvaluatedValue]) -> [EvaluatedValue] {
    var kept: [EvaluatedValue] = []
    for element in elements where !kept.contains(where: { $0.equality(with: element) == true }) { kept.append(element) }
    return kept
  }

  /// Objects merged, later ones winning, inner ones too when `isDeep`; arrays without repetitions. An unknown object among them
  /// leaves the properties that come before it undecided, and leaves open which others there are.
  static func merge(_ parts: [EvaluatedValue], _ context: ARMFunctionContext, isDeep: Bool) -> EvaluatedValue? {
    let known = parts.filter { !$0.isNull }
    if known.isEmpty { return parts.isEmpty ? nil : context.object(EvaluatedObject()) }
    if known.allSatisfy({ $0.elements != nil }) {
      let all = known.flatMap { $0.elements ?? [] }
      guard isDeep, all.count <= 1000 else { return nil }
      context.budget.spend(all.count * all.count / 8)
      return context.array(unique(all))
    }
    guard known.contains(where: { $0.object != nil }) else { return nil }
    // One undecided condition among objects: both outcomes.
    if let position = known.firstIndex(where: { if case .either = $0.content { true } else { false } }),
      case .either(let condition, let first, let second) = known[position].content,
      known.reduce(0, { $0 + $1.branches }) - known.count < 6
    {
      var one = known
      var other = known
      one[position] = first
      other[position] = second
      guard let a = merge(one, context, isDeep: isDeep), let b = merge(other, context, isDeep: isDeep) else { return nil }
      return EvaluatedValue(.either(condition: condition, a, b), at: context.site, cause: known[position].cause)
    }
    var merged = EvaluatedObject()
    for part in known {
      guard let object = part.object else {
        guard !(part.elements != nil || part.isTextual && part.knownText != nil) else { return nil }
        merged = merged.obscured(by: part.reason, named: part.summary, scope: context.scope)
        continue
      }
      if let rest = object.rest { merged = merged.obscured(by: rest, named: part.summary, scope: context.scope) }
      for var member in object.members {
        member.value.isShared = member.value.isShared || part.isShared
        if isDeep, let before = merged[member.name], before.value.object != nil, member.value.object != nil,
          let inner = merge([before.value, member.value], context, isDeep: true)
        {
          merged.set(.init(before.name, inner, at: member.site))
        } else {
          merged.set(member)
        }
      }
    }
    return context.object(merged)
  }
}

extension EvaluatedObject {
  /// The object after something unknown was laid over it: each property may have become another one.
  fileprivate func obscured(by unknown: Unknown, named name: String, scope: UInt64) -> EvaluatedObject {
    var object = EvaluatedObject(
      members.map { member in
        let value = EvaluatedValue(
          .unknown(UnknownName.symbol("\(name).\(member.name)", scope: scope)), at: member.site, cause: unknown)
        return Member(member.name, value, at: member.site, isWhole: member.isWhole)
      })
    object.rest = rest ?? unknown
    return object
  }
}

extension EvaluatedValue {
  /// One step of `tryGet`: null where there is nothing; nil where that is not known.
  fileprivate func tried(_ step: EvaluatedValue, _ context: ARMFunctionContext) -> EvaluatedValue? {
    switch content {
    case .null: return context.null()
    case .object(let object):
      guard let name = step.knownText else { return nil }
      if var value = object[name]?.value {
        value.isShared = value.isShared || isShared
        return value
      }
      return object.rest == nil ? context.null() : nil
    case .array(let elements):
      guard let index = step.integer else { return nil }
      return elements.indices.contains(index) ? elements[index] : context.null()
    case .either(let condition, let first, let second):
      guard let a = first.tried(step, context), let b = second.tried(step, context) else { return nil }
      if a.isSameScalar(as: b) { return a }
      return EvaluatedValue(.either(condition: condition, a, b), at: context.site, cause: cause)
    case .resource(let handle):
      guard let name = step.knownText else { return nil }
      return EvaluatedValue(.resource(handle.property(name)), at: context.site)
    case .boolean, .integer, .number, .text, .unknown: return nil
    }
  }
}

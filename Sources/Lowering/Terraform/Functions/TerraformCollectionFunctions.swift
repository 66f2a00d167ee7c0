import EncryptionModel
import SourceText

extension TerraformFunctions {
  static let collections: [String: Function] = [
    "length": { arguments, context in
      switch arguments.first?.content {
      case .array(let elements): return context.integer(elements.count)
      case .object(let object): return object.rest == nil ? context.integer(object.members.count) : nil
      case .text(let text): return text.known.map { context.integer($0.count) }
      default: return nil
      }
    },
    "merge": { arguments, context in
      var result = EvaluatedObject()
      for argument in arguments {
        switch argument.content {
        case .null: continue
        case .object(let object):
          for member in object.members { result.set(member) }
          result.rest = result.rest ?? object.rest
        case .either(let condition, let first, let second):
          // Both branches as far as they are objects: a property that only one has is there or not.
          guard let one = first.isNull ? EvaluatedObject() : first.object, let other = second.isNull ? EvaluatedObject() : second.object
          else { return nil }
          for name in (one.members + other.members).map(\.name) {
            let earlier = result[name]?.value ?? EvaluatedValue(.null, at: context.site)
            let value = EvaluatedValue.undecided(
              condition, one[name]?.value ?? earlier, other[name]?.value ?? earlier, at: context.site, scope: context.scope,
              because: argument.reason)
            result.set(.init(name, value, at: context.site))
          }
          result.rest = result.rest ?? one.rest ?? other.rest
        case .unknown, .resource: result.rest = result.rest ?? argument.reason
        default: return nil
        }
      }
      return context.object(result)
    },
    "concat": { arguments, context in
      var all: [EvaluatedValue] = []
      for argument in arguments {
        guard let elements = argument.elements else { return nil }
        all += elements
      }
      return context.array(all)
    },
    "flatten": { arguments, context in
      guard let elements = list(arguments, 0) else { return nil }
      var all: [EvaluatedValue] = []
      var open = Array(elements.reversed())
      while let next = open.popLast() {
        if let inner = next.elements {
          open += inner.reversed()
        } else if case .unknown = next.content {
          return nil
        } else {
          all.append(next)
        }
        guard all.count <= EvaluationBudget.maximumElements else { return nil }
      }
      return context.array(all)
    },
    "element": { arguments, _ in
      guard let elements = list(arguments, 0), !elements.isEmpty, let index = integer(arguments, 1) else { return nil }
      let position = index % elements.count
      return elements[position < 0 ? position + elements.count : position]
    },
    "lookup": { arguments, context in
      guard let object = arguments.first?.object, let key = text(arguments, 1) else { return nil }
      if let member = object[key] { return member.value }
      guard object.rest == nil, arguments.count > 2 else { return nil }
      return arguments[2]
    },
    "keys": { arguments, context in
      guard let object = arguments.first?.object, object.rest == nil else { return nil }
      return context.array(object.members.map(\.name).sorted().map { context.text($0) })
    },
    "values": { arguments, context in
      guard let object = arguments.first?.object, object.rest == nil else { return nil }
      return context.array(object.members.sorted { $0.name < $1.name }.map(\.value))
    },
    "contains": { arguments, context in
      guard let elements = list(arguments, 0), arguments.count == 2 else { return nil }
      let verdicts = elements.map { TerraformOperators.equality($0, arguments[1]) }
      if verdicts.contains(true) { return context.boolean(true) }
      return verdicts.contains(nil) ? nil : context.boolean(false)
    },
    "coalesce": { arguments, context in
      for argument in arguments {
        switch argument.content {
        case .null: continue
        case .text(let text) where text.known == "": continue
        case .unknown, .either: return arguments.count == 1 ? argument : nil
        default: return argument
        }
      }
      return nil
    },
    "coalescelist": { arguments, _ in
      for argument in arguments {
        guard let elements = argument.elements else { return nil }
        if !elements.isEmpty { return argument }
      }
      return nil
    },
    "compact": { arguments, context in
      guard let elements = list(arguments, 0), elements.allSatisfy({ !$0.content.isUnknown }) else { return nil }
      return context.array(elements.filter { !$0.isNull && $0.knownText != "" })
    },
    "one": { arguments, context in
      guard let elements = list(arguments, 0) else { return nil }
      switch elements.count {
      case 0: return context.null()
      case 1: return elements[0]
      default: return nil
      }
    },
    "reverse": { arguments, context in list(arguments, 0).map { context.array($0.reversed()) } },
    "slice": { arguments, context in
      guard let elements = list(arguments, 0), let start = integer(arguments, 1), let end = integer(arguments, 2), start >= 0,
        start <= end, end <= elements.count
      else { return nil }
      return context.array(Array(elements[start..<end]))
    },
    "zipmap": { arguments, context in
      guard let keys = list(arguments, 0), let values = list(arguments, 1), keys.count == values.count else { return nil }
      var object = EvaluatedObject()
      for (key, value) in zip(keys, values) {
        guard let name = key.knownText else { return nil }
        object.set(.init(name, value, at: context.site))
      }
      return context.object(object)
    },
    "range": { arguments, context in
      let numbers = arguments.indices.compactMap { number(arguments, $0) }
      guard numbers.count == arguments.count, (1...3).contains(numbers.count) else { return nil }
      let start = numbers.count == 1 ? 0 : numbers[0]
      let end = numbers.count == 1 ? numbers[0] : numbers[1]
      let step = numbers.count == 3 ? numbers[2] : start <= end ? 1 : -1
      guard step != 0, abs((end - start) / step) <= 1024 else { return nil }
      return context.array(stride(from: start, to: end, by: step).map { TerraformNumber.value($0, context) })
    },
    "chunklist": { arguments, context in
      guard let elements = list(arguments, 0), let size = integer(arguments, 1), size > 0 else { return nil }
      return context.array(
        stride(from: 0, to: elements.count, by: size).map { context.array(Array(elements[$0..<min(elements.count, $0 + size)])) })
    },
    "transpose": { arguments, context in
      guard let object = arguments.first?.object, object.rest == nil else { return nil }
      var lists: [String: [EvaluatedValue]] = [:]
      for member in object.members.sorted(by: { $0.name < $1.name }) {
        guard let elements = member.value.elements else { return nil }
        for element in elements {
          guard let name = element.knownText else { return nil }
          lists[name, default: []].append(context.text(member.name))
        }
      }
      return context.object(
        EvaluatedObject(lists.keys.sorted().map { .init($0, context.array(lists[$0] ?? []), at: context.site) }))
    },
    "matchkeys": { arguments, context in
      guard let values = list(arguments, 0), let keys = list(arguments, 1), let wanted = list(arguments, 2), values.count == keys.count
      else { return nil }
      return context.array(
        zip(values, keys).filter { pair in wanted.contains { TerraformOperators.equality($0, pair.1) == true } }.map(\.0))
    },
  ]

  /// Sets: lists without doubles, in Terraform's order.
  static let sets: [String: Function] = [
    "distinct": { arguments, context in list(arguments, 0).map { context.array(unique($0)) } },
    "sort": { arguments, context in
      guard let elements = list(arguments, 0) else { return nil }
      let texts = elements.indices.compactMap { text(elements, $0) }
      return texts.count == elements.count ? context.array(texts.sorted().map { context.text($0) }) : nil
    },
    "setunion": { arguments, context in
      let lists = arguments.compactMap(\.elements)
      return lists.count == arguments.count ? context.array(ordered(unique(lists.flatMap { $0 }))) : nil
    },
    "setintersection": { arguments, context in
      let lists = arguments.compactMap(\.elements)
      guard let first = lists.first, lists.count == arguments.count else { return nil }
      return context.array(ordered(unique(first.filter { element in lists.dropFirst().allSatisfy { holds($0, element) } })))
    },
    "setsubtract": { arguments, context in
      guard let first = list(arguments, 0), let second = list(arguments, 1) else { return nil }
      return context.array(ordered(unique(first.filter { !holds(second, $0) })))
    },
    "setproduct": { arguments, context in
      let lists = arguments.compactMap(\.elements)
      guard lists.count == arguments.count, lists.reduce(1, { $0.multipliedReportingOverflow(by: $1.count).partialValue }) <= 10_000,
        lists.allSatisfy({ $0.count <= 10_000 })
      else { return nil }
      var product: [[EvaluatedValue]] = [[]]
      for list in lists { product = product.flatMap { before in list.map { before + [$0] } } }
      return context.array(product.map { context.array($0) })
    },
    "alltrue": { arguments, context in
      guard let elements = list(arguments, 0) else { return nil }
      return context.boolean(elements.allSatisfy { $0.truth == true })
    },
    "anytrue": { arguments, context in
      guard let elements = list(arguments, 0) else { return nil }
      return context.boolean(elements.contains { $0.truth == true })
    },
    "index": { arguments, context in
      guard let elements = list(arguments, 0), arguments.count == 2 else { return nil }
      return elements.firstIndex { TerraformOperators.equality($0, arguments[1]) == true }.map { context.integer($0) }
    },
  ]

  static func unique(_ elements: [EvaluatedValue]) -> [EvaluatedValue] {
    var result: [EvaluatedValue] = []
    var seen: Set<String> = []
    for element in elements where seen.insert(JSONText.of(element)).inserted { result.append(element) }
    return result
  }

  /// Texts and numbers in their order, as a set gives them.
  static func ordered(_ elements: [EvaluatedValue]) -> [EvaluatedValue] {
    if elements.allSatisfy({ $0.double != nil }) { return elements.sorted { ($0.double ?? 0) < ($1.double ?? 0) } }
    guard elements.allSatisfy({ $0.knownText != nil }) else { return elements }
    return elements.sorted { ($0.knownText ?? "") < ($1.knownText ?? "") }
  }

  private static func holds(_ list: [EvaluatedValue], _ element: EvaluatedValue) -> Bool {
    list.contains { TerraformOperators.equality($0, element) == true }
  }
}

import EncryptionModel
import SourceText

/// `map`, `filter`, `reduce`, `sort`, `toObject`, `groupBy`, `mapValues`, whatever dialect calls them.
enum LambdaFunctions {
  typealias Lambda = ([EvaluatedValue]) -> EvaluatedValue

  /// - Parameters:
  ///   - initial: what `reduce` begins with.
  ///   - label: the whole call, for the name of an unknown: map(x, a) and map(x, b) are two unknowns.
  static func apply(
    _ name: String, _ input: EvaluatedValue, initial: EvaluatedValue?, _ lambdas: [Lambda?], at site: Site, scope: UInt64, label: String
  ) -> EvaluatedValue {
    func unknown(_ reason: String) -> EvaluatedValue { .unknown(label, scope: scope, because: reason, at: site) }
    func integer(_ value: Int) -> EvaluatedValue { EvaluatedValue(.integer(value), at: site) }
    guard case let lambda?? = lambdas.first else { return unknown("\(name) takes a lambda") }
    if name == "mapValues" {
      guard let object = input.object, object.rest == nil else {
        return unknown(input.isDecided ? "mapValues does not take these arguments" : input.reason.reason)
      }
      return EvaluatedValue(
        .object(EvaluatedObject(object.members.map { .init($0.name, lambda([$0.value]), at: site) })), at: site)
    }
    if input.isNull, name == "map" || name == "filter" { return EvaluatedValue(.array([]), at: site) }
    guard let elements = input.elements else { return unknown(input.isDecided ? "\(name) takes an array" : input.reason.reason) }
    switch name {
    case "map": return EvaluatedValue(.array(elements.enumerated().map { lambda([$1, integer($0)]) }), at: site)
    case "filter":
      var kept: [EvaluatedValue] = []
      for (index, element) in elements.enumerated() {
        let verdict = lambda([element, integer(index)])
        guard let keeps = verdict.truth else { return unknown(verdict.reason.reason) }
        if keeps { kept.append(element) }
      }
      return EvaluatedValue(.array(kept), at: site)
    case "reduce":
      guard var result = initial else { return unknown("reduce takes a first value") }
      for (index, element) in elements.enumerated() { result = lambda([result, element, integer(index)]) }
      return result
    case "sort": return sorted(elements, by: lambda, at: site, unknown)
    case "toObject", "groupBy":
      let valueOf = lambdas.count > 1 ? lambdas[1] : nil
      var result = EvaluatedObject()
      for element in elements {
        let key = lambda([element])
        guard let property = key.knownText else { return unknown(key.reason.reason) }
        let value = valueOf.map { $0([element]) } ?? element
        if name == "groupBy" {
          let before = result[property]?.value.elements ?? []
          result.set(.init(property, EvaluatedValue(.array(before + [value]), at: site), at: site))
        } else {
          result.set(.init(property, value, at: site))
        }
      }
      return EvaluatedValue(.object(result), at: site)
    default: return unknown("\(name) is no function of lambdas")
    }
  }

  /// By insertion: the order comes from the file, which need not be one.
  private static func sorted(
    _ elements: [EvaluatedValue], by isBefore: Lambda, at site: Site, _ unknown: (String) -> EvaluatedValue
  ) -> EvaluatedValue {
    var sorted: [EvaluatedValue] = []
    for element in elements {
      var position = sorted.count
      while position > 0 {
        let verdict = isBefore([element, sorted[position - 1]])
        guard let goesBefore = verdict.truth else { return unknown(verdict.reason.reason) }
        if !goesBefore { break }
        position -= 1
      }
      sorted.insert(element, at: position)
    }
    return EvaluatedValue(.array(sorted), at: site)
  }
}

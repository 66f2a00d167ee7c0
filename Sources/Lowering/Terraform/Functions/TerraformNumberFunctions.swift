import SourceText

extension TerraformFunctions {
  static let numbers: [String: Function] = [
    "abs": { arguments, context in number(arguments, 0).map { TerraformNumber.value(abs($0), context) } },
    "ceil": { arguments, context in number(arguments, 0).map { TerraformNumber.value($0.rounded(.up), context) } },
    "floor": { arguments, context in number(arguments, 0).map { TerraformNumber.value($0.rounded(.down), context) } },
    "signum": { arguments, context in number(arguments, 0).map { context.integer($0 < 0 ? -1 : $0 > 0 ? 1 : 0) } },
    "min": { arguments, context in extreme(arguments, context) { $0 < $1 } },
    "max": { arguments, context in extreme(arguments, context) { $0 > $1 } },
    "sum": { arguments, context in
      guard let elements = list(arguments, 0), !elements.isEmpty else { return nil }
      let numbers = elements.compactMap(TerraformOperators.number)
      return numbers.count == elements.count ? TerraformNumber.value(numbers.reduce(0, +), context) : nil
    },
    "pow": { arguments, context in
      guard let base = number(arguments, 0), let exponent = integer(arguments, 1), (0...1024).contains(exponent) else { return nil }
      var result = 1.0
      for _ in 0..<exponent { result *= base }
      return TerraformNumber.value(result, context)
    },
    "parseint": { arguments, context in
      guard let digits = text(arguments, 0), let radix = integer(arguments, 1), (2...36).contains(radix) else { return nil }
      return Int(digits, radix: radix).map { context.integer($0) }
    },
  ]

  private static func extreme(
    _ arguments: [EvaluatedValue], _ context: ARMFunctionContext, _ wins: (Double, Double) -> Bool
  ) -> EvaluatedValue? {
    let numbers = arguments.compactMap(TerraformOperators.number)
    guard numbers.count == arguments.count, var best = numbers.first else { return nil }
    for number in numbers where wins(number, best) { best = number }
    return TerraformNumber.value(best, context)
  }
}

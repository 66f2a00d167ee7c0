import EncryptionModel
import SourceText

extension ARMFunctions {
  static let numbers: [String: Function] = [
    "add": { arguments, context in integer(arguments, context) { $0.addingReportingOverflow($1) } },
    "sub": { arguments, context in integer(arguments, context) { $0.subtractingReportingOverflow($1) } },
    "mul": { arguments, context in integer(arguments, context) { $0.multipliedReportingOverflow(by: $1) } },
    "div": { arguments, context in integer(arguments, context) { $0.dividedReportingOverflow(by: $1) } },
    "mod": { arguments, context in integer(arguments, context) { $0.remainderReportingOverflow(dividingBy: $1) } },
    "min": { arguments, context in series(arguments)?.min().map(context.integer) },
    "max": { arguments, context in series(arguments)?.max().map(context.integer) },
    "int": { arguments, context in
      guard arguments.count == 1 else { return nil }
      if let number = arguments[0].double { return Int(exactly: number.rounded(.towardZero)).map(context.integer) }
      return arguments[0].knownText.flatMap { Int($0) }.map(context.integer)
    },
    "float": { arguments, context in
      guard arguments.count == 1 else { return nil }
      if let number = arguments[0].double { return EvaluatedValue(.number(number), at: context.site) }
      return arguments[0].knownText.flatMap { Double($0) }.map { EvaluatedValue(.number($0), at: context.site) }
    },
  ]

  /// An operation on two whole numbers; nil where it overflows or divides by zero.
  private static func integer(
    _ arguments: [EvaluatedValue], _ context: ARMFunctionContext, _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> EvaluatedValue? {
    guard arguments.count == 2, let first = arguments[0].integer, let second = arguments[1].integer else { return nil }
    let result = operation(first, second)
    return result.overflow ? nil : context.integer(result.partialValue)
  }

  /// One array of whole numbers, or several of them as arguments.
  private static func series(_ arguments: [EvaluatedValue]) -> [Int]? {
    let values = arguments.count == 1 ? arguments[0].elements ?? arguments : arguments
    let numbers = values.compactMap(\.integer)
    return numbers.count == values.count ? numbers : nil
  }
}

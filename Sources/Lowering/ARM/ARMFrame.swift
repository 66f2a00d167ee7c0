/// What names mean at one point of a template: the scope, and what loops, lambdas and functions add to it.
struct ARMFrame {
  let scope: ARMScope
  /// Running copy loops, the innermost last; the index is nil where the number of copies is not known.
  var loops: [(name: String, index: Int?)] = []
  /// Variables of lambdas, by folded name.
  var lambdaVariables: [String: EvaluatedValue] = [:]
  /// Parameters of the user-defined function that is being evaluated, by folded name.
  var arguments: [String: EvaluatedValue]?

  init(_ scope: ARMScope) { self.scope = scope }

  func looping(_ name: String, _ index: Int?) -> ARMFrame {
    var frame = self
    frame.loops.append((name.lowercased(), index))
    return frame
  }
}

import EncryptionModel

/// What a deployment declares, with what its evaluation leaves to the next one.
public struct RememberedDeclarations: Sendable {
  public let declarations: Declarations
  /// Nil where nothing is to be remembered; empty where the next evaluation has to begin anew.
  public let memory: EvaluationMemory?
  /// How many values were made, those left out that were remembered: what tests count instead of time.
  public let made: Int
  /// Whether the evaluation had nothing to remember, or could not use it.
  public let isFresh: Bool

  public init(_ declarations: Declarations, memory: EvaluationMemory? = nil, made: Int = 0, isFresh: Bool = true) {
    self.declarations = declarations
    self.memory = memory
    self.made = made
    self.isFresh = isFresh
  }

  /// Evaluates with a memory, and without one where what comes out would hang on the order of questions; nil: nothing is remembered.
  static func evaluated(
    _ memory: consuming EvaluationMemory?, _ evaluate: (consuming EvaluationMemory?) -> (Declarations, EvaluationTrace?)
  ) -> RememberedDeclarations {
    let wasEmpty = memory?.cells.isEmpty ?? true
    let (declarations, trace) = evaluate(memory)
    guard let trace else { return RememberedDeclarations(declarations) }
    guard trace.isReliable else { return RememberedDeclarations(evaluate(nil).0, memory: EvaluationMemory(), made: trace.made) }
    return RememberedDeclarations(declarations, memory: trace.result ?? EvaluationMemory(), made: trace.made, isFresh: wasEmpty)
  }
}

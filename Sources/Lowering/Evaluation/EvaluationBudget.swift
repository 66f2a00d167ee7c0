/// How much one evaluation may cost. What goes over it is unknown, with this as the reason.
///
/// A class because all parts of one evaluation draw on it; it never leaves the thread that evaluates.
public final class EvaluationBudget {
  /// Expressions and nodes still to be evaluated.
  public private(set) var steps: Int
  /// Levels of evaluation inside evaluation: bounds the stack.
  public private(set) var depth = 0
  /// The deepest level since somebody set it.
  var deepest = 0

  /// How often `enter` was refused: what was evaluated meanwhile may be more when it is asked for elsewhere.
  public private(set) var refusals = 0

  public static let maximumDepth = 160
  /// Elements of one array, characters of one text.
  public static let maximumElements = 10_000
  public static let maximumText = 100_000
  /// Instances of one copy loop (ARM allows 800).
  public static let maximumCopies = 800

  public init(steps: Int = 400_000) { self.steps = steps }

  /// Takes a step and goes a level down; false where either is used up. Each `enter` that was true needs a `leave`.
  public func enter() -> Bool {
    guard steps > 0, depth < Self.maximumDepth else {
      refusals += 1
      return false
    }
    steps -= 1
    depth += 1
    if depth > deepest { deepest = depth }
    return true
  }

  public func leave() { depth -= 1 }

  /// Whether so many more levels could be gone down to from here; they count as gone down to.
  func reaches(_ height: Int) -> Bool {
    deepest = max(deepest, depth + height)
    return depth + height < Self.maximumDepth
  }

  /// Pays for work that grows with its input.
  public func spend(_ amount: Int) { steps = max(0, steps - max(0, amount)) }

  public var isExhausted: Bool { steps == 0 }

  /// Why the last `enter` was refused.
  public var reason: String { steps == 0 ? "the evaluation takes too many steps" : "the expression is nested too deeply" }
}

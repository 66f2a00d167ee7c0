import EncryptionModel
import SourceText

/// What partial evaluation makes of an expression, in no particular dialect: a value, or what is known of it, with its traces.
public struct EvaluatedValue: Equatable, Sendable {
  public indirect enum Content: Equatable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    /// Parts of it may be unknown.
    case text(SymbolicText)
    case array([EvaluatedValue])
    case object(EvaluatedObject)
    /// Nothing is known but a name for it: two unknowns of one name have the same value.
    case unknown(SymbolicText.Symbol)
    /// The branches of a condition that nobody can decide; `condition` names it.
    case either(condition: String, EvaluatedValue, EvaluatedValue)
    /// What a deployed resource answers; a property of it is asked for next.
    case resource(ResourceHandle)
  }

  public let content: Content
  /// Whether nothing of the value is unknown, all that it holds included.
  public let isDecided: Bool
  /// Levels of values inside this one. Bounds what walks a value, and its release.
  public let nesting: Int
  /// Where the literal stands that decides the value; for a computed value the whole expression.
  public var site: Site
  /// Whether something else reads the literal too: a parameter or variable on the way has other readers.
  public var isShared = false
  /// Whether the value itself stands at the site as a node of its file, and not an expression that computes it.
  public let isWritten: Bool
  /// Whether another value could be written at the site in place of this one alone: a literal, or a whole expression.
  public var isWhole: Bool
  /// What the unknown part hangs on.
  public var cause: Unknown?
  /// What the parameters that it came through let it be; nil: anything.
  public var accepted: AcceptedValues?

  public init(_ content: Content, at site: Site, isWritten: Bool = false, cause: Unknown? = nil) {
    self.content = content
    (isDecided, nesting) = Self.measure(content)
    self.site = site
    self.isWritten = isWritten
    isWhole = isWritten
    self.cause = cause
  }

  /// An unknown called `name`, with its reason as a clause for people.
  public static func unknown(_ name: String, scope: UInt64, because reason: String, at site: Site) -> EvaluatedValue {
    EvaluatedValue(.unknown(UnknownName.symbol(name, scope: scope)), at: site, cause: Unknown(reason, at: site))
  }

  /// A known text.
  public static func text(_ text: String, at site: Site) -> EvaluatedValue { EvaluatedValue(.text(SymbolicText(text)), at: site) }

  /// Branches that may unfold below one value; more would let nested conditions grow exponentially.
  public static let maximumBranches = 16

  public static let maximumNesting = 96

  private static func measure(_ content: Content) -> (isDecided: Bool, nesting: Int) {
    switch content {
    case .null, .boolean, .integer, .number: return (true, 0)
    case .text(let text): return (!text.hasSymbols, 0)
    case .array(let elements):
      return (elements.allSatisfy(\.isDecided), 1 + (elements.lazy.map(\.nesting).max() ?? 0))
    case .object(let object):
      let members = object.members
      return (object.rest == nil && members.allSatisfy { $0.value.isDecided }, 1 + (members.lazy.map(\.value.nesting).max() ?? 0))
    case .either(_, let first, let second): return (false, 1 + max(first.nesting, second.nesting))
    case .unknown, .resource: return (false, 0)
    }
  }

  /// The number of values that an undecided condition may turn out to be.
  public var branches: Int {
    guard case .either(_, let first, let second) = content else { return 1 }
    return first.branches + second.branches
  }
}

extension EvaluatedValue {
  public var isNull: Bool { if case .null = content { true } else { false } }

  public var boolean: Bool? { if case .boolean(let value) = content { value } else { nil } }

  public var integer: Int? {
    switch content {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The text where all of it is known.
  public var knownText: String? { if case .text(let text) = content { text.known } else { nil } }

  /// The value as a text, an unknown as its symbol; nil for what is no text.
  public var symbolicText: SymbolicText? {
    switch content {
    case .text(let text): text
    case .unknown(let symbol): SymbolicText(symbol)
    case .integer(let value): SymbolicText(String(value))
    case .boolean(let value): SymbolicText(value ? "True" : "False")
    case .either(let condition, let first, let second):
      SymbolicText(UnknownName.symbol("if(\(condition), \(first.summary), \(second.summary))", scope: scope))
    case .resource(let handle): handle.text
    case .null, .number, .array, .object: nil
    }
  }

  public var elements: [EvaluatedValue]? { if case .array(let elements) = content { elements } else { nil } }
  public var object: EvaluatedObject? { if case .object(let object) = content { object } else { nil } }

  /// What the first unknown part of the value hangs on.
  public var reason: Unknown {
    if let cause { return cause }
    switch content {
    case .either(let condition, _, _): return Unknown("the condition \(condition) is undecided", at: site)
    case .unknown(let symbol): return Unknown("\(symbol.name) is not known before the deployment", at: site)
    case .resource(let handle): return Unknown("\(handle.display) is known only after the deployment", at: site)
    case .text(let text): return Unknown("\(text.display) is not known before the deployment", at: site)
    case .array(let elements):
      if let open = elements.first(where: { !$0.isDecided }) { return open.reason }
    case .object(let object):
      if let rest = object.rest { return rest }
      if let open = object.members.first(where: { !$0.value.isDecided }) { return open.value.reason }
    case .null, .boolean, .integer, .number: break
    }
    return Unknown("the value is not known before the deployment", at: site)
  }

  /// The scope that the symbols of the value belong to; 0 where it has none.
  public var scope: UInt64 {
    switch content {
    case .text(let text): return text.scope
    case .unknown(let symbol): return symbol.scope
    case .either(_, let first, let second): return first.scope == 0 ? second.scope : first.scope
    case .resource(let handle): return handle.scope
    case .array(let elements): return elements.lazy.map(\.scope).first { $0 != 0 } ?? 0
    case .object(let object): return object.members.lazy.map(\.value.scope).first { $0 != 0 } ?? 0
    case .null, .boolean, .integer, .number: return 0
    }
  }
}

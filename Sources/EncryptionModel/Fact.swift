import SourceText

/// What the files say about one property: a value, nothing, or something that they do not tell.
public enum Fact<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The value is decided; the place is that of the literal that decides it.
  case known(Value, Place)
  /// The property is not there. The place is where it would be added.
  case absent(Place)
  /// The value hangs on something that the files do not tell.
  case undecided(Unknown)
  /// The branches of an undecided condition, and what it hangs on where that is known.
  indirect case either([Fact], because: Unknown?)

  /// What is known for certain, if anything is.
  public var value: Value? { if case .known(let value, _) = self { value } else { nil } }

  public var isKnown: Bool { value != nil }

  /// Where a finding about the property points.
  public var place: Place? {
    switch self {
    case .known(_, let place), .absent(let place): place
    case .undecided(let unknown): Place(unknown.site)
    case .either(let facts, _): facts.first?.place
    }
  }

  public func map<Other: Hashable & Sendable>(_ transform: (Value) -> Other) -> Fact<Other> {
    switch self {
    case .known(let value, let place): .known(transform(value), place)
    case .absent(let place): .absent(place)
    case .undecided(let unknown): .undecided(unknown)
    case .either(let facts, let why): .either(facts.map { $0.map(transform) }, because: why)
    }
  }

  /// Judges the fact: each decided branch by `violates`, where nil as the value means that the property is absent.
  ///
  /// A violation needs every branch to violate; a branch that nobody can decide makes the whole undecided unless another one
  /// complies.
  public func judged(by violates: (Value?) -> Bool) -> Verdict<Value> {
    switch self {
    case .known(let value, let place): return violates(value) ? .violates([(value, place)]) : .complies
    case .absent(let place): return violates(nil) ? .violates([(nil, place)]) : .complies
    case .undecided(let unknown): return .undecided(unknown)
    case .either(let facts, let why):
      var found: [(Value?, Place)] = []
      var unknown: Unknown?
      var complies = false
      for fact in facts {
        switch fact.judged(by: violates) {
        case .complies: complies = true
        case .violates(let more): found += more
        case .undecided(let reason): unknown = unknown ?? reason
        }
      }
      if complies {
        // Where one branch complies, it hangs on the condition.
        guard let place = found.first?.1 else { return .complies }
        return .undecided(why ?? Unknown("a condition decides which value it has", at: place.use ?? place.site))
      }
      if let unknown { return .undecided(unknown) }
      return found.isEmpty ? .complies : .violates(found)
    }
  }
}

/// The outcome of judging a fact.
public enum Verdict<Value: Hashable & Sendable> {
  case complies
  /// The deciding values (nil: absent) with their places; more than one where every branch of a condition violates.
  case violates([(Value?, Place)])
  case undecided(Unknown)
}

/// Why a value is not decided.
public struct Unknown: Hashable, Sendable {
  /// A clause for people: `parameter keySize has no default`.
  public var reason: String
  public var site: Site

  public init(_ reason: String, at site: Site) {
    self.reason = reason
    self.site = site
  }
}

/// Where a fact stands, where it would be rewritten, and what else belongs to it.
public struct Place: Hashable, Sendable {
  /// Where a finding points.
  public var site: Site
  /// Where an amendment goes; nil where nothing can be rewritten.
  public var slot: Slot?
  /// The other end, when the value comes through a parameter, variable or module.
  public var related: [Related]
  /// The property that takes the value, where the site is somewhere else: at a parameter's default, in a module's call.
  public var use: Site?

  public init(_ site: Site, slot: Slot? = nil, related: [Related] = [], use: Site? = nil) {
    self.site = site
    self.slot = slot
    self.related = related
    self.use = use
  }
}

/// A second place that helps to understand a finding.
public struct Related: Hashable, Sendable {
  /// A clause without a full stop: `used by 'foundry-main' here`.
  public var message: String
  public var site: Site

  public init(_ message: String, at site: Site) {
    self.message = message
    self.site = site
  }
}

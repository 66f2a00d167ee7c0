import EncryptionModel
import SourceText

/// Reads properties of an evaluated resource as facts, with the places where they stand or would be written.
struct PropertyReader {
  let body: EvaluatedValue
  /// The resource's name: where a finding about a property that is not there points.
  let owner: Site
  private let writing: ArgumentWriting?
  /// In whose words values are written.
  private let vocabulary: Vocabulary

  init(_ resource: EvaluatedResource) {
    body = resource.body
    owner = resource.nameSite
    writing = resource.writing
    vocabulary = resource.writing?.vocabulary ?? .azure
  }

  /// Reads an object inside of a resource; `owner` is where a finding points about what is not in it.
  init(_ body: EvaluatedValue, owner: Site, vocabulary: Vocabulary = .azure) {
    self.vocabulary = vocabulary
    self.body = body
    self.owner = owner
    writing = nil
  }

  /// Where a property of the resource stands.
  struct Property {
    var site: Site
    /// Whether nothing else stands at the site.
    var isWhole = false
    var vocabulary = Vocabulary.azure
    var replacesDeployed = false

    init(_ site: Site, isWhole: Bool = false) {
      self.site = site
      self.isWhole = isWhole
    }
  }

  /// What stands at a path.
  enum Reading {
    case value(EvaluatedValue, property: Property)
    case absent(Place)
    case undecided(Unknown)
    /// The outcomes of a condition, and why nobody knows which.
    case either([Reading], because: Unknown?)
  }

  /// Follows the path from the resource down; `null` counts as not there.
  func read(_ path: [String]) -> Reading {
    let reading = read(path[...], of: body, property: Property(body.site), isShared: false)
    if let writing { return writing.told(reading, at: path) }
    guard vocabulary != .azure, case .value(let value, var property) = reading else { return reading }
    property.vocabulary = vocabulary
    return .value(value, property: property)
  }

  /// The argument that has a property in another language, whether it is there or not; nil where it is ARM's own.
  func argumentSlot(_ path: [String]) -> Slot? { writing?.slot(at: path) }

  /// More outcomes of undecided conditions on the way to a property make it undecided altogether.
  private static let maximumOutcomes = 64

  /// `outcomes` counts those that the conditions on the way have made so far.
  private func read(
    _ path: ArraySlice<String>, of value: EvaluatedValue, property: Property, isShared: Bool, outcomes: Int = 1
  ) -> Reading {
    let isShared = isShared || value.isShared
    switch value.content {
    case .either:
      let outcomes = outcomes * value.branches
      guard outcomes <= Self.maximumOutcomes else { return .undecided(Unknown(value.reason.reason, at: property.site)) }
      return .either(
        value.outcomes.map { read(path, of: $0, property: property, isShared: isShared, outcomes: outcomes) },
        because: Unknown(value.reason.reason, at: property.site))
    case .null:
      guard path.isEmpty else { return .absent(Place(property.site)) }
      return .absent(Place(property.site, slot: property.isWhole ? Slot(.value(property.site), vocabulary: .azure) : nil))
    case _ where path.isEmpty:
      var value = value
      value.isShared = isShared
      return .value(value, property: property)
    case .object(let object):
      guard let name = path.first else { return .undecided(value.reason) }
      if let member = object[name] {
        // Inside of an object that others read too, the property is still where this resource reads it.
        let next = isShared ? Property(property.site) : Property(member.site, isWhole: member.isWhole)
        return read(path.dropFirst(), of: member.value, property: next, isShared: isShared, outcomes: outcomes)
      }
      if let rest = object.rest { return .undecided(Unknown(rest.reason, at: property.site)) }
      return .absent(place(in: value, isShared: isShared, missing: Array(path)))
    case .unknown, .resource, .text, .boolean, .integer, .number, .array:
      return .undecided(Unknown(value.reason.reason, at: property.site))
    }
  }

  /// The fact of the property at a path; `transform` returns nil for a value of the wrong type.
  func fact<Value>(_ path: String..., as transform: (EvaluatedValue) -> Value?) -> Fact<Value> { fact(read(path), as: transform) }

  func fact<Value>(_ reading: Reading, as transform: (EvaluatedValue) -> Value?) -> Fact<Value> {
    switch reading {
    case .absent(let place): return .absent(place)
    case .undecided(let unknown): return .undecided(unknown)
    case .either(let readings, let why): return .either(readings.map { fact($0, as: transform) }, because: why)
    case .value(let value, let property):
      if let result = transform(value) { return .known(result, place(of: value, property: property)) }
      if value.isDecided { return .undecided(Unknown("the value is of another type than it should be", at: property.site)) }
      return .undecided(Unknown(value.reason.reason, at: property.site))
    }
  }

  /// Where a value is reported and rewritten: at the literal that decides it if only this property reads it, else at the
  /// property (SPEC §6).
  func place(of value: EvaluatedValue, property: Property) -> Place {
    func ownSlot(_ site: Site) -> Slot {
      Slot(.value(site), vocabulary: property.vocabulary, replacesDeployed: property.replacesDeployed)
    }
    let slot = property.isWhole ? ownSlot(property.site) : nil
    if value.site == property.site { return Place(property.site, slot: slot) }
    guard value.isWhole, !value.isShared else {
      return Place(property.site, slot: slot, related: [Related("the value comes from here", at: value.site)])
    }
    var deciding = ownSlot(value.site)
    deciding.accepted = value.accepted
    return Place(value.site, slot: deciding, related: [Related("used here", at: property.site)], use: property.site)
  }

  /// Where a property would be written into an object: nowhere when it is computed, or when others read it too.
  func place(in object: EvaluatedValue, isShared: Bool = false, missing path: [String]) -> Place {
    guard object.isWritten, !(isShared || object.isShared) else { return Place(owner) }
    return Place(owner, slot: Slot(.property(in: object.site, path: path), vocabulary: .azure))
  }

  // MARK: Types

  func boolean(_ path: String...) -> Fact<Bool> { fact(read(path), as: \.truth) }

  func integer(_ path: String...) -> Fact<Int> {
    fact(read(path)) { value in value.integer ?? value.knownText.flatMap { Int($0) } }
  }

  func text(_ path: String...) -> Fact<String> { fact(read(path), as: \.knownText) }

  /// The text with its unknown parts as symbols; an empty one counts as none.
  func symbolic(_ path: String...) -> Fact<SymbolicText> {
    Self.nonEmpty(fact(read(path)) { $0.symbolicText })
  }

  private static func nonEmpty(_ fact: Fact<SymbolicText>) -> Fact<SymbolicText> {
    switch fact {
    case .known(let text, let place) where text.isEmpty: .absent(place)
    case .either(let facts, let why): .either(facts.map(nonEmpty), because: why)
    default: fact
    }
  }

  /// A list of texts, all of which are known.
  func texts(_ path: [String]) -> Fact<[String]> {
    fact(read(path)) { value in
      guard let elements = value.elements else { return nil }
      let texts = elements.compactMap(\.knownText)
      return texts.count == elements.count ? texts : nil
    }
  }

  /// A text of which parts may be unknown.
  struct Text {
    var text: SymbolicText
    var place: Place
    /// What its unknown parts hang on.
    var reason: Unknown
    /// Whether it is made of others: by an interpolation or a function.
    var isComputed = false
  }

  /// Nil where the text is absent or empty.
  func symbolicText(_ path: [String]) -> Text? { symbolicText(read(path)) }

  private func symbolicText(_ reading: Reading) -> Text? {
    switch reading {
    case .value(let value, let property):
      guard let text = value.symbolicText, !text.isEmpty else { return nil }
      return Text(text: text, place: place(of: value, property: property), reason: value.reason, isComputed: !value.isWritten)
    case .either(let readings, _):
      // Undecided between several: a name of its own, unless they are the same.
      let found = readings.compactMap { symbolicText($0) }
      guard let first = found.first else { return nil }
      if found.count == readings.count, found.allSatisfy({ $0.text.isSame(as: first.text) }) { return first }
      let scope = found.map(\.text.scope).first { $0 != 0 } ?? 0
      let name = UnknownName.symbol("if(…, \(found.map(\.text.expression).joined(separator: ", ")))", scope: scope)
      return Text(
        text: SymbolicText(name), place: Place(first.place.site), reason: Unknown("a condition is undecided", at: first.place.site))
    case .undecided(let unknown):
      return Text(text: SymbolicText(UnknownName.symbol(unknown.reason, scope: 0)), place: Place(unknown.site), reason: unknown)
    case .absent: return nil
    }
  }
}

extension Fact {
  /// The fact with another one made of each value; nil for a value that nothing is made of.
  func flatMap<Other>(_ transform: (Value, Place) -> Fact<Other>) -> Fact<Other> {
    switch self {
    case .known(let value, let place): transform(value, place)
    case .absent(let place): .absent(place)
    case .undecided(let unknown): .undecided(unknown)
    case .either(let facts, let why): .either(facts.map { $0.flatMap(transform) }, because: why)
    }
  }

  /// The fact, where all branches say the same; the places of the others are lost.
  var simplified: Fact {
    guard case .either(let branches, let why) = self else { return self }
    let facts = branches.map(\.simplified)
    guard case .known(let value, _)? = facts.first, facts.allSatisfy({ $0.value == value }) else { return .either(facts, because: why) }
    return facts[0]
  }
}

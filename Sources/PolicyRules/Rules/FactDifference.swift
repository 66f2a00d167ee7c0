import EncryptionModel

/// Two names that are certainly different, with the places that say so.
struct FactDifference {
  var first: (text: String, place: Place)
  var second: (text: String, place: Place)

  /// Nil where the two may be the same: one is not told, hangs on something, or they agree in one of their branches.
  init?(_ first: Fact<SymbolicText>, _ second: Fact<SymbolicText>, folded: (String) -> String = { $0.lowercased() }) {
    guard let some = first.decided, let others = second.decided, let one = some.first, let other = others.first else { return nil }
    guard some.allSatisfy({ a in others.allSatisfy { b in folded(a.text) != folded(b.text) } }) else { return nil }
    self.first = one
    self.second = other
  }

  /// Regions are written `West Europe` and `westeurope`.
  static func region(_ name: String) -> String { name.lowercased().filter { $0 != " " && $0 != "-" } }
}

extension Fact<SymbolicText> {
  /// The known texts of all branches; nil where one is not known.
  fileprivate var decided: [(text: String, place: Place)]? {
    switch self {
    case .known(let text, let place): return text.known.map { [(text: $0, place: place)] }
    case .absent, .undecided: return nil
    case .either(let facts, _):
      var all: [(text: String, place: Place)] = []
      for fact in facts {
        guard let some = fact.decided else { return nil }
        all += some
      }
      return all
    }
  }

  /// What one of two facts waits for, when they could not be told apart.
  var openReason: Unknown? {
    switch self {
    case .undecided(let unknown): unknown.isUntold ? nil : unknown
    case .known(let text, let place):
      text.known == nil ? Unknown("\(text.display) is not known before the deployment", at: place.site) : nil
    case .absent: nil
    case .either(let facts, _): facts.lazy.compactMap(\.openReason).first
    }
  }
}

extension Fact {
  /// Whether every branch is told and meets the condition; nil as the value means that the property is not there.
  func certainly(_ condition: (Value?) -> Bool) -> Bool { if case .violates = judged(by: condition) { true } else { false } }

  /// The places of all branches, where every one is told and meets the condition.
  func places(where condition: (Value?) -> Bool) -> [(Value?, Place)] {
    if case .violates(let places) = judged(by: condition) { places } else { [] }
  }
}

extension ResourceKind {
  /// Kinds that must share region and tenant with their key's vault: those of Cognitive Services and Machine Learning.
  var isBoundToVault: Bool { isAccount || isWorkspace || self == .foundryProject }

  var isHub: Bool { self == .hub || self == .hubProject }
}

extension Estate.ResourceEntry {
  /// For messages: `Foundry resource 'ai-main'`.
  var title: String { "\(resource.kind.title) '\(resource.name.display)'" }

  var subject: Subject { Subject(.resource, resource.name.display) }
}

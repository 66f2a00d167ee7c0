import EncryptionModel

/// What a transition does to a resource's encryption, for the rules that forbid it.
enum EncryptionChange {
  /// From customer-managed to Microsoft-managed keys.
  enum Revert {
    /// The new state says so.
    case saidOutright(Place)
    /// The new state says nothing of encryption, and what Azure makes of that is not certain.
    case omitted(Place)
  }

  /// Whether the transition takes the customer-managed key away; nil where it does not or where nobody can tell.
  static func revert(_ transition: Transition, _ report: inout Report) -> Revert? {
    guard transition.before.isCustomerManaged else { return nil }
    let source = transition.after.encryption.source
    switch source.judged(by: { $0 != .customerManaged }) {
    case .complies: return nil
    case .undecided(let unknown):
      report.waits(for: unknown)
      return nil
    case .violates(let places):
      guard let (value, place) = places.first else { return nil }
      // An incremental deployment that leaves the block out may keep the key; a manifest means what it leaves out.
      return value == nil && transition.origin.dialect != .manifest ? .omitted(place) : .saidOutright(place)
    }
  }

  /// Where the transition brings a customer-managed key to what had Microsoft's; nil where it does not or where nobody can tell.
  static func adoption(_ transition: Transition, _ report: inout Report) -> Place? {
    guard case .known(.customerManaged, let place) = transition.after.encryption.source else { return nil }
    switch transition.before.source.judged(by: { $0 != .customerManaged }) {
    case .complies: return nil
    case .undecided(let unknown):
      report.waits(for: unknown)
      return nil
    case .violates: return place
    }
  }

  /// The finding on a revert, with the fix that goes back to the key used before.
  static func finding(
    _ transition: Transition, _ revert: Revert, in estate: Estate, why: String, severity: Severity?, omitted: Severity? = nil
  ) -> Finding {
    let resource = transition.after
    let title = "\(resource.kind.title.capitalizedFirst) '\(resource.name.display)'"
    switch revert {
    case .saidOutright(let place):
      var finding = Finding(
        "\(title) goes from a customer-managed key back to Microsoft-managed keys; \(why).", severity: severity, at: place,
        subject: Subject(.resource, resource.name.display), related: before(transition))
      finding.fixes = keepKey(transition, in: estate)
      return finding
    case .omitted(let place):
      return Finding(
        "\(title) had a customer-managed key and no longer says so; if the deployment drops it, \(why).", severity: omitted ?? severity,
        at: place,
        subject: Subject(.resource, resource.name.display), related: before(transition))
    }
  }

  /// The place in the earlier state.
  static func before(_ transition: Transition) -> [Related] {
    guard let key = transition.before.key else {
      return transition.before.source.place.map { [Related("was customer-managed here", at: $0.site)] } ?? []
    }
    let place = key.key == nil ? key.vaultPlace : key.keyPlace
    return [Related("was encrypted with a key of vault '\(key.vault.display)' here", at: place.site)]
  }

  /// Goes back to the key used before; needs a person, who may have meant the change.
  static func keepKey(_ transition: Transition, in estate: Estate) -> [Fix] {
    let fix = Fix.encrypting(transition.after, with: transition.before.key, near: transition.origin, in: estate, isFormer: true) {
      "Keep key '\($0)'"
    }
    return fix.map { [$0] } ?? []
  }
}

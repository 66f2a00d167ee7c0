import EncryptionModel
import SourceText

/// How much is known of what declarations say about encryption.
struct FactTally {
  private(set) var known = 0
  private(set) var absent = 0
  private(set) var undecided = 0
  /// How often each reason stands behind an undecided fact, names left out; with one example.
  private(set) var reasons: [String: (count: Int, example: String)] = [:]

  /// What is only referred to says nothing of itself.
  mutating func add(_ declarations: Declarations, from file: String) {
    for vault in declarations.vaults where !vault.isReference {
      add(vault.softDelete, file)
      add(vault.purgeProtection, file)
      add(vault.retentionDays, file)
      add(vault.tier, file)
      add(vault.usesRoles, file)
      add(vault.firewallAction, file)
      add(vault.admitsTrustedServices, file)
      add(vault.publicNetworkAccess, file)
      add(vault.location, file)
      add(vault.tenant, file)
    }
    for key in declarations.keys where !key.isReference {
      add(key.type, file)
      add(key.size, file)
      add(key.operations, file)
      add(key.isEnabled, file)
      add(key.expires, file)
      add(key.rotates, file)
    }
    for resource in declarations.resources where !resource.isReference {
      add(resource.encryption.source, file)
      add(resource.encryption.identity, file)
      add(resource.encryption.dataStorage, file)
      if let key = resource.encryption.key { add(key.version, file) }
      add(resource.identities.system, file)
      add(resource.identities.user, file)
      add(resource.requestForm, file)
      add(resource.sku, file)
      add(resource.location, file)
    }
    for grant in declarations.grants where !grant.isReference { add(grant.principal, file) }
  }

  mutating func add(_ other: FactTally) {
    known += other.known
    absent += other.absent
    undecided += other.undecided
    for (reason, entry) in other.reasons {
      reasons[reason] = ((reasons[reason]?.count ?? 0) + entry.count, reasons[reason]?.example ?? entry.example)
    }
  }

  private mutating func add<Value>(_ fact: Fact<Value>, _ file: String) {
    switch fact {
    case .known: known += 1
    case .absent: absent += 1
    case .undecided(let unknown):
      guard !unknown.isUntold else { return }
      undecided += 1
      note(unknown.reason, file)
    case .either(let facts, _):
      // Both branches of a condition are judged: what is known of each is known.
      guard let open = facts.lazy.compactMap({ fact in if case .undecided(let unknown) = fact { unknown } else { nil } }).first else {
        known += 1
        return
      }
      undecided += 1
      note(open.reason, file)
    }
  }

  private mutating func note(_ reason: String, _ file: String) {
    let general = Self.general(reason)
    reasons[general] = ((reasons[general]?.count ?? 0) + 1, reasons[general]?.example ?? "\(reason) (\(file))")
  }

  /// The reason without the names in it.
  static func general(_ reason: String) -> String {
    var words: [String] = []
    var isName = false
    for word in reason.split(separator: " ") {
      let hasSigns = word.contains { ".[]/'\"‹›()".contains($0) }
      words.append(isName || hasSigns ? "…" : String(word))
      isName = ["variable", "module", "parameter", "attribute", "output", "function", "local", "resource", "called"].contains(word)
    }
    var result: [String] = []
    for word in words where !(word == "…" && result.last == "…") { result.append(word) }
    return result.joined(separator: " ")
  }

  var total: Int { known + absent + undecided }

  var line: String {
    func share(_ count: Int) -> String { total == 0 ? "–" : "\(count) (\((count * 1000 / total + 5) / 10) %)" }
    return "\(total) | \(share(known)) | \(share(absent)) | \(share(undecided))"
  }
}

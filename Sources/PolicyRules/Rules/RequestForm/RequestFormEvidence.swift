import EncryptionModel
import SourceText

/// What speaks for an approved request form, and what speaks against it.
enum RequestFormEvidence {
  enum Outcome {
    case approved
    /// What is missing or wrong, as the end of a sentence, and where it would be written.
    case lacking(String, Place)
    case undecided(Unknown)
  }

  /// Whether the resource certainly has a customer-managed key; says what it waits for where nobody can tell.
  static func isNeeded(_ resource: ProtectedResource, _ report: inout Report) -> Bool {
    switch resource.encryption.source.judged(by: { $0 == .customerManaged }) {
    case .violates: return true
    case .complies: return false
    case .undecided(let unknown):
      report.waits(for: unknown)
      return false
    }
  }

  static func outcome(of resource: ProtectedResource, _ report: Report) -> Outcome {
    var objection: String?
    var possible: Unknown?
    for approval in report.approvals where approval.isRegistered(for: resource, of: report.origin) {
      if let service = approval.service, !names(service, resource) { continue }
      switch resource.name.matches(approval.resource) {
      case .different: continue
      case .same:
        guard let why = Self.objection(to: approval, for: resource, on: report.today) else { return .approved }
        objection = "\(why) (registered in the configuration)"
      case .undecided:
        guard Self.objection(to: approval, for: resource, on: report.today) == nil else { continue }
        possible = Unknown("whether approval '\(approval.reference)' is for '\(resource.name.display)'", at: resource.site)
      }
    }
    switch resource.requestForm.judged(by: { $0?.status != .approved || $0?.date.map { $0 > report.today } ?? false }) {
    case .complies: return .approved
    case .undecided(let unknown): return .undecided(unknown)
    case .violates(let places):
      if let possible { return .undecided(possible) }
      let (form, place) = places.first ?? (nil, Place(resource.site))
      switch form?.status {
      case .pending: return .lacking("its request form is still pending", place)
      case .denied: return .lacking("its request form was denied", place)
      case .approved: return .lacking("its approval is dated in the future", place)
      case nil: return .lacking(objection ?? "there is no evidence of an approved request form", place)
      }
    }
  }

  /// Why a registered approval is none; nil where it is one. In a subscription that nobody knows it may be.
  private static func objection(to approval: RegisteredApproval, for resource: ProtectedResource, on today: CalendarDate) -> String? {
    switch approval.status {
    case .pending:
      return approval.reference.isEmpty ? "its request form is still pending" : "the request '\(approval.reference)' is pending"
    case .denied: return approval.reference.isEmpty ? "its request form was denied" : "the request '\(approval.reference)' was denied"
    case .approved: if approval.reference.isEmpty { return "its approval has no 'reference'" }
    }
    if let expires = approval.expires, expires < today { return "the approval '\(approval.reference)' expired on \(expires)" }
    if let date = approval.date, date > today { return "the approval '\(approval.reference)' is dated in the future (\(date))" }
    if let subscription = approval.subscription, let own = resource.scope.subscription?.known,
      own.lowercased() != subscription.lowercased()
    {
      return "the approval '\(approval.reference)' is for subscription \(subscription)"
    }
    return nil
  }

  /// Whether an approval for a service is one for the resource: for what it is, or for what is used in it.
  private static func names(_ service: String, _ resource: ProtectedResource) -> Bool {
    let wanted = service.lowercased().filter { $0.isLetter }
    if resource.kind.rawValue.lowercased() == wanted || resource.kind == .foundry && ["aiservices", "foundry"].contains(wanted) {
      return true
    }
    return resource.capabilities.value?.contains { $0.needsRequestForm && $0.title.lowercased().filter(\.isLetter) == wanted } ?? false
  }

  static let address = "https://aka.ms/cogsvc-cmk"
}

extension RegisteredApproval {
  /// Whether the configuration that registers it holds for the resource, or for the deployment that it belongs to.
  fileprivate func isRegistered(for resource: ProtectedResource, of origin: Estate.Origin?) -> Bool {
    guard let files else { return true }
    return files.contains(resource.site.file) || origin.map { files.contains($0.root) } ?? false
  }
}

extension SymbolicText {
  /// Whether a pattern with `*` takes the name, in lower case; what is unknown of it may be anything.
  fileprivate func matches(_ pattern: String) -> Comparison {
    let pattern = Array(pattern.lowercased().utf8)
    if let known { return Wildcard.matches(pattern, Array(known.lowercased().utf8)) ? .same : .different }
    // A byte that no name has, which only a star takes; and a star, which takes all that the unknown may be.
    func name(_ unknown: UInt8) -> [UInt8] {
      pieces.flatMap { piece -> [UInt8] in if case .text(let text) = piece { Array(text.lowercased().utf8) } else { [unknown] } }
    }
    if Wildcard.matches(pattern, name(0)) { return .same }
    return Wildcard.overlap(pattern, name(0x2a)) ? .undecided : .different
  }
}

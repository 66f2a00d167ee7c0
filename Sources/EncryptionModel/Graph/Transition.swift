import SourceText

/// One resource before and after a change.
public struct Transition: Sendable {
  public let before: Encryption
  /// The resource as it is declared now.
  public let after: ProtectedResource
  /// Told by the manifest's own `previous`, and not by an earlier state of the files.
  public let isTold: Bool
  /// The deployment that declares the resource now.
  public let origin: Estate.Origin

  init(before: Encryption, after entry: Estate.ResourceEntry, isTold: Bool) {
    self.before = before
    after = entry.resource
    self.isTold = isTold
    origin = entry.origin
  }

  /// Pairs what is declared now with what was declared before: by kind of service and name, so that moving a declaration to
  /// another file is no transition. A manifest's `previous` wins over both.
  public static func all(before: Estate?, after: Estate) -> [Transition] {
    var earlier: [Identity: [Estate.ResourceEntry]] = [:]
    for entry in before?.resources ?? [] where !entry.resource.isReference {
      earlier[Identity(entry), default: []].append(entry)
    }
    return after.resources.compactMap { entry in
      guard !entry.resource.isReference else { return nil }
      if let previous = entry.resource.previous {
        return Transition(before: previous, after: entry, isTold: true)
      }
      guard let candidates = earlier[Identity(entry)] else { return nil }
      guard let match = candidates.first(where: { $0.origin.environment == entry.origin.environment }) ?? candidates.first else {
        return nil
      }
      return Transition(before: match.resource.encryption, after: entry, isTold: false)
    }
  }

  private struct Identity: Hashable {
    let family: String
    let name: SymbolicText

    init(_ entry: Estate.ResourceEntry) {
      family = entry.resource.kind.resourceType
      name = entry.resource.name.folded
    }
  }
}

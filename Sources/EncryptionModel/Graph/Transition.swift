import SourceText

/// One resource's encryption before and after a change.
public struct Transition: Sendable {
  public let before: Encryption
  /// The whole resource before; nil where a manifest tells no more than how it was encrypted.
  public let earlier: ProtectedResource?
  /// The resource as it is declared now.
  public let after: ProtectedResource
  /// Told by the file itself (a manifest's `previous`, a plan, a what-if result), and not by an earlier state of the files.
  public let isTold: Bool
  /// The deployment that declares the resource now.
  public let origin: Estate.Origin

  init(before: Encryption, earlier: ProtectedResource? = nil, after entry: Estate.ResourceEntry, isTold: Bool) {
    self.before = before
    self.earlier = earlier
    after = entry.resource
    self.isTold = isTold
    origin = entry.origin
  }

  /// What a manifest's `previous` tells, and nothing else.
  static func told(by after: Estate) -> [Transition] {
    after.resources.compactMap { entry in
      guard !entry.resource.isReference, let previous = entry.resource.previous else { return nil }
      return Transition(before: previous, after: entry, isTold: true)
    }
  }

  /// The resources that are there on both sides. A manifest's `previous` wins over what the pairs tell.
  static func all(_ pairs: [Pair<Estate.ResourceEntry>], after: Estate) -> [Transition] {
    return told(by: after)
      + pairs.compactMap { pair in
        guard let before = pair.before, let entry = pair.after, entry.resource.previous == nil else { return nil }
        return Transition(before: before.resource.encryption, earlier: before.resource, after: entry, isTold: pair.isTold)
      }
  }
}

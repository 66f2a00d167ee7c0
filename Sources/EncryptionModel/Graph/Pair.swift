import SourceText

/// One thing before and after a change; one of the two is nil where it is made or goes away.
public struct Pair<Entry: Sendable>: Sendable {
  public let before: Entry?
  public let after: Entry?
  /// Told by a plan or a what-if result, which lists what will be done: what is not there after will be deleted. Else the files of
  /// two states are compared, and what is gone from them may stay deployed.
  public let isTold: Bool

  public var isKept: Bool { before != nil && after != nil }
  public var isRemoved: Bool { after == nil }
  public var isNew: Bool { before == nil }
}

/// Pairs what is declared now with what was declared before, by identity: moving a declaration to another file or renaming its
/// symbol changes nothing.
struct Pairing<Entry: Sendable, Identity: Hashable> {
  let origin: (Entry) -> Estate.Origin
  /// Nil for what has none that could be found again.
  let identity: (Entry) -> Identity?
  /// Whether the identity is known so well that its absence on the other side means something.
  let isCertain: (Entry) -> Bool
  /// Whether two of the same identity are more likely the same than others.
  let isNear: (Entry, Entry) -> Bool

  private struct Key: Hashable {
    let root: FileRoot?
    let identity: Identity
  }

  /// - Parameter told: roots whose files tell both sides themselves.
  func pairs(_ before: [Entry], _ after: [Entry], told: Set<FileRoot>, hasBaseline: Bool) -> [Pair<Entry>] {
    func key(_ entry: Entry) -> Key? {
      let root = FileRoot(origin(entry))
      return identity(entry).map { Key(root: told.contains(root) ? root : nil, identity: $0) }
    }
    var earlier: [Key: [Entry]] = [:]
    var order: [Key] = []
    for entry in before {
      guard let key = key(entry) else { continue }
      if earlier[key] == nil { order.append(key) }
      earlier[key, default: []].append(entry)
    }
    var pairs: [Pair<Entry>] = []
    var matched: Set<Key> = []
    for entry in after {
      guard let key = key(entry) else { continue }
      let isTold = key.root != nil
      guard isTold || hasBaseline else { continue }
      let candidates = earlier[key] ?? []
      matched.insert(key)
      let match =
        candidates.first { isNear($0, entry) && origin($0).environment == origin(entry).environment }
        ?? candidates.first { isNear($0, entry) } ?? candidates.first { origin($0).environment == origin(entry).environment }
        ?? candidates.first
      if match == nil, !isCertain(entry) { continue }
      pairs.append(Pair(before: match, after: entry, isTold: isTold))
    }
    for key in order where !matched.contains(key) {
      for entry in (earlier[key] ?? []).prefix(1) where isCertain(entry) {
        pairs.append(Pair(before: entry, after: nil, isTold: key.root != nil))
      }
    }
    return pairs
  }
}

/// A root file in one environment.
struct FileRoot: Hashable {
  let root: FileID
  let environment: String?

  init(_ origin: Estate.Origin) {
    root = origin.root
    environment = origin.environment
  }
}

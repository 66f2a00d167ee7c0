/// Where in Azure something lives. A part is nil where nothing at all tells it; the place of a deployment that nobody knows is
/// a symbol, so that two things of one deployment are still known to live together.
public struct Scope: Hashable, Sendable {
  public var subscription: SymbolicText?
  public var resourceGroup: SymbolicText?

  public init(subscription: SymbolicText? = nil, resourceGroup: SymbolicText? = nil) {
    self.subscription = subscription
    self.resourceGroup = resourceGroup
  }

  public static let untold = Scope()

  public var folded: Scope { Scope(subscription: subscription?.folded, resourceGroup: resourceGroup?.folded) }

  /// Whether the resource groups are the same. Groups of one name in two subscriptions are two.
  public func isSameGroup(as other: Scope) -> Comparison {
    guard let mine = resourceGroup, let theirs = other.resourceGroup else {
      return isSameSubscription(as: other) == .different ? .different : .undecided
    }
    switch (mine.compared(to: theirs), isSameSubscription(as: other)) {
    case (.different, _), (_, .different): return .different
    case (.same, .same): return .same
    default: return .undecided
    }
  }

  public func isSameSubscription(as other: Scope) -> Comparison {
    guard let mine = subscription, let theirs = other.subscription else { return .undecided }
    return mine.compared(to: theirs)
  }
}

/// What is known of two names that may be the same.
public enum Comparison: Hashable, Sendable {
  case same, different
  /// One of them hangs on something that the files do not tell.
  case undecided
}

extension SymbolicText {
  /// Compares without regard to case. Names with unknown parts are the same where their parts are, and never certainly different.
  public func compared(to other: SymbolicText) -> Comparison {
    if isSame(as: other) { return .same }
    return known != nil && other.known != nil ? .different : .undecided
  }
  /// The text in front of the first symbol.
  public var knownPrefix: String { if case .text(let text)? = pieces.first { text } else { "" } }

  /// Whether the names differ in what is known of their beginnings, whatever the unknown parts are.
  public func isCertainlyOther(than other: SymbolicText) -> Bool {
    let (mine, theirs) = (knownPrefix.lowercased(), other.knownPrefix.lowercased())
    return !mine.hasPrefix(theirs) && !theirs.hasPrefix(mine)
  }
}

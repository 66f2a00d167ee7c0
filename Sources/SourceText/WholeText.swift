import Synchronization

/// The bytes of one state of a text in one array, once somebody asked for them. Copies of the state share it.
final class WholeText: Sendable {
  private let made = AtomicLazyReference<Made>()

  /// Whether somebody asked.
  var isMade: Bool { made.load() != nil }

  func bytes(of table: PieceTable<UInt8>) -> [UInt8] {
    if let made = made.load() { return made.bytes }
    return made.storeIfNil(Made(table.elements)).bytes
  }

  private final class Made: Sendable {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }
}

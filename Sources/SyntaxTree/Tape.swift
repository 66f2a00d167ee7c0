import SourceText

/// A parsed text as one list of 64-bit words in document order.
///
/// A leaf is one word: bits 0–7 kind, 8 container, 9 error, 10–15 flags, 16–31 gap, 32–63 length. The *gap* is the bytes
/// (white space, comments, separators) between the end of what stands before and the entry's first byte; the *length* counts
/// from there. A container has a second word: low half the words of its subtree with both its own, high half the number of
/// its children. What follows its last child up to its end (a closing bracket, a trailing comma) belongs to the container.
/// Every byte of the text is thus in the tape exactly once, and nothing in the tape is absolute: an edit moves no entry.
///
/// Where the error bit is set, the flags hold the format's error code and not its own flags.
public struct Tape: Sendable, Equatable {
  public var words: PieceTable<UInt64>

  public init(words: [UInt64]) { self.words = PieceTable(words) }

  /// The words that an entry and all below it take.
  @inlinable func span(_ index: Int) -> Int { index < words.count ? span(index, words[index]) : 1 }

  /// The same where the entry's word is known.
  @inlinable func span(_ index: Int, _ word: UInt64) -> Int {
    guard TapeWord.isContainer(word), index + 1 < words.count else { return 1 }
    return max(2, Int(truncatingIfNeeded: words[index + 1] & 0xffff_ffff))
  }

  /// Whether any entry is a mistake.
  var hasErrors: Bool {
    var start = 0
    while start < words.count {
      let found = words.withElements(start..<min(words.count, start + 4096)) { part -> Int? in
        var index = 0
        while index < part.count {
          let word = part[index]
          if TapeWord.hasError(word) { return nil }
          index += TapeWord.isContainer(word) ? 2 : 1
        }
        return index
      }
      guard let found else { return true }
      start += max(1, found)
    }
    return false
  }

  public static let maximumGap = 0xffff
  /// A longer text is refused before it is parsed.
  public static let maximumLength = 0x7fff_ffff
}

/// The fields of a tape word.
public enum TapeWord {
  @inlinable public static func make(
    _ kind: NodeKind, isContainer: Bool = false, error: UInt8? = nil, flags: UInt8 = 0, gap: Int, length: Int
  ) -> UInt64 {
    UInt64(kind.rawValue) | (isContainer ? 1 << 8 : 0) | (error == nil ? 0 : 1 << 9) | UInt64((error ?? flags) & 63) << 10
      | UInt64(truncatingIfNeeded: gap & 0xffff) << 16 | UInt64(truncatingIfNeeded: length) << 32
  }
  @inlinable public static func kind(_ word: UInt64) -> NodeKind { NodeKind(rawValue: UInt8(truncatingIfNeeded: word)) }
  @inlinable public static func isContainer(_ word: UInt64) -> Bool { word & (1 << 8) != 0 }
  @inlinable public static func hasError(_ word: UInt64) -> Bool { word & (1 << 9) != 0 }
  @inlinable public static func flags(_ word: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> 10) & 63 }
  @inlinable public static func gap(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 16 & 0xffff) }
  @inlinable public static func length(_ word: UInt64) -> Int { Int(truncatingIfNeeded: word >> 32) }
}

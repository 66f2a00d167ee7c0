/// One replacement in a text: the bytes of `range` give way to `replacement`.
public struct TextEdit: Hashable, Sendable {
  public var range: ByteRange
  public var replacement: [UInt8]

  public init(_ range: ByteRange, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }

  public init(_ range: ByteRange, _ replacement: String) {
    self.init(range, Array(replacement.utf8))
  }

  /// By how many bytes the text behind the edit moves.
  public var delta: Int { replacement.count - range.length }
}

extension Array where Element == UInt8 {
  /// The text after all of `edits`, whose ranges all count in the text before any of them.
  ///
  /// Edits that overlap one that stands before them, or reach outside the text, are left out and returned as `refused`.
  public func applying(_ edits: [TextEdit]) -> (text: [UInt8], refused: [TextEdit]) {
    var result: [UInt8] = []
    var refused: [TextEdit] = []
    var position = 0
    for edit in edits.enumerated().sorted(by: { ($0.element.range, $0.offset) < ($1.element.range, $1.offset) }).map(\.element) {
      guard edit.range.start >= position, edit.range.end <= count else {
        refused.append(edit)
        continue
      }
      result.append(contentsOf: self[position..<edit.range.start])
      result.append(contentsOf: edit.replacement)
      position = edit.range.end
    }
    result.append(contentsOf: self[position...])
    return (result, refused)
  }
}

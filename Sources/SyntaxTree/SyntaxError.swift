import SourceText

/// One mistake in a text: where the hand goes, and a sentence about it.
public struct SyntaxError: Hashable, Sendable {
  public var range: ByteRange
  /// One sentence without a full stop, for example `expected ':' after the property name`.
  public var message: String

  public init(_ range: ByteRange, _ message: String) {
    self.range = range
    self.message = message
  }
}

extension Document {
  /// The mistakes of the text in document order, at most `limit`. Empty for a text without any.
  public func syntaxErrors(limit: Int = 1000) -> [SyntaxError] {
    var errors: [SyntaxError] = []
    guard tape.hasErrors else { return errors }
    var index = 0
    var offset = 0
    // Bytes below the containers that the walk is in: ends of subtrees with the offset to go on from.
    var open: [(endIndex: Int, endOffset: Int)] = []
    while index < tape.words.count, errors.count < limit {
      while let last = open.last, index >= last.endIndex {
        offset = last.endOffset
        open.removeLast()
      }
      let word = tape.words[index]
      let node = Node(index: index, start: offset + TapeWord.gap(word))
      if TapeWord.hasError(word) {
        let message =
          switch format {
          case .json: JSONParser.message(for: node, in: self)
          case .yaml: YAMLParser.message(for: node, in: self)
          case .hcl: HCLParser.message(for: node, in: self)
          case .bicep: BicepParser.message(for: node, in: self)
          }
        errors.append(message)
      }
      if TapeWord.isContainer(word) {
        open.append((index + span(index), node.start + TapeWord.length(word)))
        offset = node.start
        index += 2
      } else {
        offset = node.start + TapeWord.length(word)
        index += 1
      }
    }
    return errors.sorted { $0.range < $1.range }
  }
}

import SourceText

/// HCL, native syntax: `.tf`, `.tfvars`, `.hcl`. What the entries are is said in HCLNodeKind.swift.
enum HCLParser {
  /// The tape of a text. Never fails: mistakes are entries. Reads the text once; twice where a block or heredoc is not closed.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Tape {
    let (words, repair) = read(bytes, repair: nil)
    guard let repair else { return Tape(words: words) }
    return Tape(words: read(bytes, repair: repair).words)
  }

  /// Reads the text into an array of its own: most texts have fewer words than are there.
  private static func read(_ bytes: UnsafeBufferPointer<UInt8>, repair: HCLRepair?) -> (words: [UInt64], wanted: HCLRepair?) {
    var wanted: HCLRepair?
    var elsewhere: [UInt64]?
    let words = [UInt64](unsafeUninitializedCapacity: TapeCapacity.words(for: bytes.count, bytesPerWord: 5)) { storage, count in
      var reader = HCLReader(bytes, into: storage, repair: repair)
      reader.read()
      wanted = reader.wantedRepair
      elsewhere = reader.words()
      count = elsewhere == nil ? reader.used : 0
    }
    return (elsewhere ?? words, wanted)
  }

  /// What is wrong at an entry with an error. The place is a single line: of what is not closed its opening, of what is not
  /// expected its first line.
  static func message(for node: Node, in document: Document) -> SyntaxError {
    let mistake = document.errorCode(node).flatMap(HCLMistake.init(rawValue:))
    let start = node.start
    var end = document.end(node)
    switch mistake {
    case .unclosedInterpolation: end = min(end, start + 2)
    case .unclosedBlock, .unclosedParenthesis, .unclosedBracket, .unclosedBrace, .unclosedComment:
      if document.isContainer(node) || mistake == .unclosedComment { return opening(node, mistake, in: document) }
    default: break
    }
    let line = document.text.slice(ByteRange(start, end)).prefix { $0 != 0x0a && $0 != 0x0d }
    return SyntaxError(ByteRange(start, start + line.count), mistake?.sentence ?? "unexpected")
  }

  /// The place of the bracket that opens the node: of a call it stands behind the name.
  private static func opening(_ node: Node, _ mistake: HCLMistake?, in document: Document) -> SyntaxError {
    let length = mistake == .unclosedComment ? 2 : 1
    var start = node.start
    if document.kind(node) == .hclCall, let name = document.children(node).first(where: { _ in true }) {
      start = document.end(name)
      let bytes = document.text.slice(ByteRange(start, document.end(node)))
      start += bytes.prefix { $0 != 0x28 }.count
    }
    return SyntaxError(ByteRange(start, start + length), mistake?.sentence ?? "unexpected")
  }
}

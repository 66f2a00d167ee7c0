/// Bicep files and Bicep parameter files.
///
/// The grammar, its precedences and the places where reading goes on behind a mistake are upstream's (Azure/bicep,
/// `src/Bicep.Core/Parsing`); what was read before a mistake stays in the tape, where upstream drops it.
enum BicepParser {
  /// The tape of a text. Brackets, conditionals and lambdas may be nested to `BicepGrammar.maximumDepth`; deeper ones are one
  /// `unexpected` entry, so that whoever walks the tape may recurse.
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Tape {
    BicepLexer.withPadding(bytes) { text in parse(text, count: bytes.count) }
  }

  static func parse(_ bytes: [UInt8]) -> Tape { bytes.withUnsafeBufferPointer { parse($0) } }

  private static func parse(_ text: UnsafePointer<UInt8>, count: Int) -> Tape {
    var capacity = TapeCapacity.words(for: count, bytesPerWord: 4)
    while true {
      var isWhole = false
      let words = [UInt64](unsafeUninitializedCapacity: capacity) { buffer, used in
        guard let base = buffer.baseAddress else { return }
        var grammar = BicepGrammar(text, count: count, tape: TapeWriter(base, capacity: buffer.count))
        grammar.readFile()
        isWhole = !grammar.tape.hasOverflowed
        used = isWhole ? grammar.tape.count : 0
      }
      if isWhole { return Tape(words: words) }
      capacity *= 4
    }
  }
}

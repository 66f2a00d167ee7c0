/// Reads the tokens of a file into a tape: recursive descent, bounded in depth.
///
/// A function that reads a construct returns false when a token does not fit; what it opened is closed by then, and the caller
/// that knows where to go on calls `recover`. Not copyable, as a method that changes nothing would work on a copy.
struct BicepGrammar: ~Copyable {
  var lexer: BicepLexer
  var tape: TapeWriter
  /// What is wrong with the token that did not fit.
  var failure = BicepMistake.none
  /// Where the token starts before which something was told to be missing or unexpected last.
  private var lastMistake = -1
  /// Whether that mistake says of the token itself that it does not fit.
  private var isTokenKnown = false
  /// How deep brackets, conditionals and lambdas are nested here.
  var depth = 0
  /// Whether the parenthesis read last had its closing one.
  var isParenthesisClosed = true
  /// Whether the file was seen to be one of parameters (`using`), or one that declares something else.
  var isParameterFile = false
  var isTemplate = false
  /// The words of the mistakes that are none in a parameter file.
  var missingParameterTypes: [Int] = []

  static let maximumDepth = 128

  /// The text must have the padding that the lexer asks for.
  init(_ text: UnsafePointer<UInt8>, count: Int, tape: TapeWriter) {
    lexer = BicepLexer(text, count: count)
    self.tape = tape
  }

  var kind: BicepTokenKind {
    @inline(__always) get { lexer.kind }
  }

  @inline(__always) mutating func advance() {
    lexer.advance()
    if !lexer.strays.isEmpty { reportStrays() }
  }

  @inline(never) private mutating func reportStrays() {
    for stray in lexer.strays { tape.leaf(.unexpected, stray.start, stray.end, mistake: stray.mistake) }
    lexer.strays.removeAll()
  }
}

// MARK: - Entries

extension BicepGrammar {
  /// Writes the token as an entry, and what is wrong inside of it, and goes on.
  @inline(__always) mutating func take(_ kind: NodeKind, flags: UInt8 = 0) {
    guard lexer.mistake == .none else { return takeMistaken(kind, from: lexer.start, to: lexer.end) }
    tape.leaf(kind, lexer.start, lexer.end, flags: flags)
    advance()
  }

  /// Writes the token, in which something is wrong, as an entry and goes on.
  @inline(never) mutating func takeMistaken(_ kind: NodeKind, from start: Int, to end: Int) {
    let mistake = lexer.mistake
    tape.leaf(kind, start, end, mistake: mistake)
    advance()
    if mistake == .unterminatedString || mistake == .unterminatedMultiLineString { lastMistake = lexer.start }
  }

  /// Goes on behind a line break; what was told before it needs no second telling behind it.
  mutating func skipNewLine() {
    let isKnown = lexer.start == lastMistake
    advance()
    if isKnown {
      lastMistake = lexer.start
      isTokenKnown = false
    }
  }

  /// Sets the error code of a container, unless a mistake was told just before the token.
  @inline(never) mutating func blame(_ frame: TapeWriter.Frame, _ mistake: BicepMistake) {
    guard lexer.start != lastMistake else { return }
    lastMistake = lexer.start
    tape.blame(frame, mistake)
  }

  @inline(__always) mutating func close(_ frame: TapeWriter.Frame) { tape.close(frame, lexer.previousEnd) }

  /// Something should stand before the token and does not. Told once for a token: what else is missing there follows from it.
  @inline(never) mutating func miss(_ mistake: BicepMistake, atPreviousEnd: Bool = false) {
    guard lexer.start != lastMistake else { return }
    lastMistake = lexer.start
    isTokenKnown = !atPreviousEnd
    let place = atPreviousEnd || kind == .newLine || kind == .endOfFile ? lexer.previousEnd : lexer.start
    tape.leaf(.missing, place, place, mistake: mistake)
  }
}

// MARK: - Mistakes

extension BicepGrammar {
  /// How reading a part went.
  enum Outcome {
    case read
    /// Not read, and no token passed over: what follows it is not expected any more either.
    case missing
    /// Not read, and tokens passed over.
    case skipped
  }

  @inline(never) mutating func fail(_ mistake: BicepMistake) -> Bool {
    failure = mistake
    return false
  }

  /// Goes on behind a token that did not fit: at the first one of `stops`, at the line's end if a string or comment does not
  /// pass over it. The tokens passed over are one entry with the mistake; where there are none the mistake is that of something
  /// missing. `start` is where the part that could not be read began. Without a report when `isKnown`.
  @inline(never) mutating func recover(_ stops: BicepTokenSet, from start: Int, isKnown: Bool = false) -> Outcome {
    let first = lexer.start
    let isKnown = isKnown || first == lastMistake && isTokenKnown
    if stops.contains(kind) || kind == .endOfFile || isAtDeclaration() {
      if !isKnown { miss(failure) }
      return first == start ? .missing : .skipped
    }
    var end = first
    while !stops.contains(kind), kind != .endOfFile {
      if kind != .newLine { end = lexer.end }
      lexer.advance()
    }
    if isKnown { tape.leaf(.unexpected, first, end) } else { tape.leaf(.unexpected, first, end, mistake: failure) }
    lastMistake = lexer.start
    isTokenKnown = false
    if !lexer.strays.isEmpty { lexer.strays.removeAll { $0.start < end } }
    if !lexer.strays.isEmpty { reportStrays() }
    return .skipped
  }

  /// Passes over a bracket that is nested too deeply, with all that is in it.
  @inline(never) mutating func skipTooDeep() {
    let start = lexer.start
    var end = start
    var open = 0
    repeat {
      switch kind {
      case .leftBrace, .leftSquare, .leftParenthesis, .stringLeft: open += 1
      case .rightBrace, .rightSquare, .rightParenthesis, .stringRight: open -= 1
      default: break
      }
      if kind != .newLine { end = lexer.end }
      lexer.advance()
    } while open > 0 && kind != .endOfFile
    tape.leaf(.unexpected, start, end, mistake: .nestedTooDeeply)
    lexer.strays.removeAll()
  }

  /// Whether a new line, being the token, is followed by a declaration that starts the line: the bracket before was not closed.
  @inline(__always) func isAtDeclaration(besides keyword: BicepKeyword? = nil) -> Bool {
    guard kind == .identifier || kind == .at else { return false }
    guard lexer.start == 0 || BicepLexer.isLineBreak(lexer.text[lexer.start &- 1]) else { return false }
    if kind == .at { return keyword == nil }
    if let keyword, lexer.isKeyword(keyword) { return false }
    return BicepLexer.beginsDeclaration(lexer.text, lexer.count, at: lexer.start)
  }
}

// MARK: - The file

extension BicepGrammar {
  mutating func readFile() {
    let root = tape.open(.root, 0)
    advance()
    readDeclarations { _ in false }
    if isParameterFile || !isTemplate { pardonMissingTypes() }
    if dependsOnWhole { tape.rename(root, .root, flags: BicepFlags.dependsOnWhole) }
    tape.close(root, lexer.count)
  }

  /// Whether what is a mistake in one declaration hangs on what other declarations there are.
  var dependsOnWhole: Bool { isParameterFile || !missingParameterTypes.isEmpty }

  /// Reads declarations up to the end or to one before which `isEnough` says so, the token being its first one.
  @inline(__always) mutating func readDeclarations(_ isEnough: (inout BicepGrammar) -> Bool) {
    while kind != .endOfFile {
      lastMistake = -1
      if isEnough(&self) { return }
      if kind == .newLine {
        advance()
        continue
      }
      if readDeclaration(), kind != .newLine, kind != .endOfFile, !isAtDeclaration() {
        failure = .expectedNewLine
        _ = recover([.newLine], from: lexer.start)
      }
    }
  }

  private mutating func pardonMissingTypes() {
    for index in missingParameterTypes { tape.pardon(index) }
  }
}

import Foundation
import SourceText
import Testing

@testable import SyntaxTree

@Suite(.enabled(if: BicepCorpus.isPresent, "the corpora are not beside the package"))
struct BicepConformanceTests {
  /// Files that upstream refuses too, or that are none, with the reason.
  private static let refused: [String: String] = [
    "conditional-definition.bicep": "a form with placeholders such as <symbolic-name>",
    "nested_StorageRoleDeploymentResource.bicep": "decompiled with '?' where the type is not known",
    "nested_testnested.bicep": "decompiled with '?' where the type is not known",
  ]

  /// Annotated copies whose notes stand inside of strings of several lines and contain their quotes.
  private static let annotatedStrings: Set<String> = [
    "Expressions", "Metadata_CRLF", "MultilineStrings_LF", "NewlineSensitivity_LF", "Parameters_LF", "Variables_LF",
  ]

  @Test func everyValidFileOfTheCorporaHasNoMistake() {
    var count = 0
    for file in BicepCorpus.files(where: { !$0.contains("/Invalid") }) {
      if Self.refused[file.name] != nil { continue }
      let isAnnotated =
        file.name.hasSuffix(".tokens.bicep") || file.name.hasSuffix(".syntax.bicep")
        || file.name.hasSuffix(".tokens.bicepparam") || file.name.hasSuffix(".syntax.bicepparam")
      if isAnnotated, Self.annotatedStrings.contains(file.group) { continue }
      // Upstream's formatter puts a decorator and the type behind it on one line, which upstream's parser refuses.
      if file.group == "TypeDeclarations_LF", file.name == "main.formatted.bicep" { continue }
      let document = Document(SourceText(file.bytes), format: .bicep)
      for error in document.syntaxErrors(limit: 3) {
        Issue.record("\(file.path):\(document.text.lines.line(at: error.range.start) + 1): \(error.message)")
      }
      count += 1
    }
    #expect(count > 1000)
  }

  // MARK: Mistakes

  /// What upstream's lexer and parser report, and of its later checks those that a form without meaning decides.
  private static let syntactic: Set<Int> = [
    1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 64, 68, 87, 96, 97, 103, 117, 118, 123, 132, 140,
    153, 162, 167, 226, 236, 237, 238, 242, 243, 249, 266, 279, 292, 325, 337, 346, 347,
  ]

  /// Lines (from one) where upstream reports something and nothing is reported here.
  private static let notReported: [String: [Int: String]] = [
    "InvalidModules_LF": [17: bodyIsRead],
    "InvalidTestFramework_CRLF": [
      75: bodyIsRead, 76: bodyIsRead, 77: bodyIsRead, 78: bodyIsRead, 87: bodyIsRead, 88: bodyIsRead, 89: bodyIsRead, 90: bodyIsRead,
      93: bodyIsRead, 96: bodyIsRead, 99: bodyIsRead, 101: bodyIsRead, 103: bodyIsRead, 125: closingBrace,
    ],
    "InvalidMultilineString_CRLF": [2: "upstream prints the note behind the string, which begins on line 1"],
  ]
  private static let bodyIsRead = "upstream drops the body of a declaration without a path; here it is read"
  private static let closingBrace = "upstream misses a '}' at the end of the file; here it is missed where a declaration begins before it"

  /// Lines where upstream reports nothing and something is reported here.
  private static let moreReported: [String: [Int: String]] = [
    "InvalidTestFramework_CRLF": [66: closingBrace, 120: closingBrace, 122: closingBrace],
    "InvalidMultilineString_CRLF": [1: "upstream prints the note behind the string, which begins here"],
  ]

  @Test func mistakesAreReportedOnTheLinesWhereUpstreamReportsThem() {
    var lines = 0
    for baseline in BicepCorpus.baselines() {
      guard let file = baseline.annotated["diagnostics"] else { continue }
      var upstream: [Int: String] = [:]
      for note in BicepAnnotations(file).notes {
        guard note.text.hasPrefix("[BCP"), let code = Int(note.text.dropFirst(4).prefix(3)), Self.syntactic.contains(code) else { continue }
        upstream[note.line + 1] = note.text
      }
      let document = Document(SourceText(baseline.source.bytes), format: .bicep)
      var ours: [Int: String] = [:]
      for error in document.syntaxErrors(limit: 10000) { ours[document.text.lines.line(at: error.range.start) + 1] = error.message }
      let known = Self.notReported[baseline.name, default: [:]]
      let more = Self.moreReported[baseline.name, default: [:]]
      for (line, text) in upstream where ours[line] == nil && known[line] == nil {
        Issue.record("\(baseline.name):\(line): not reported: \(text)")
      }
      for (line, text) in ours where upstream[line] == nil && more[line] == nil {
        Issue.record("\(baseline.name):\(line): reported without need: \(text)")
      }
      for line in known.keys { #expect(upstream[line] != nil && ours[line] == nil, "\(baseline.name):\(line) is no exception any more") }
      for line in more.keys { #expect(upstream[line] == nil && ours[line] != nil, "\(baseline.name):\(line) is no exception any more") }
      lines += upstream.count
    }
    #expect(lines == 387)
  }

  // MARK: Tokens

  @Test func theTokensAreThoseOfUpstream() throws {
    var count = 0
    for baseline in BicepCorpus.baselines() {
      guard let file = baseline.annotated["tokens"] else { continue }
      let bytes = baseline.source.bytes
      let lines = LineTable(of: bytes)
      let differing = Self.differingTokens[baseline.name]
      let ours = BicepLexer.tokens(of: bytes).filter { $0.kind != .endOfFile && lines.line(at: $0.range.start) + 1 != differing }
        .map { token in "\(Self.upstreamName(token.kind)) |\(Self.shown(bytes[token.range.start..<token.range.end]))|" }
      let theirs = BicepAnnotations(file).notes.filter { !$0.text.hasPrefix("EndOfFile") && $0.line + 1 != differing }.map(\.text)
      #expect(ours.count == theirs.count, "\(baseline.name)")
      if let (our, their) = zip(ours, theirs).first(where: { $0 != $1 }) { Issue.record("\(baseline.name): \(our) for \(their)") }
      count += theirs.count
    }
    #expect(count > 30000)
  }

  /// Lines (from one) with other tokens than upstream's: it forgets that a brace opened in the hole of a string was closed, and takes
  /// the end of the hole for a brace.
  private static let differingTokens = ["InvalidParameters_LF": 87]

  private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r", with: "\\r").replacingOccurrences(of: "\n", with: "\\n")
      .replacingOccurrences(of: "\t", with: "\\t")
  }

  private static func upstreamName(_ kind: BicepTokenKind) -> String {
    switch kind {
    case .endOfFile: "EndOfFile"
    case .newLine: "NewLine"
    case .unrecognized: "Unrecognized"
    case .at: "At"
    case .leftBrace: "LeftBrace"
    case .rightBrace: "RightBrace"
    case .leftParenthesis: "LeftParen"
    case .rightParenthesis: "RightParen"
    case .leftSquare: "LeftSquare"
    case .rightSquare: "RightSquare"
    case .comma: "Comma"
    case .dot: "Dot"
    case .ellipsis: "Ellipsis"
    case .question: "Question"
    case .colon: "Colon"
    case .doubleColon: "DoubleColon"
    case .semicolon: "Semicolon"
    case .assignment: "Assignment"
    case .arrow: "Arrow"
    case .pipe: "Pipe"
    case .caret: "Hat"
    case .asterisk: "Asterisk"
    case .slash: "Slash"
    case .percent: "Modulo"
    case .plus: "Plus"
    case .minus: "Minus"
    case .less: "LeftChevron"
    case .lessOrEqual: "LessThanOrEqual"
    case .greater: "RightChevron"
    case .greaterOrEqual: "GreaterThanOrEqual"
    case .equal: "Equals"
    case .notEqual: "NotEquals"
    case .equalIgnoringCase: "EqualsInsensitive"
    case .notEqualIgnoringCase: "NotEqualsInsensitive"
    case .and: "LogicalAnd"
    case .or: "LogicalOr"
    case .doubleQuestion: "DoubleQuestion"
    case .exclamation: "Exclamation"
    case .identifier: "Identifier"
    case .integer: "Integer"
    case .trueKeyword: "TrueKeyword"
    case .falseKeyword: "FalseKeyword"
    case .nullKeyword: "NullKeyword"
    case .stringComplete: "StringComplete"
    case .stringLeft: "StringLeftPiece"
    case .stringMiddle: "StringMiddlePiece"
    case .stringRight: "StringRightPiece"
    }
  }
}

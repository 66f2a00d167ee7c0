import Foundation
import SourceText
import Testing

@testable import SyntaxTree

@Suite("JSON: the corpora", .enabled(if: JSONCorpora.isThere, "the corpora are not beside the package"))
struct JSONConformanceTests {
  @Test("JSONTestSuite: what is valid is accepted, what is not is reported")
  func testSuite() {
    let files = JSONCorpora.files("json-testsuite/test_parsing")
    #expect(files.count > 300)
    for file in files {
      let name = file.lastPathComponent
      let document = Document(SourceText(JSONCorpora.bytes(file)), format: .json(.strict))
      let errors = document.syntaxErrors()
      if name.hasPrefix("y_") { #expect(errors.isEmpty, "\(name): \(errors)") }
      if name.hasPrefix("n_") { #expect(!errors.isEmpty, "\(name) is accepted") }
      expectLossless(document, name)
    }
  }

  @Test("JSONTestSuite: JSON with comments accepts comments, trailing commas, and line breaks and tabs in strings, and no more")
  func relaxed() {
    let accepted = JSONCorpora.files("json-testsuite/test_parsing").filter { file in
      file.lastPathComponent.hasPrefix("n_")
        && Document(SourceText(JSONCorpora.bytes(file)), format: .json(.relaxed)).syntaxErrors().isEmpty
    }
    #expect(
      accepted.map(\.lastPathComponent) == [
        "n_array_extra_comma.json", "n_array_number_and_comma.json",
        "n_object_trailing_comma.json", "n_object_trailing_comment.json",
        "n_object_trailing_comment_slash_open.json",
        "n_string_unescaped_newline.json", "n_string_unescaped_tab.json",
        "n_structure_object_with_comment.json",
      ])
  }

  @Test("Every JSON file is in its tape byte for byte, under every dialect")
  func everyFile() {
    var count = 0
    for file in JSONCorpora.files() {
      let text = SourceText(JSONCorpora.bytes(file))
      for options in [JSONOptions.strict, .armTemplate, .relaxed] {
        let document = Document(text, format: .json(options))
        expectLossless(document, file.path)
        _ = document.syntaxErrors()
      }
      count += 1
    }
    #expect(count > 2000)
  }

  @Test(
    "ARM templates have no syntax errors",
    arguments: ["foundry-samples", "quickstarts-six", "avm-bicep-six", "avm-bicep-lowering", "peer-arm-ttk"])
  func templates(set: String) {
    var count = 0
    for file in JSONCorpora.files(set) {
      let text = SourceText(JSONCorpora.bytes(file))
      guard text.string(ByteRange(0, 600)).contains("deploymentTemplate") else { continue }
      count += 1
      let errors = Document(text, format: .json(.armTemplate)).syntaxErrors()
      #expect(errors.isEmpty, "\(file.path): \(errors.prefix(3).map { (text.position(of: $0.range.start, in: .utf8), $0.message) })")
    }
    #expect(count > 10)
  }
}

/// Every entry lies behind the one before and within its container, and the sizes and numbers of children are right.
func expectLossless(_ document: Document, _ name: String) {
  let words = document.tape.words
  var index = 0
  var offset = 0
  var open: [(endIndex: Int, end: Int, children: Int, counted: Int)] = []
  var fault: String?
  func closeFinished() {
    while let last = open.last, index >= last.endIndex {
      if index != last.endIndex || offset > last.end || last.children != last.counted { fault = fault ?? "container before word \(index)" }
      offset = last.end
      open.removeLast()
    }
  }
  while index < words.count, fault == nil {
    closeFinished()
    if !open.isEmpty { open[open.count - 1].counted += 1 }
    let word = words[index]
    let start = offset + TapeWord.gap(word)
    let end = start + TapeWord.length(word)
    if let first = document.text.slice(ByteRange(start, end)).first, !begins(TapeWord.kind(word), with: first) {
      fault = "text of word \(index)"
    }
    if end > (open.last?.end ?? document.text.count) { fault = "entry at word \(index)" }
    if TapeWord.isContainer(word), index + 1 < words.count {
      open.append((index + Int(words[index + 1] & 0xffff_ffff), end, Int(words[index + 1] >> 32), 0))
      offset = start
      index += 2
    } else {
      offset = end
      index += 1
    }
  }
  closeFinished()
  #expect(
    fault == nil && open.isEmpty && offset == document.text.count, "\(name): \(fault ?? "end at \(offset) of \(document.text.count)")")
}

/// Whether an entry of the kind can begin with the byte.
private func begins(_ kind: NodeKind, with byte: UInt8) -> Bool {
  switch kind {
  case .jsonObject: byte == 0x7b
  case .jsonArray: byte == 0x5b
  case .jsonString: byte == 0x22 || byte == 0x27
  case .jsonNumber: byte == 0x2d || byte >= 0x30 && byte <= 0x39
  case .jsonTrue: byte == 0x74
  case .jsonFalse: byte == 0x66
  case .jsonNull: byte == 0x6e
  case .root, .trivia: true
  default: ![0x20, 0x09, 0x0a, 0x0d].contains(byte)
  }
}

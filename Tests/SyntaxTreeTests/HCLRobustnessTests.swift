import SourceText
import Testing

@testable import SyntaxTree

@Suite("HCL: whatever is typed")
struct HCLRobustnessTests {
  static let sample = """
    /* head */
    resource "azurerm_storage_account" "main" { # comment
      count = var.enabled ? 1 : 0
      name  = "st${lower(replace(var.name, "-", ""))}$${x}%%{y}\\n"
      tags  = merge(local.tags, { for k, v in var.m : upper(k) => v... if v != null && !startswith(k, "x") })
      ids   = [for s in azurerm_subnet.all[*].id : s if s >= -1.5e3]
      old   = foo.*.bar.0[\"k\"]
      text = <<-EOT
        %{ for a in b ~}
          ${a} ${<<X
    y
    X
    }
        %{ if c }d%{ else }e%{ endif }
        %{ endfor }
      EOT
      one { a = provider::x::f(1, [2]...) }
    }
    """

  @Test("A text cut anywhere is in its tape byte for byte")
  func truncations() {
    let bytes = Array(Self.sample.utf8)
    #expect(hclMistakes(Self.sample) == [])
    for length in 0...bytes.count {
      let document = Document(SourceText(Array(bytes[..<length])), format: .hcl)
      #expect(tapeProblems(document) == [], "cut at \(length)")
      _ = document.syntaxErrors()
      _ = document.comments()
    }
  }

  @Test("Random edits never break the tape")
  func randomEdits() {
    let original = Array(Self.sample.utf8)
    let pieces =
      [
        "${", "%{", "}", "{", "[", "]", "(", ")", "\"", "\n", "<<E\n", "<<-X\n", "/*", "*/", "#", "//", "=", "==", ":", "::", ",", ".",
        "...", "?",
        "&", "|", "!", "-", "for ", "in ", "if ", "%{ if a }", "%{ else }", "%{ endfor }", "\\", "\r", "\0", "é", "~", "a", "1", "b {\n",
        "c = 1\n",
      ].map { Array($0.utf8) } + [[0xff], [0xc3], [0xe2, 0x82], [0xef, 0xbb, 0xbf]]
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % max(bound, 1)
    }
    var bytes = original
    for round in 0..<12_000 {
      if round % 25 == 0 { bytes = original }
      let at = random(bytes.count + 1)
      switch random(3) {
      case 0: bytes.insert(contentsOf: pieces[random(pieces.count)], at: at)
      case 1: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random(20)))
      default: bytes.replaceSubrange(at..<min(bytes.count, at + 3), with: pieces[random(pieces.count)])
      }
      let document = Document(SourceText(bytes), format: .hcl)
      let problems = tapeProblems(document)
      if !problems.isEmpty {
        Issue.record("round \(round): \(problems) in \(document.text.string(ByteRange(0, bytes.count)))")
        return
      }
      _ = document.syntaxErrors()
    }
  }

  @Test("Random bytes are in the tape byte for byte")
  func randomBytes() {
    var state: UInt64 = 0x2545_f491_4f6c_dd1d
    for round in 0..<3000 {
      let bytes = (0..<(round % 200)).map { _ -> UInt8 in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state >> 40)
      }
      #expect(tapeProblems(Document(SourceText(bytes), format: .hcl)) == [], "\(bytes)")
    }
  }

  @Test(
    "A hundred thousand of anything, nested or side by side, are read",
    arguments: [
      "[", "(", "{", "{a=", "f(", "\"${", "-", "!", "a+", "a?", "a?b:", "a[", "a.b+", "[for x in ", "{for x in y:", "<<E\n${", "\"%{if ",
      "\"", "}", ")",
      "[}", "(]", "a b(\n", "x y <<E\n", "/*", "a {\n", "a {", "a \"b\" {\nx = [\n", "(a).b[", "\"${a b} ", "[a b ", "a = <<E\n", "[1 ! , ",
      "{a=1 b=2 ", "::", "a::", ".*", "a = \"${\n", "a = [\n{\n", "x = {\n  a = {\n b {\n", "\r", "\0", "\t",
    ])
  func nested(_ piece: String) {
    let bytes = Array("x = ".utf8) + Array(repeating: Array(piece.utf8), count: 100_000).joined()
    let document = Document(SourceText(bytes), format: .hcl)
    #expect(tapeProblems(document) == [])
    // Some entries a byte at most, however the text is nested.
    #expect(document.tape.words.count <= 8 * bytes.count + 64)
  }

  @Test(
    "Operators around calls around operators cost no more than their text",
    arguments: [("f(", ").a"), ("f(", ") + 1"), ("((", ") ? a : b)"), ("[", "][0]"), ("{a=", "}.a")])
  func wrapped(_ opening: String, _ closing: String) {
    func work(_ count: Int) -> Int {
      var text = Array("x = ".utf8)
      for _ in 0..<count { text += Array(opening.utf8) }
      text += [0x31]
      for _ in 0..<count { text += Array(closing.utf8) }
      text += [0x0a]
      return text.withUnsafeBufferPointer { bytes in
        var reader = HCLReader(bytes, into: UnsafeMutableBufferPointer(start: nil, count: 0))
        reader.read()
        #expect(reader.movedWords <= bytes.count * HCLReader.movableWords)
        return reader.movedWords
      }
    }
    let once = work(20_000)
    #expect(work(40_000) <= 2 * once + 1000)
    let text = "x = " + String(repeating: opening, count: 2000) + "1" + String(repeating: closing, count: 2000) + "\n"
    let document = Document(SourceText(text), format: .hcl)
    #expect(document.syntaxErrors() == [])
    #expect(tapeProblems(document) == [])
  }

  @Test("Gaps longer than an entry can tell, and comments across them")
  func longGaps() {
    let comment = "/*" + String(repeating: "x", count: 200_000) + "*/"
    let text = "a = \(comment) 1 # end\n" + String(repeating: " ", count: 70_000) + "b {\n\(comment)\n}\n"
    let document = Document(SourceText(text), format: .hcl)
    #expect(document.syntaxErrors() == [])
    #expect(tapeProblems(document) == [])
    #expect(document.comments().map { $0.length } == [comment.utf8.count, 5, comment.utf8.count])
    #expect(document.hclBlocks(document.root).count == 1)
  }
}

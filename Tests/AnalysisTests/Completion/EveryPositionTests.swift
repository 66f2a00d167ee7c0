import Foundation
import Lowering
import SourceText
import SyntaxTree
import Testing

@testable import Analysis

/// Completion and hover at every byte of real files: they answer, and what they answer can be applied.
@Suite struct EveryPositionTests {
  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let names = WorkspaceNames(vaults: ["kv"], keys: ["kv/k"], identities: ["id"], resources: ["r"])

  private static func document(_ path: String) throws -> (Document, FileRole) {
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    if path.hasSuffix(".yaml") { return (Document(SourceText(bytes), format: .yaml), .manifest) }
    return (Document(SourceText(bytes), format: .json(.armTemplate)), .armTemplate)
  }

  /// Looks at every byte offset; returns what is wrong and how many proposals were made.
  private static func sweep(_ document: Document, role: FileRole) -> (faults: [String], proposals: Int) {
    var faults: [String] = []
    var proposals = 0
    for offset in 0...document.text.count {
      for completion in CompletionEngine.completions(document: document, role: role, offset: offset, names: names) {
        proposals += 1
        let range = completion.range
        let lines = document.text.lines
        if !range.touches(offset) || range.end > document.text.count || lines.line(at: range.start) != lines.line(at: range.end) {
          faults.append("\(offset): \(completion.label) replaces \(range)")
        }
        if completion.newText.contains("${") { faults.append("\(offset): \(completion.label) writes a placeholder as text") }
      }
      if let hover = HoverEngine.propertyHover(document: document, role: role, offset: offset), !hover.range.touches(offset) {
        faults.append("\(offset): hover at \(hover.range)")
      }
    }
    return (faults, proposals)
  }

  @Test(arguments: ["compliant.cmk.yaml", "violations.cmk.yaml", "clean-template.json", "violations-template.json"])
  func everyPositionOfAnExampleIsAnswered(name: String) throws {
    let (document, role) = try Self.document(Self.package.path + "/Schemas/Examples/" + name)
    let (faults, proposals) = Self.sweep(document, role: role)
    #expect(faults == [])
    #expect(proposals > 500)
  }

  /// Half-written text: every prefix of an example, the caret at its end.
  @Test(arguments: ["compliant.cmk.yaml", "violations-template.json"])
  func everyPrefixOfAnExampleIsAnswered(name: String) throws {
    let (document, role) = try Self.document(Self.package.path + "/Schemas/Examples/" + name)
    for length in stride(from: 0, through: document.text.count, by: 7) {
      let part = Document(SourceText(Array(document.text.bytes.prefix(length))), format: document.format)
      for completion in CompletionEngine.completions(document: part, role: role, offset: length, names: Self.names) {
        #expect(completion.range.touches(length) && completion.range.end <= length, "\(length) \(completion.label)")
      }
    }
  }

  /// Texts that nobody would write: bytes of an example deleted, doubled and swapped, the caret somewhere in them.
  @Test(arguments: ["compliant.cmk.yaml", "violations-template.json"])
  func damagedTextsAreAnswered(name: String) throws {
    let (document, role) = try Self.document(Self.package.path + "/Schemas/Examples/" + name)
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(truncatingIfNeeded: state >> 33) % max(1, bound)
    }
    let fragments = ["{", "}", "[", "]", ":", ",", "\"", "'", "- ", "\n", "  ", "&a ", "*a ", "#", "null", "key", "|\n", "? "]
    var bytes = document.text.bytes
    for round in 0..<600 {
      if round % 40 == 0 { bytes = document.text.bytes }
      let start = random(bytes.count + 1)
      let end = min(bytes.count, start + random(12))
      bytes.replaceSubrange(start..<end, with: Array(fragments[random(fragments.count)].utf8))
      let damaged = Document(SourceText(bytes), format: document.format)
      for offset in [start, random(bytes.count + 1), bytes.count] {
        let completions = CompletionEngine.completions(document: damaged, role: role, offset: offset, names: Self.names)
        #expect(completions.allSatisfy { $0.range.touches(offset) && $0.range.end <= bytes.count })
        _ = HoverEngine.propertyHover(document: damaged, role: role, offset: offset)
      }
    }
  }

  @Test(.enabled(if: templates.count >= 10, "real ARM templates are not at hand (CMKLINT_CORPORA)"))
  func everyPositionOfTenRealTemplatesIsAnswered() throws {
    var total = 0
    for path in Self.templates {
      let (document, role) = try Self.document(path)
      let (faults, proposals) = Self.sweep(document, role: role)
      #expect(faults.prefix(5) == [], "\(path)")
      total += proposals
    }
    #expect(total > 1000)
  }

  private static let templates: [String] = {
    var folder = package
    let given = ProcessInfo.processInfo.environment["CMKLINT_CORPORA"]
    while given == nil, folder.path != "/", !FileManager.default.fileExists(atPath: folder.path + "/shared/corpora") {
      folder.deleteLastPathComponent()
    }
    let root = given ?? folder.path + "/shared/corpora"
    var result: [String] = []
    for set in ["quickstarts-six", "foundry-samples"] {
      guard let walk = FileManager.default.enumerator(atPath: "\(root)/\(set)") else { continue }
      for case let name as String in walk where name.hasSuffix("azuredeploy.json") || name.hasSuffix("main.json") {
        result.append("\(root)/\(set)/\(name)")
      }
    }
    // The smallest ones that speak of encryption.
    let texts = result.sorted().compactMap { path in FileManager.default.contents(atPath: path).map { (path, $0) } }
    return texts.filter { String(decoding: $0.1, as: UTF8.self).contains("ncryption") }.sorted { $0.1.count < $1.1.count }.prefix(10).map(
      \.0)
  }()
}

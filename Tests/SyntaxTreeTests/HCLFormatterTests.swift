import Foundation
import SourceText
import Testing

@testable import SyntaxTree

/// The formatter that Terraform's users run.
enum TerraformFormatter {
  static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/terraform" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// The names of the files of a folder that it would change.
  static func changed(in folder: URL) throws -> Set<String> {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments = ["fmt", "-check", "-list=true", folder.path]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let names = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Set(names.split(separator: "\n").compactMap { $0.split(separator: "/").last.map(String.init) })
  }
}

@Suite(
  "HCL: what Terraform's formatter says of rewritten files",
  .enabled(if: JSONCorpora.isThere && TerraformFormatter.path != nil, "the corpora or the formatter are not there"))
struct HCLFormatterTests {
  static let literals: [Literal] = [
    .boolean(true), .string("x"), .object([.init("a", .null), .init("bcd", .array([.integer(1)]))]), .array([.string("q")]),
  ]

  @Test("A file in the formatter's style stays in it")
  func staysFormatted() throws {
    var random = SplitMix(state: 99)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cmklint-fmt-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let before = folder.appendingPathComponent("before")
    let after = folder.appendingPathComponent("after")
    for part in [before, after] { try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true) }
    var number = 0
    for set in ["avm-tf-keyvault-vault", "avm-tf-storage-storageaccount"] {
      for file in JSONCorpora.files(set, endings: [".tf"]) {
        let document = Document(SourceText(JSONCorpora.bytes(file)), format: .hcl)
        for way in 0..<5 {
          guard let rewrite = rewrite(document, way, &random) else { continue }
          number += 1
          let (bytes, _) = document.text.bytes.applying(document.textEdits(for: rewrite))
          try Data(document.text.bytes).write(to: before.appendingPathComponent("\(number).tf"))
          try Data(bytes).write(to: after.appendingPathComponent("\(number).tf"))
        }
      }
    }
    #expect(number > 300)
    #expect(try TerraformFormatter.changed(in: after).subtracting(TerraformFormatter.changed(in: before)) == [])
  }

  private func rewrite(_ document: Document, _ way: Int, _ random: inout SplitMix) -> Rewrite? {
    // How it indents what stands between `}` and `{` of one line hangs on both: branches of a conditional, arguments of a call.
    let places = HCLRewritePropertyTests.places(document).filter { place in
      !document.containers(around: place.node).contains { document.kind($0) == .hclConditional || document.kind($0) == .hclCall }
    }
    func isItem(_ node: Node) -> Bool { document.kind(node) == .hclAttribute || document.kind(node) == .hclObjectItem }
    func any(_ fits: (HCLRewritePropertyTests.Place) -> Bool) -> Node? { places.filter(fits).randomElement(using: &random)?.node }
    func isContainer(_ place: HCLRewritePropertyTests.Place) -> Bool {
      document.kind(place.node) == .hclBody || document.kind(place.node) == .hclObject
    }
    let literal = Self.literals.randomElement(using: &random) ?? .null
    switch way {
    case 0:
      let name = ["a", "long_name_of_an_argument", "medium_name"].randomElement(using: &random) ?? "a"
      return any(isContainer).map { .insert(into: $0, path: [name], literal) }
    case 1: return any(isContainer).map { .insert(into: $0, path: ["block", "name"], literal) }
    case 2: return any { isItem($0.node) || document.kind($0.node) == .hclBlock }.map { .remove($0) }
    case 3:
      let name = ["a", "some_rather_long_new_name"].randomElement(using: &random) ?? "a"
      return any { document.kind($0.node) == .hclIdentifier && isItem($0.parent) }.map { .rename($0, name) }
    default: return any { isItem($0.parent) && $0.path.last == 1 }.map { .replace($0, literal) }
    }
  }
}

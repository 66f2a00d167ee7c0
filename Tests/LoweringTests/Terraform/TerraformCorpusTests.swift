import Foundation
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// Real configurations.
@Suite struct TerraformCorpusTests {
  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func everyFolderEvaluatesWithinItsBudget() throws {
    let root = try #require(Corpora.root).path
    var folders: Set<String> = []
    for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init()
    where name.hasSuffix(".tf") || name.hasSuffix(".tf.json") {
      folders.insert(root + "/" + (name as NSString).deletingLastPathComponent)
    }
    #expect(!folders.isEmpty)
    let lookup = Self.disk()
    var resources = 0
    var exhausted: [String] = []
    for folder in folders.sorted() {
      let budget = EvaluationBudget(steps: 2_000_000)
      resources += TerraformLowering.evaluate(folder: folder, files: lookup, budget: budget).count
      if budget.isExhausted { exhausted.append(folder) }
    }
    print("\(folders.count) folders, \(resources) resources and data sources")
    #expect(resources > 0)
    #expect(exhausted.isEmpty, "\(exhausted.joined(separator: "\n"))")
  }

  /// The files of the disk, each parsed once.
  static func disk() -> FileLookup {
    var texts: [String: SourceFile] = [:]
    return FileLookup(
      answer: { path in
        if let known = texts[path] { return .source(known) }
        guard let data = FileManager.default.contents(atPath: path) else { return .absent }
        let text = SourceText([UInt8](data))
        let format: Format
        if path.hasSuffix(".tf") || path.hasSuffix(".tfvars") {
          format = .hcl
        } else if path.hasSuffix(".tf.json") || path.hasSuffix(".tfvars.json") {
          format = .json(.armTemplate)
        } else {
          return .text(text)
        }
        let file = SourceFile(id: FileID(Int32(texts.count + 1)), path: path, role: .terraform, document: Document(text, format: format))
        texts[path] = file
        return .source(file)
      }, list: { folder in ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted() })
  }
}

import Foundation
import Testing

@testable import Generator

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

@Suite struct GeneratedFileTests {
  @Test(arguments: GeneratedFile.all.map(\.path))
  func aCommittedFileIsWhatTheGeneratorWrites(path: String) throws {
    let file = try #require(GeneratedFile.all.first { $0.path == path })
    #expect(try readText(root + "/" + path) == file.contents(root), "run `swift run Generator`")
  }

  @Test func everySchemaOfTheFolderIsEmbedded() throws {
    func names(_ folder: String) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
        .filter { $0.hasSuffix(".schema.json") }.map { String($0.dropLast(".schema.json".count)) }.sorted()
    }
    #expect(try names("Schemas") == GeneratedFile.productSchemas)
    #expect(try names("Schemas/azure") == GeneratedFile.azureSchemas)
  }
}

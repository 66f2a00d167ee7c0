import EncryptionModel
import Foundation
import SourceText
import SyntaxTree

@testable import Lowering

/// A template of a test, with the places that `1️⃣…1️⃣` marks in its text.
struct ARMFixture {
  let file: SourceFile
  let marks: [Character: ByteRange]

  init(_ text: String, path: String = "/w/main.json", role: FileRole = .armTemplate, number: Int32 = 1) {
    var plain = ""
    var marks: [Character: ByteRange] = [:]
    var starts: [Character: Int] = [:]
    for character in text {
      guard character.unicodeScalars.count > 1, character.unicodeScalars.first.map({ ("1"..."9").contains($0) }) == true else {
        plain.append(character)
        continue
      }
      if let start = starts[character] {
        marks[character] = ByteRange(start, plain.utf8.count)
      } else {
        starts[character] = plain.utf8.count
      }
    }
    self.marks = marks
    file = SourceFile(id: FileID(number), path: path, role: role, document: Document(SourceText(plain), format: .json(.armTemplate)))
  }

  func site(_ mark: Character) -> Site? { marks[mark].map { file.site($0) } }

  func lower(parameters: ARMFixture? = nil) -> Declarations {
    ARMLowering.lower(template: file, parameters: parameters?.file, environment: nil).declarations
  }

  /// A template in the array form with these resources.
  static func array(_ resources: String, sections: String = "") -> ARMFixture {
    ARMFixture(
      """
      { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
        \(sections.isEmpty ? "" : sections + ",")
        "resources": [ \(resources) ] }
      """)
  }
}

/// The corpora, where they are.
enum Corpora {
  static let root: URL? = {
    if let path = ProcessInfo.processInfo.environment["CMKLINT_CORPORA"] { return existing(URL(fileURLWithPath: path)) }
    var folder = URL(fileURLWithPath: #filePath)
    while folder.pathComponents.count > 1 {
      folder.deleteLastPathComponent()
      if let found = existing(folder.appendingPathComponent("shared/corpora")) { return found }
    }
    return nil
  }()

  private static func existing(_ url: URL) -> URL? { FileManager.default.fileExists(atPath: url.path) ? url : nil }

  /// The deployment templates below a folder of the corpora, sorted by path.
  static func templates(_ folder: String = "") -> [(path: String, bytes: [UInt8])] {
    guard let root else { return [] }
    let base = folder.isEmpty ? root : root.appendingPathComponent(folder)
    var found: [(String, [UInt8])] = []
    for case let name as String in FileManager.default.enumerator(atPath: base.path) ?? .init() {
      guard name.hasSuffix(".json") || name.hasSuffix(".jsonc"),
        let data = FileManager.default.contents(atPath: base.appendingPathComponent(name).path)
      else { continue }
      let bytes = [UInt8](data)
      if ARMLowering.isTemplate(bytes) { found.append((folder.isEmpty ? name : folder + "/" + name, bytes)) }
    }
    return found.sorted { $0.0 < $1.0 }
  }

  static func file(_ path: String, _ bytes: [UInt8]) -> SourceFile {
    SourceFile(
      id: FileID(1), path: "/corpora/" + path, role: .armTemplate, document: Document(SourceText(bytes), format: .json(.armTemplate)))
  }
}

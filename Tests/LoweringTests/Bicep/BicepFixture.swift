import EncryptionModel
import SourceText
import SyntaxTree
import TestSupport

@testable import Lowering

/// Bicep files of a test by their paths below `/w`, with the places that `1️⃣…1️⃣` marks in them.
struct BicepFixture {
  private(set) var files: [String: SourceFile] = [:]
  private(set) var texts: [String: SourceText] = [:]
  private var marks: [Character: (path: String, range: ByteRange)] = [:]
  let root: SourceFile

  init(_ text: String, _ others: [String: String] = [:], root name: String = "main.bicep") {
    var files: [String: SourceFile] = [:]
    var texts: [String: SourceText] = [:]
    for (index, file) in ([(name, text)] + others.sorted { $0.key < $1.key }).enumerated() {
      let path = "/w/" + file.0
      let (plain, found) = Self.unmarked(file.1)
      for (mark, range) in found { marks[mark] = (path, range) }
      texts[path] = SourceText(plain)
      let isBicep = path.hasSuffix(".bicep") || path.hasSuffix(".bicepparam")
      guard isBicep || ARMLowering.isTemplate(Array(plain.utf8)) else { continue }
      files[path] = SourceFile(
        id: FileID(Int32(index + 1)), path: path, role: isBicep ? .bicep : .armTemplate,
        document: Document(SourceText(plain), format: isBicep ? .bicep : .json(.armTemplate)))
    }
    self.files = files
    self.texts = texts
    root =
      files["/w/" + name] ?? SourceFile(id: FileID(1), path: "/w/" + name, role: .bicep, document: Document(SourceText(""), format: .bicep))
  }

  private static func unmarked(_ text: String) -> (String, [Character: ByteRange]) {
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
    return (plain, marks)
  }

  func site(_ mark: Character) -> Site? { marks[mark].flatMap { mark in files[mark.path]?.site(mark.range) } }

  var lookup: FileLookup {
    FileLookup(answer: { path in
      if let file = files[path] { return .source(file) }
      return texts[path].map { .text($0) } ?? .absent
    })
  }

  func lower(parameters: String? = nil) -> Declarations {
    BicepLowering.lower(root: root, parameters: parameters.flatMap { files["/w/" + $0] }, environment: nil, files: lookup)
  }

  /// The values of the outputs of the root.
  func outputs(parameters: String? = nil, placement: ARMPlacement? = nil) -> [String: EvaluatedValue] {
    let evaluation = BicepEvaluation(files: lookup)
    var scope = BicepLowering.scope(root: root, parameters: parameters.flatMap { files["/w/" + $0] }, environment: nil, evaluation)
    if let placement { scope = BicepScope(file: root, identity: scope.identity, placement: placement, given: scope.given) }
    return scope.outputs.compactMapValues { declaration in
      scope.syntax.value(of: declaration).map { evaluation.value(of: $0, in: BicepFrame(scope)) }
    }
  }

  /// The value of one expression, as JSON where all of it is known, else its name.
  static func value(_ expression: String, _ declarations: String = "", files: [String: String] = [:]) -> String {
    guard let value = BicepFixture("\(declarations)\noutput x any = \(expression)\n", files).outputs()["x"] else { return "no value" }
    return value.isDecided ? JSONText.of(value) : "?" + value.summary
  }

  /// A file of the corpora with those beside it.
  static func corpus(_ path: String) -> BicepFixture {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let name = String(path.split(separator: "/").last ?? "")
    var others: [String: String] = [:]
    for file in TestSupport.Corpora.files(folder, endings: [".bicep", ".json", ".bicepparam", ".txt"]) {
      guard let slash = file.lastIndex(of: "/") else { continue }
      others[String(file[file.index(after: slash)...])] = String(decoding: TestSupport.Corpora.bytes(file), as: UTF8.self)
    }
    let text = others.removeValue(forKey: name) ?? ""
    return BicepFixture(text, others, root: name)
  }
}

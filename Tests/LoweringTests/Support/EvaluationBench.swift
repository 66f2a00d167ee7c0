import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// Files that change, and one deployment of them: what comes of it with the memory of the last evaluation, and what without.
struct EvaluationBench {
  private(set) var texts: [String: SourceText] = [:]
  private var files: [String: SourceFile] = [:]
  private var numbers: [String: Int32] = [:]
  /// The root file of a Bicep deployment, the folder of one of Terraform.
  let root: String
  var parameters: String?
  private var memory = EvaluationMemory()
  /// Values that were made, and evaluations that began anew.
  private(set) var made = 0
  private(set) var fresh = 0

  init(_ files: [(path: String, text: SourceText)], root: String) {
    self.root = root
    for file in files { set(file.path, file.text) }
  }

  mutating func set(_ path: String, _ text: SourceText) {
    let number = numbers[path] ?? Int32(numbers.count + 1)
    numbers[path] = number
    texts[path] = text
    let kinds: [(ending: String, role: FileRole, format: Format)] = [
      (".bicep", .bicep, .bicep), (".bicepparam", .bicep, .bicep), (".tf", .terraform, .hcl), (".tfvars", .terraform, .hcl),
      (".tf.json", .terraform, .json(.strict)), ("parameters.json", .armParameters, .json(.armTemplate)),
      ("template.json", .armTemplate, .json(.armTemplate)), ("main.json", .armTemplate, .json(.armTemplate)),
    ]
    guard let kind = kinds.first(where: { path.hasSuffix($0.ending) }) else { return }
    files[path] = SourceFile(id: FileID(number), path: path, role: kind.role, document: Document(text, format: kind.format))
  }

  mutating func remove(_ path: String) {
    texts[path] = nil
    files[path] = nil
  }

  /// Replaces one text by another one, wherever it stands.
  mutating func replace(_ path: String, _ old: String, _ new: String) {
    let whole = texts[path].map { $0.string(ByteRange(0, $0.count)) } ?? ""
    #expect(whole.contains(old))
    set(path, SourceText(whole.replacing(old, with: new)))
  }

  private func lower(_ memory: EvaluationMemory?) -> (remembered: RememberedDeclarations, asked: Set<String>)? {
    let lookup = FileLookup(
      answer: { files[$0].map { .source($0) } ?? texts[$0].map { .text($0) } ?? .absent },
      list: { folder in
        texts.keys.filter { $0.hasPrefix(folder + "/") && !$0.dropFirst(folder.count + 1).contains("/") }
          .map { String($0.dropFirst(folder.count + 1)) }.sorted()
      })
    guard let file = files[root] else {
      return TerraformLowering.lower(folder: root, environment: nil, files: lookup, memory: memory).map { ($0, lookup.asked) }
    }
    let remembered = BicepLowering.lower(
      root: file, parameters: parameters.flatMap { files[$0] }, environment: nil, files: lookup, memory: memory)
    return (remembered, lookup.asked)
  }

  /// How many values were made anew; both ways of evaluation have the same outcome.
  @discardableResult mutating func check(_ comment: @autoclosure () -> String = "") -> Int {
    let anew = lower(nil)
    guard let (remembered, asked) = lower(memory) else {
      #expect(anew == nil, "\(comment())")
      return 0
    }
    memory = remembered.memory ?? EvaluationMemory()
    made += remembered.made
    if remembered.isFresh, remembered.made > 0 { fresh += 1 }
    #expect(remembered.declarations == anew?.remembered.declarations, "\(comment())")
    #expect(anew?.asked.isSubset(of: asked) == true, "\(comment())")
    return remembered.made
  }

  /// Edits files at random, mostly taking back what was done; returns how many edits there were.
  mutating func editAtRandom(_ paths: [String], rounds: Int, scraps: [String], _ random: inout ARMRobustnessTests.Random) -> Int {
    var edits = 0
    for round in 0..<rounds {
      guard let path = paths.randomElement(using: &random), var text = texts[path] else { continue }
      let before = text
      let at = Int.random(in: 0...text.count, using: &random)
      let length = Int.random(in: 0...3, using: &random) == 0 ? Int.random(in: 0...12, using: &random) : 0
      let edit = TextEdit(
        ByteRange(at, min(text.count, at + length)), length > 0 && round % 3 == 0 ? "" : scraps.randomElement(using: &random) ?? "x")
      text.apply(edit)
      set(path, text)
      check("\(path) \(round) \(edit)")
      edits += 1
      // Most texts are broken only for a moment.
      if round % 4 != 3 {
        set(path, before)
        check("\(path) \(round) taken back")
        edits += 1
      }
    }
    return edits
  }
}

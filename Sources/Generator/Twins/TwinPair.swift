import EncryptionModel
import Lowering
import SourceText
import SyntaxTree

/// A Bicep file and the template that it was compiled to.
struct TwinPair {
  let bicep: String
  let template: String

  /// What the two say, and what they say differently, in the order of their subjects.
  func comparison() -> TwinComparison {
    let files = TwinFiles()
    guard let source = files.source(bicep), let compiled = files.source(template) else {
      return TwinComparison(facts: 0, differences: [], reasons: ["one of them cannot be read"])
    }
    let lookup = FileLookup(answer: files.answer, list: { _ in [] })
    let left = FactText(BicepLowering.lower(root: source, parameters: nil, environment: nil, files: lookup))
    let right = FactText(ARMLowering.lower(template: compiled, parameters: nil, environment: nil).declarations)
    var found: [TwinDifference] = []
    for subject in Set(left.lines.keys).union(right.lines.keys).sorted() {
      let inBicep = left.lines[subject]
      let inTemplate = right.lines[subject]
      guard inBicep != inTemplate else { continue }
      found.append(
        TwinDifference(
          subject: subject, onlyInBicep: (inBicep ?? []).subtracting(inTemplate ?? []).sorted(),
          onlyInTemplate: (inTemplate ?? []).subtracting(inBicep ?? []).sorted(), isMissing: inBicep == nil || inTemplate == nil))
    }
    return TwinComparison(
      facts: left.lines.values.reduce(0) { $0 + $1.count }, differences: found,
      reasons: found.isEmpty ? [] : TwinReasons(source, compiled, files).all)
  }

}

struct TwinComparison {
  /// Lines of facts that the Bicep file tells.
  let facts: Int
  let differences: [TwinDifference]
  /// Why the two may differ.
  let reasons: [String]
}

struct TwinDifference {
  let subject: String
  let onlyInBicep: [String]
  let onlyInTemplate: [String]
  let isMissing: Bool
}

/// The files of a deployment, read when they are asked for.
final class TwinFiles {
  private(set) var known: [String: FileLookup.Answer] = [:]

  func answer(_ path: String) -> FileLookup.Answer {
    if let answer = known[path] { return answer }
    let answer = read(path)
    known[path] = answer
    return answer
  }

  func source(_ path: String) -> SourceFile? { if case .source(let file) = answer(path) { file } else { nil } }

  private func read(_ path: String) -> FileLookup.Answer {
    guard let text = try? readText(path) else { return .absent }
    let bytes = Array(text.utf8)
    let role: FileRole
    let format: Format
    if path.hasSuffix(".bicep") || path.hasSuffix(".bicepparam") {
      (role, format) = (.bicep, .bicep)
    } else if ARMLowering.isTemplate(bytes) {
      (role, format) = (.armTemplate, .json(.armTemplate))
    } else {
      return .text(SourceText(bytes))
    }
    return .source(
      SourceFile(id: FileID(Int32(known.count + 1)), path: path, role: role, document: Document(SourceText(bytes), format: format)))
  }
}

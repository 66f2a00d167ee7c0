import EncryptionModel
import Lowering
import Schema
import SourceText
import SyntaxTree

/// What a schema refuses in a file, as defects.
enum SchemaDefects {
  static func all(in file: SourceFile, schema: ProductSchema) -> [Defect] {
    var defects: [Defect] = []
    var index = 0
    while let top = file.document.topValue(index), index < 1000 {
      defer { index += 1 }
      if schema == .manifest, !file.isManifest(top) { continue }
      defects += schema.document.validate(file.document, at: top).map { defect($0, in: file) }
    }
    return defects
  }

  private static func defect(_ problem: SchemaProblem, in file: SourceFile) -> Defect {
    let subject = subject(problem.path, in: file)
    let site = file.site(problem.node)
    let message = problem.message.capitalizedFirst
    if case .unknownProperty(let name, let suggestion) = problem.kind {
      return Defect(.unknownProperty(name: name, suggestion: suggestion), message, at: site, subject: subject)
    }
    let suggestion: Defect.Kind.Literal? =
      switch problem.suggestion {
      case .string(let text)?:
        // A number that should be a text is quoted as it stands: 0123 is not 123.
        if case .wrongType = problem.kind { .text(file.document.string(problem.value)) } else { .text(text) }
      case .boolean(let value)?: .boolean(value)
      case .integer(let number)?: .integer(number)
      default: nil
      }
    return Defect(
      .invalidValue(suggestion: suggestion), message, at: site,
      slot: Slot(.value(file.site(problem.value)), vocabulary: .manifest), subject: subject)
  }

  /// What the path leads to: a vault, a key, a resource of a manifest, or the file.
  private static func subject(_ path: [CaretContext.Step], in file: SourceFile) -> Subject {
    let names = path.map { step -> String? in if case .property(let name) = step { name } else { nil } }
    guard file.role == .manifest, names.count > 1, let section = names[0], let name = names[1] else { return Subject(.file, "") }
    switch section {
    case "vaults":
      if names.count > 3, names[2] == "keys", let key = names[3] { return Subject(.key, key) }
      return Subject(.vault, name)
    case "identities": return Subject(.identity, name)
    case "resources": return Subject(.resource, name)
    default: return Subject(.file, "")
    }
  }
}

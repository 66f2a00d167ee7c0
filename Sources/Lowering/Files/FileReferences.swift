import SourceText
import SyntaxTree

/// The local files and folders that one file names as parts of its deployment, as far as its own text tells: enough to know
/// which files are roots. Absolute paths.
public struct FileReferences: Hashable, Sendable {
  /// Files (Bicep) and folders (Terraform) that it calls as modules.
  public private(set) var modules: Set<String> = []
  /// Bicep files that it imports types, variables and functions from.
  public private(set) var imports: Set<String> = []
  /// The template that a `.bicepparam` file is for (`using`).
  public private(set) var template: String?
  /// Whether it declares anything that can be deployed, and not only what others import.
  public private(set) var deploys = false

  public static let none = FileReferences()

  private init() {}

  public init(of file: SourceFile) {
    switch file.role {
    case .bicep: readBicep(file)
    case .terraform: if file.document.format.isJSON { readTerraformJSON(file) } else { readHCL(file) }
    case .manifest, .armTemplate, .armParameters, .configuration, .plan, .whatIf: break
    }
  }

  private mutating func readBicep(_ file: SourceFile) {
    let syntax = BicepSyntax(file.document)
    func local(_ declaration: Node) -> String? {
      // `br:`, `br/alias:`, `ts:` lead to registries; a local path has no colon.
      guard let path = syntax.path(of: declaration).flatMap(syntax.string), !path.isEmpty, !path.contains(":") else { return nil }
      return FilePaths.resolve(path, from: file.folder)
    }
    for declaration in syntax.declarations {
      switch syntax.kind(declaration) {
      case .moduleDeclaration:
        deploys = true
        if let path = local(declaration) { modules.insert(path) }
      case .resourceDeclaration: deploys = true
      case .importDeclaration: if let path = local(declaration) { imports.insert(path) }
      case .usingDeclaration: template = template ?? local(declaration)
      default: break
      }
    }
  }

  private mutating func readHCL(_ file: SourceFile) {
    let document = file.document
    for node in document.hclItems(document.root) where document.kind(node) == .hclBlock {
      deploys = true
      guard let type = document.hclChildren(node).first, document.bytes(type).elementsEqual("module".utf8),
        let body = document.hclChildren(node).last, document.kind(body) == .hclBody,
        let source = document.hclAttribute(body, "source")?.value.flatMap(document.hclString)
      else { continue }
      addTerraformModule(source, file)
    }
  }

  private mutating func readTerraformJSON(_ file: SourceFile) {
    let document = file.document
    guard let top = document.topValue() else { return }
    deploys = true
    guard let calls = document.value(top, "module") else { return }
    for call in document.members(calls) {
      let bodies = document.dataKind(call.value) == .array ? document.elements(call.value) : [call.value]
      for body in bodies {
        if case .string(let source)? = document.value(body, "source").flatMap(document.scalar) { addTerraformModule(source, file) }
      }
    }
  }

  private mutating func addTerraformModule(_ source: String, _ file: SourceFile) {
    guard source.hasPrefix("./") || source.hasPrefix("../"), let path = FilePaths.resolve(source, from: file.folder) else { return }
    modules.insert(path)
  }
}

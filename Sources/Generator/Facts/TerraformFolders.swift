import EncryptionModel
import Lowering
import SourceText
import SyntaxTree
import Workspace

/// The Terraform configurations below a folder, each that no other calls.
final class TerraformFolders {
  private var files: [String: SourceFile] = [:]
  private var texts: [String: SourceText] = [:]
  private var names: [String: [String]] = [:]

  /// Root modules; a module that a root calls is read with it.
  func roots(below folder: String) -> [String] {
    var folders: Set<String> = []
    for path in FolderWalk(suffixes: [".tf", ".tf.json"]).list([folder]).files { folders.insert(Self.folder(of: path)) }
    var called: Set<String> = []
    for folder in folders {
      for name in list(folder) where name.hasSuffix(".tf") {
        guard let document = source(folder + "/" + name)?.document else { continue }
        for block in document.hclBlocks(document.root, "module") {
          guard let body = block.body, let value = document.hclAttribute(body, "source")?.value.flatMap(document.hclString),
            value.hasPrefix("./") || value.hasPrefix("../")
          else { continue }
          let target = FilePath.join(folder, value)
          if target != folder { called.insert(target) }
        }
      }
    }
    return folders.subtracting(called).sorted()
  }

  func declarations(_ folder: String) -> Declarations? {
    let lookup = FileLookup(
      answer: { [self] path in source(path).map { .source($0) } ?? text(path).map { .text($0) } ?? .absent },
      list: { [self] in list($0) })
    return TerraformLowering.lower(folder: folder, environment: nil, files: lookup)
  }

  func source(_ path: String) -> SourceFile? {
    if let known = files[path] { return known }
    let format: Format
    if path.hasSuffix(".tf") || path.hasSuffix(".tfvars") {
      format = .hcl
    } else if path.hasSuffix(".tf.json") || path.hasSuffix(".tfvars.json") {
      format = .json(.armTemplate)
    } else {
      return nil
    }
    guard let text = text(path) else { return nil }
    let file = SourceFile(id: FileID(Int32(files.count + 1)), path: path, role: .terraform, document: Document(text, format: format))
    files[path] = file
    return file
  }

  private func text(_ path: String) -> SourceText? {
    if let known = texts[path] { return known }
    guard let read = try? readText(path) else { return nil }
    texts[path] = SourceText(Array(read.utf8))
    return texts[path]
  }

  private func list(_ folder: String) -> [String] {
    if let known = names[folder] { return known }
    let found = ((try? FolderWalk(suffixes: []).filesDirectly(in: folder)) ?? []).map { String($0.split(separator: "/").last ?? "") }
    names[folder] = found.sorted()
    return names[folder] ?? []
  }

  static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
}

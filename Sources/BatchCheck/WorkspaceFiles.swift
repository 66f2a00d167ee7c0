import Analysis
import SourceText
import Workspace

/// Which files a check reads, and which of them were asked for.
struct WorkspaceFiles: Sendable {
  /// Absolute path of the workspace's root folder.
  var root: String
  /// All files to read, absolute, sorted, each once.
  var files: [String] = []
  /// Files that were named themselves or lie below a folder that was; nil: all.
  var asked: Asked
  /// What could not be read: the job could not be done in full.
  var errors: [FileError] = []
  /// Whether all files of the workspace are among `files`.
  var coversWorkspace = false
  /// The nearest configuration above each of what was asked for.
  private(set) var decidingConfigurations: Set<String> = []

  struct Asked: Sendable {
    var files: Set<String> = []
    var folders: [String] = []

    func contains(_ path: String) -> Bool { files.contains(path) || folders.contains { FilePath.isInside(path, folder: $0) || $0 == path } }
  }

  static let suffixes = [".json", ".jsonc", ".yaml", ".yml", ".bicep", ".bicepparam", ".tf", ".tfvars", ".tfstate"]

  /// Finds the files of the paths' workspaces. Paths are absolute.
  ///
  /// - Parameter beside: a file that is not read from disk (standard input), whose workspace is context.
  init(_ paths: [String], beside: String? = nil, usesConfiguration: Bool) {
    asked = Asked()
    root = ""
    var folders: [String] = []
    if let beside, case .folder? = try? FileKind(of: FilePath.parent(beside)) { folders.append(FilePath.parent(beside)) }
    for path in paths {
      do throws(FileError) {
        switch try FileKind(of: path) {
        case .folder:
          asked.folders.append(path)
          folders.append(path)
        default:
          asked.files.insert(path)
          folders.append(FilePath.parent(path))
        }
      } catch {
        errors.append(error)
      }
    }
    var roots: [String] = []
    var walked: [String] = []
    for folder in folders {
      let found = Self.root(above: folder, usesConfiguration: usesConfiguration)
      roots.append(found ?? folder)
      if let found { walked.append(found) } else if asked.folders.contains(folder) { walked.append(folder) }
    }
    root = roots.first ?? "/"
    coversWorkspace =
      !asked.folders.isEmpty && roots.allSatisfy { root in asked.folders.contains { $0 == root || FilePath.isInside(root, folder: $0) } }
    // A folder that was named is walked even where the walk of its workspace would leave it out.
    let listing = FolderWalk(suffixes: Self.suffixes).list(Self.outermost(walked) + asked.folders)
    errors += listing.errors
    var all = Set(listing.files)
    for twin in listing.twins where asked.files.contains(twin.path) { asked.files.insert(twin.file) }
    for file in asked.files where !listing.twins.contains(where: { $0.path == file }) { all.insert(file) }
    for folder in Set(folders).subtracting(asked.folders) {
      // The files beside a named one are its context, in a workspace or not.
      if let beside = try? FolderWalk(suffixes: Self.suffixes).filesDirectly(in: folder) { all.formUnion(beside) }
    }
    if let beside { all.remove(beside) }
    foldLinks(&all, among: all.subtracting(listing.files))
    if usesConfiguration {
      for folder in Set(folders) {
        let found = Self.configurations(above: folder)
        all.formUnion(found)
        if let nearest = found.first { decidingConfigurations.insert(nearest) }
      }
    }
    files = all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Takes out symbolic links whose targets are among the files: each file is read once, under its own name.
  private mutating func foldLinks(_ all: inout Set<String>, among candidates: Set<String>) {
    var targets: [String: String] = [:]
    for path in candidates.sorted() {
      guard let target = resolvedPath(path), isLink(path, target) else { continue }
      let folder = FilePath.parent(target)
      let own = all.first { FilePath.name($0) == FilePath.name(target) && resolvedPath(FilePath.parent($0)) == folder && $0 != path }
      guard let kept = own ?? targets[target] else {
        targets[target] = path
        continue
      }
      all.remove(path)
      if asked.files.contains(path) { asked.files.insert(kept) }
    }
  }

  private func isLink(_ path: String, _ target: String) -> Bool {
    FilePath.join(resolvedPath(FilePath.parent(path)) ?? FilePath.parent(path), FilePath.name(path)) != target
  }

  static let configurationNames = [".cmklint.json", ".cmklint.yaml", ".cmklint.yml"]

  /// The folder of the nearest configuration, else of the git repository; nil where there is neither.
  static func root(above folder: String, usesConfiguration: Bool) -> String? {
    if usesConfiguration, let nearest = configurations(above: folder).first { return FilePath.parent(nearest) }
    return GitFolder.enclosing(folder)?.workTree
  }

  /// Configuration files in the folder and those above it, the nearest first.
  static func configurations(above folder: String) -> [String] {
    var found: [String] = []
    var folder = folder
    while true {
      for name in configurationNames {
        let path = FilePath.join(folder, name)
        if case .file? = try? FileKind(of: path) { found.append(path) }
      }
      let parent = FilePath.parent(folder)
      if parent == folder || folder.isEmpty || folder == "/" { return found }
      folder = parent
    }
  }

  /// The folders that lie in no other one of them.
  private static func outermost(_ folders: [String]) -> [String] {
    var result: [String] = []
    for folder in Set(folders).sorted() where !result.contains(where: { FilePath.isInside(folder, folder: $0) }) { result.append(folder) }
    return result
  }
}

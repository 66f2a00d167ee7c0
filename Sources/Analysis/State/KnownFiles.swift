import Lowering
import SourceText

/// The files of one state of the workspace as lowering sees them: those of the workspace, and what was loaded because a
/// deployment asked for it.
struct KnownFiles: Sendable {
  /// A file outside of the workspace's own, or of no dialect.
  enum Loaded: Sendable {
    case file(FileState)
    case text(SourceText)
    case absent
  }

  private(set) var files: [String: FileState] = [:]
  private(set) var loaded: [String: Loaded] = [:]
  /// Names of the workspace's files by folder.
  private var names: [String: Set<String>] = [:]
  /// Folders that were listed because a deployment asked for it.
  private var listed: [String: [String]] = [:]

  /// Sets a file of the workspace; returns whether it is a new one.
  mutating func set(_ state: FileState) -> Bool {
    let path = state.source.path
    loaded[path] = nil
    if files.updateValue(state, forKey: path) != nil { return false }
    names[state.source.folder, default: []].insert(state.source.name)
    return true
  }

  /// Takes a file out and gives it away, its name stays known: for a change in place.
  mutating func take(_ path: String) -> FileState? { files.removeValue(forKey: path) }

  /// Puts back what was taken.
  mutating func putBack(_ state: FileState) { files[state.source.path] = state }

  /// Forgets what is known of a path; returns the file of the workspace that it was.
  mutating func remove(_ path: String) -> FileState? {
    loaded[path] = nil
    guard let state = files.removeValue(forKey: path) else { return nil }
    names[state.source.folder]?.remove(state.source.name)
    return state
  }

  mutating func load(_ path: String, _ content: Loaded) { loaded[path] = content }
  mutating func list(_ folder: String, _ names: [String]) { listed[folder] = names }

  /// The parsed file at a path, of the workspace or loaded.
  func file(_ path: String) -> FileState? {
    if let state = files[path] { return state }
    if case .file(let state)? = loaded[path] { return state }
    return nil
  }

  /// Files of a dialect that were loaded because a deployment asked for them.
  var loadedFiles: [FileState] {
    loaded.values.compactMap { if case .file(let state) = $0 { state } else { nil } }.sorted { $0.source.path < $1.source.path }
  }

  func answer(_ path: String) -> FileLookup.Answer {
    if let state = files[path] { return .source(state.source) }
    switch loaded[path] {
    case .file(let state): return .source(state.source)
    case .text(let text): return .text(text)
    case .absent: return .absent
    case nil: return .notRead
    }
  }

  /// A folder of the workspace has the files that the walk found; what is ignored there is no part of it.
  func names(in folder: String) -> [String]? {
    if let names = names[folder], !names.isEmpty { return names.sorted() }
    return listed[folder]
  }
}

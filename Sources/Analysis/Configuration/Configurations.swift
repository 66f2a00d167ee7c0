import EncryptionModel
import PolicyRules

/// The configurations of a workspace: for each file the nearest one upwards holds.
struct Configurations: Sendable {
  private let byFolder: [String: Configuration]
  private let forced: Configuration?

  /// - Parameters:
  ///   - all: in the order of their paths. Where a folder has both forms, the JSON file wins: it sorts first.
  ///   - isForced: there is at most one, and it holds for all files.
  init(_ all: [Configuration], isForced: Bool) {
    forced = isForced ? all.first : nil
    byFolder = isForced ? [:] : Dictionary(all.map { ($0.folder, $0) }, uniquingKeysWith: { first, _ in first })
  }

  var all: [Configuration] { forced.map { [$0] } ?? byFolder.values.sorted { $0.path < $1.path } }

  var isEmpty: Bool { forced == nil && byFolder.isEmpty }

  /// The edition that holds for all files; nil where a configuration names one for some.
  var onlyEdition: Edition? {
    if let forced, forced.overrides.allSatisfy({ $0.edition == nil }) { return forced.edition ?? .september2025 }
    return all.allSatisfy { $0.edition == nil && $0.overrides.allSatisfy { $0.edition == nil } } ? .september2025 : nil
  }

  func holding(for path: String) -> Configuration? {
    if let forced { return forced }
    if byFolder.isEmpty { return nil }
    var folder = path[...]
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      if let found = byFolder[String(folder)] { return found }
    }
    return nil
  }
}

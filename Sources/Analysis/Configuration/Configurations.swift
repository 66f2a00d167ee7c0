import EncryptionModel
import PolicyRules

/// The configurations of a workspace: for each file the nearest one upwards holds.
struct Configurations: Sendable {
  private let byFolder: [String: Configuration]
  private let forced: Configuration?

  init(_ host: Host) {
    guard host.options.usesConfigurationFiles else {
      byFolder = [:]
      forced = nil
      return
    }
    if let path = host.options.configurationPath {
      byFolder = [:]
      forced = host.files[path]?.configuration
      return
    }
    forced = nil
    var found: [String: Configuration] = [:]
    // Where a folder has both, the JSON file wins: it sorts first.
    for state in host.files.values.sorted(by: { $0.source.path < $1.source.path }) {
      guard let configuration = state.configuration else { continue }
      if found[configuration.folder] == nil { found[configuration.folder] = configuration }
    }
    byFolder = found
  }

  var all: [Configuration] { forced.map { [$0] } ?? byFolder.values.sorted { $0.path < $1.path } }

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

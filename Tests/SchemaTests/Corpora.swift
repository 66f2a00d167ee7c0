import Foundation

/// Where files stand that tests read beside the package.
enum Corpora {
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A folder of the corpora, or nil where they are not at hand: `CMKLINT_CORPORA`, else `../shared/corpora` seen from the
  /// package or a folder above it.
  static func folder(_ name: String) -> String? {
    if let root = ProcessInfo.processInfo.environment["CMKLINT_CORPORA"] { return existing(root + "/" + name) }
    var folder = package
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      if let found = existing(folder.path + "/shared/corpora/" + name) { return found }
    }
    return nil
  }

  static func has(_ name: String) -> Bool { folder(name) != nil }

  private static func existing(_ path: String) -> String? { FileManager.default.fileExists(atPath: path) ? path : nil }

  /// The file of a metaschema in `Tests/Metaschemas`.
  static func metaschema(_ uri: String) -> String? {
    var name = uri
    for prefix in ["https://json-schema.org/", "http://json-schema.org/"] where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
    return existing(package.path + "/Tests/Metaschemas/" + name + ".json")
  }
}

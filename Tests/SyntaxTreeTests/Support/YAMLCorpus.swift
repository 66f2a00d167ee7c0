import Foundation

/// The real files and conformance cases beside the package, where they are there.
enum YAMLCorpus {
  /// The folder with the sets; `CMKLINT_CORPORA` overrides it.
  static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["CMKLINT_CORPORA"] { return existing(URL(fileURLWithPath: path)) }
    var place = URL(fileURLWithPath: #filePath)
    while place.path != "/" {
      place.deleteLastPathComponent()
      if let found = existing(place.appendingPathComponent("shared/corpora")) { return found }
    }
    return nil
  }()

  private static func existing(_ url: URL) -> URL? { FileManager.default.fileExists(atPath: url.path) ? url : nil }

  static var isPresent: Bool { folder != nil }

  /// The files of a set whose name ends so, sorted by path.
  static func files(_ set: String, _ suffixes: String...) -> [URL] {
    guard let folder, let all = FileManager.default.enumerator(at: folder.appendingPathComponent(set), includingPropertiesForKeys: nil)
    else { return [] }
    return all.compactMap { $0 as? URL }.filter { url in suffixes.contains { url.path.hasSuffix($0) } }.sorted { $0.path < $1.path }
  }

  static func bytes(_ url: URL) -> [UInt8] { (try? Data(contentsOf: url)).map { Array($0) } ?? [] }
}

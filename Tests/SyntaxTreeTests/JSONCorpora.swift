import Foundation

/// The real files that the tests read, in the folder beside the package (or the one that `CMKLINT_CORPORA` names).
enum JSONCorpora {
  static let folder: URL? = {
    let named = ProcessInfo.processInfo.environment["CMKLINT_CORPORA"].map { URL(fileURLWithPath: $0) }
    var candidates = [named].compactMap { $0 }
    var up = URL(fileURLWithPath: #filePath)
    while up.path != "/" {
      up.deleteLastPathComponent()
      candidates.append(up.appendingPathComponent("shared/corpora"))
    }
    return candidates.first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static var isThere: Bool { folder != nil }

  /// The files below a folder of the corpora whose names end so, sorted.
  static func files(_ path: String = "", endings: [String] = [".json", ".jsonc"]) -> [URL] {
    guard let folder else { return [] }
    let start = path.isEmpty ? folder : folder.appendingPathComponent(path)
    let all = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
    return all.filter { url in endings.contains { url.lastPathComponent.hasSuffix($0) } }.sorted { $0.path < $1.path }
  }

  static func bytes(_ url: URL) -> [UInt8] { (try? Data(contentsOf: url)).map { Array($0) } ?? [] }
}

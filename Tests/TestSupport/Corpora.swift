import Foundation

/// The real files that tests read: `../shared/corpora` seen from the package or a folder above it, or what `CMKLINT_CORPORA` names.
public enum Corpora {
  public static let folder: String? = {
    if let named = ProcessInfo.processInfo.environment["CMKLINT_CORPORA"] { return existing(named) }
    var up = URL(fileURLWithPath: #filePath)
    while up.path != "/" {
      up.deleteLastPathComponent()
      if let found = existing(up.appendingPathComponent("shared/corpora").path) { return found }
    }
    return nil
  }()

  /// Whether they are at hand. Tests that need them are skipped, visibly, where they are not.
  public static var isThere: Bool { folder != nil }
  /// Why a test is skipped.
  public static let reason = "the corpora are not at hand (../shared/corpora or CMKLINT_CORPORA)"

  /// Absolute paths of the files below a folder of the corpora whose names end so, sorted.
  public static func files(_ set: String = "", endings: [String]) -> [String] {
    guard let folder else { return [] }
    let start = set.isEmpty ? folder : folder + "/" + set
    let all = FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
    return all.filter { path in endings.contains { path.hasSuffix($0) } }.sorted().map { start + "/" + $0 }
  }

  public static func bytes(_ path: String) -> [UInt8] { FileManager.default.contents(atPath: path).map { Array($0) } ?? [] }

  private static func existing(_ path: String) -> String? { FileManager.default.fileExists(atPath: path) ? path : nil }
}

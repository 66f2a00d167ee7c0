import Analysis
import SourceText
import Workspace

/// Some files of a folder, as they are on the disk.
struct FileBatch: Sendable {
  /// The key of the folder in the session.
  var folder: Int
  var files: [(path: String, text: SourceText)] = []
  /// Paths at which there is nothing (any more).
  var missing: [String] = []
  /// Whether the job is done with it.
  var isLast = false
  /// Whether with it all files of the folder have been read.
  var isWholeFolder = false

  /// How many bytes are gathered before they are handed over.
  private static let size = 4 << 20

  /// Reads the files and gives them out in batches, the last one marked.
  static func read(_ paths: [String], folder: Int, isWalk: Bool, _ give: (FileBatch) -> Void) {
    var batch = FileBatch(folder: folder)
    var bytes = 0
    for path in paths {
      // A file that cannot be read, for whatever reason, is one that is not there; an editor is no place to complain.
      if let content = try? FileReader.read(path, limit: largestFile) {
        bytes += content.count
        batch.files.append((path, SourceText(content)))
      } else {
        batch.missing.append(path)
      }
      if bytes > size {
        give(batch)
        batch = FileBatch(folder: folder)
        bytes = 0
      }
    }
    batch.isLast = true
    batch.isWholeFolder = isWalk
    give(batch)
  }

  /// No file written by people is larger; generated ones would make an editor wait.
  private static let largestFile = 32 << 20

  /// The candidates that lie in the folder itself.
  static func siblings(in root: String) -> [String] {
    ((try? FolderWalk(suffixes: []).filesDirectly(in: root)) ?? []).filter { Host.isCandidate(name: FilePath.name($0)) }
  }
}

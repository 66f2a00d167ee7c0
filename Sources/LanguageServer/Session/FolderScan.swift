import Analysis
import SourceText
import Workspace

/// Reads files for the session on a thread of its own.
enum FolderScan {
  /// Some files of a folder, as they are on the disk.
  struct Batch: Sendable {
    var folder: Int
    var files: [(path: String, text: SourceText)] = []
    /// Paths at which there is nothing (any more).
    var missing: [String] = []
    /// Whether the job is done with it.
    var isLast = false
  }
}

enum BaselineLoad {
  struct Result: Sendable {
    var folder: Int
    var revision: String
    /// Nil: there is no such state.
    var files: [(path: String, text: SourceText)]?
  }
}

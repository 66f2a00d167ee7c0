import Analysis

/// What a background job has found. Each job posts one that ends it; reading posts others before.
enum BackgroundResult: Sendable {
  case listed(folder: Int, paths: [String], isWholeFolder: Bool)
  case read(FileBatch)
  /// Nil: there is no such state.
  case listedEarlier(folder: Int, revision: String, EarlierFiles?)
  case readEarlier(EarlierFiles, [ReadFile])
  case looked(folder: Int, commit: String?, [(file: WantedFile, content: WantedFile.Content)])

  var endsItsJob: Bool { if case .read(let batch) = self { batch.isLast } else { true } }
}

/// Some files of a folder, as they are on the disk.
struct FileBatch: Sendable {
  var folder: Int
  var files: [ReadFile] = []
  /// Paths at which there is nothing of interest (any more).
  var missing: [String] = []
  /// What a person should know of those: a sentence for each file that was left alone because of its size.
  var refusals: [String] = []
  /// Whether the job is done with it.
  var isLast = false
  /// Whether with it all files of the folder have been read.
  var isWholeFolder = false
}

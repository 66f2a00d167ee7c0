import Analysis

/// What is read from the disk behind the loop's back: one job after the other, so that a later look at a file never comes
/// before an earlier one.
struct BackgroundReading: Sendable {
  private var waiting: [BackgroundJob] = []
  private var isBusy = false

  /// The job to start now, if none is running.
  mutating func add(_ job: BackgroundJob) -> BackgroundJob? {
    // Asking twice for the same before it was begun gives the same.
    if !waiting.contains(job) { waiting.append(job) }
    return isBusy ? nil : next()
  }

  /// To be called when the running job is done: the one to start now.
  mutating func next() -> BackgroundJob? {
    isBusy = !waiting.isEmpty
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }
}

/// Something to be looked up outside. `folder` is the key of a folder in the session.
enum BackgroundJob: Hashable, Sendable {
  /// The names of all files of interest in a folder and below.
  case list(folder: Int, root: String)
  /// The names of those in the folder itself.
  case listSiblings(folder: Int, root: String)
  /// The contents of some files, which may be gone.
  case read(folder: Int, paths: [String], isWholeFolder: Bool)
  /// The names of the files at a revision.
  case listEarlier(folder: Int, root: String, revision: String)
  /// Their contents.
  case readEarlier(EarlierFiles)
  /// What deployments asked for beside the files of the workspace; `commit` is that of the state before.
  case look(folder: Int, root: String, wanted: [WantedFile], commit: String?)
}

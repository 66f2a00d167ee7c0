import SourceText

/// What is read from the disk behind the loop's back: one job after the other, so that a later look at a file never comes
/// before an earlier one.
struct BackgroundReading: Sendable {
  enum Job: Hashable, Sendable {
    /// All candidates of a folder and below.
    case walk(folder: Int, root: String)
    /// The candidates of one folder alone.
    case siblings(folder: Int, root: String)
    /// Some files, which may be gone.
    case files(folder: Int, paths: [String])
    /// The state to compare with.
    case baseline(folder: Int, root: String, revision: String)
  }

  private var waiting: [Job] = []
  private var isBusy = false

  /// The job to start now, if the last one is done.
  mutating func add(_ job: Job) -> Job? {
    // Asking twice for the same before it was begun gives the same.
    if !waiting.contains(job) { waiting.append(job) }
    return isBusy ? nil : next()
  }

  /// To be called when the running job is done: the one to start now.
  mutating func next() -> Job? {
    isBusy = !waiting.isEmpty
    return waiting.isEmpty ? nil : waiting.removeFirst()
  }
}

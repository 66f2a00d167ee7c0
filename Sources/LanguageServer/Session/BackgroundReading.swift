import Analysis
import SourceText
import Workspace

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

  /// The job to start now, if none is running.
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

extension BackgroundReading.Job {
  /// Does the job on a thread of its own and posts what comes of it; the last post says so.
  func start(mailbox: Mailbox) {
    let hasStarted = SystemThread.start {
      switch self {
      case .walk(let folder, let root):
        let found = FolderWalk(suffixes: []).list([root]).files.filter { Host.isCandidate(name: FilePath.name($0)) }
        FileBatch.read(found, folder: folder, isWalk: true) { mailbox.post(.files($0)) }
      case .siblings(let folder, let root):
        FileBatch.read(FileBatch.siblings(in: root), folder: folder, isWalk: false) { mailbox.post(.files($0)) }
      case .files(let folder, let paths): FileBatch.read(paths, folder: folder, isWalk: false) { mailbox.post(.files($0)) }
      case .baseline(let folder, let root, let revision):
        mailbox.post(.baseline(EarlierState(folder: folder, wanted: revision, root: root)))
      }
    }
    // Without a thread there is nothing from the disk, but the queue goes on.
    if !hasStarted {
      switch self {
      case .walk(let folder, _), .siblings(let folder, _), .files(let folder, _):
        mailbox.post(.files(FileBatch(folder: folder, isLast: true)))
      case .baseline(let folder, _, let revision): mailbox.post(.baseline(EarlierState(folder: folder, wanted: revision)))
      }
    }
  }
}

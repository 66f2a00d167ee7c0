/// Why git could not tell something.
public enum GitError: Error, Hashable, Sendable {
  /// No `git` on PATH.
  case notInstalled
  /// `path` lies in no work tree.
  case noRepository(path: String)
  case unknownRevision(String)
  /// HEAD and the revision share no commit.
  case noMergeBase(revision: String)
  /// git ended with another status than 0; `reason` is the first line that it complained with.
  case failed(command: String, reason: String)
  /// git wrote more than `limit` bytes.
  case tooMuchOutput(command: String, limit: Int)
  /// git wrote something that this program does not understand.
  case strangeOutput(command: String)
  /// The process could not be started or spoken with.
  case system(action: String, reason: String)

  /// One line that says what happened and what to do.
  public var message: String {
    switch self {
    case .notInstalled: "git was not found. Install it, or put it on PATH."
    case .noRepository(let path): "\(quoted(path)) is in no git repository. Run inside one, or name a folder instead of a revision."
    case .unknownRevision(let revision): "Unknown revision \(quoted(revision)). Check its name, or fetch it."
    case .noMergeBase(let revision):
      "\(quoted(revision)) and HEAD have no commit in common. Fetch more history (git fetch --unshallow), or name another revision."
    case .failed(let command, let reason): "git \(command) failed: \(quoted(reason))."
    case .tooMuchOutput(let command, let limit): "git \(command) wrote more than \(limit) bytes. Name a smaller folder."
    case .strangeOutput(let command): "git \(command) answered in an unknown form. Update git."
    case .system(let action, let reason): "Could not \(action): \(reason)."
    }
  }
}

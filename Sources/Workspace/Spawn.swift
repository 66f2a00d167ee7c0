#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Why a program could not be started: an `errno`.
struct SpawnFailure: Error {
  let code: Int32
}

/// Starts the program `arguments[0]`, found on PATH, with the three descriptors as its standard ones and git's environment.
func spawn(_ arguments: [String], input: Int32, output: Int32, errors: Int32) -> Result<pid_t, SpawnFailure> {
  #if canImport(Darwin)
  var actions: posix_spawn_file_actions_t?
  var attributes: posix_spawnattr_t?
  #else
  var actions = posix_spawn_file_actions_t()
  var attributes = posix_spawnattr_t()
  #endif
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  posix_spawn_file_actions_adddup2(&actions, input, 0)
  posix_spawn_file_actions_adddup2(&actions, output, 1)
  posix_spawn_file_actions_adddup2(&actions, errors, 2)
  // This process ignores SIGPIPE; the child shall not inherit that.
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGPIPE)
  posix_spawnattr_setsigdefault(&attributes, &signals)
  posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
  var argv = cStrings(arguments)
  var environment = cStrings(gitEnvironment())
  defer { for text in argv + environment { free(text) } }
  var identifier = pid_t()
  let code = posix_spawnp(&identifier, arguments.first ?? "", &actions, &attributes, &argv, &environment)
  return code == 0 ? .success(identifier) : .failure(SpawnFailure(code: code))
}

/// Held while descriptors are made and a child is started, so that no other child inherits a pipe and keeps it open.
let spawnLock = Lock()

/// A pipe whose ends no child inherits, both above the standard descriptors; nil sets `errno`.
func closedOnExecPipe() -> (read: Int32, write: Int32)? {
  var ends: [Int32] = [-1, -1]
  // pipe2 would be one step, but not every system has it: callers hold `spawnLock` from here to the start of the child.
  guard pipe(&ends) == 0 else { return nil }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  for i in ends.indices where ends[i] <= 2 {
    // A closed standard descriptor was handed out again: it would be overwritten in the child.
    let moved = fcntl(ends[i], F_DUPFD_CLOEXEC, 3)
    let code = errno
    close(ends[i])
    ends[i] = moved
    if moved < 0 {
      for end in ends where end >= 0 { close(end) }
      errno = code
      return nil
    }
  }
  return (ends[0], ends[1])
}

/// The environment for git: its messages in English, no locks, no questions, and none of what a hook says about its own repository.
private func gitEnvironment() -> [String] {
  let own = ["GIT_OPTIONAL_LOCKS=0", "LC_ALL=C", "GIT_TERMINAL_PROMPT=0"]
  let dropped: Set<String> = [
    "GIT_OPTIONAL_LOCKS", "LC_ALL", "GIT_TERMINAL_PROMPT", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX",
    "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS", "GIT_EXTERNAL_DIFF", "GIT_TRACE",
  ]
  var kept: [String] = []
  let first: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environ
  guard var next = first else { return own }
  while let entry = next.pointee {
    next += 1
    let text = String(cString: entry)
    let name = text.prefix { $0 != "=" }
    if !dropped.contains(String(name)) { kept.append(text) }
  }
  return kept + own
}

private func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }

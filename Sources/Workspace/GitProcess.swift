#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// One run of git: started with a list of arguments and no shell, fed and read at the same time so that neither side waits for the other.
struct GitProcess {
  /// How a run ended.
  struct Ending {
    /// The exit status; 128 and more if a signal ended it.
    let status: Int32
    /// The first line that git complained with.
    let complaint: String
  }

  /// Runs git in `folder`, gives it `input` and hands what it writes to `consume`, piece by piece.
  ///
  /// - Parameter consume: returns false to end the run at once.
  static func run(
    _ arguments: [String], in folder: String, input: [UInt8] = [], consume: (UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(GitError) -> Ending {
    BrokenPipe.becomesAnError()
    var process = try GitProcess(arguments, in: folder, takesInput: !input.isEmpty)
    let outcome = process.exchange(input: input, consume: consume)
    process.closePipes()
    if outcome != .finished { kill(process.identifier, SIGKILL) }
    let status = process.wait()
    if case .failed(let code) = outcome { throw .system(action: "speak with git", reason: systemReason(code)) }
    let line = process.complaint.split(separator: 0x0a).first ?? []
    return Ending(status: status, complaint: String(decoding: line, as: UTF8.self))
  }

  /// Runs git and returns what it wrote, up to `limit` bytes.
  static func output(_ arguments: [String], in folder: String, limit: Int) throws(GitError) -> (bytes: [UInt8], ending: Ending) {
    var bytes: [UInt8] = []
    var isTooMuch = false
    let ending = try run(arguments, in: folder) { piece in
      isTooMuch = bytes.count + piece.count > limit
      if !isTooMuch { bytes.append(contentsOf: piece) }
      return !isTooMuch
    }
    if isTooMuch { throw .tooMuchOutput(command: arguments.first ?? "", limit: limit) }
    return (bytes, ending)
  }

  private enum Outcome: Equatable {
    case finished
    case stopped
    case failed(Int32)
  }

  private let identifier: pid_t
  private var toInput: Int32
  private var fromOutput: Int32
  private var fromErrors: Int32
  private var complaint: [UInt8] = []

  private init(_ arguments: [String], in folder: String, takesInput: Bool) throws(GitError) {
    spawnLock.lock()
    var ends: [Int32] = []
    defer { spawnLock.unlock() }
    defer { for end in ends where end >= 0 { close(end) } }
    func makePipe() throws(GitError) -> (read: Int32, write: Int32) {
      guard let pair = closedOnExecPipe() else { throw .system(action: "start git", reason: systemReason(errno)) }
      ends += [pair.read, pair.write]
      return pair
    }
    let output = try makePipe()
    let errors = try makePipe()
    let input: (read: Int32, write: Int32)
    if takesInput {
      input = try makePipe()
    } else {
      let nothing = openRetrying("/dev/null", O_RDONLY | O_CLOEXEC)
      guard nothing >= 0 else { throw .system(action: "open /dev/null", reason: systemReason(errno)) }
      ends.append(nothing)
      input = (nothing, -1)
    }
    // No monitor program of the repository's is started, no path is taken for a pattern, and the user's own excludes do not
    // count, as in `FolderWalk`.
    let fixed = [
      "git", "-C", folder, "--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.excludesFile=/dev/null",
    ]
    switch spawn(fixed + arguments, input: input.read, output: output.write, errors: errors.write) {
    case .success(let identifier): self.identifier = identifier
    case .failure(let failure):
      if failure.code == ENOENT || failure.code == EACCES { throw .notInstalled }
      throw .system(action: "start git", reason: systemReason(failure.code))
    }
    (toInput, fromOutput, fromErrors) = (input.write, output.read, errors.read)
    ends = [input.read, output.write, errors.write]
  }

  /// Writes and reads until git has closed both of its outputs.
  private mutating func exchange(input: [UInt8], consume: (UnsafeBufferPointer<UInt8>) -> Bool) -> Outcome {
    for descriptor in [toInput, fromOutput, fromErrors] where descriptor >= 0 {
      _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }
    var written = 0
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 128 << 10)
    defer { buffer.deallocate() }
    while fromOutput >= 0 || fromErrors >= 0 {
      var waits = [
        pollfd(fd: toInput, events: Int16(POLLOUT), revents: 0), pollfd(fd: fromOutput, events: Int16(POLLIN), revents: 0),
        pollfd(fd: fromErrors, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&waits, 3, -1) < 0 {
        if errno == EINTR { continue }
        return .failed(errno)
      }
      if waits[0].revents != 0 {
        let count = input.withUnsafeBytes { all in write(toInput, all.baseAddress.map { $0 + written }, input.count - written) }
        if count > 0 { written += count }
        // A git that does not read to the end says why on its error output.
        if written == input.count || (count < 0 && errno != EINTR && errno != EAGAIN) { Self.shut(&toInput) }
      }
      if waits[1].revents != 0 {
        let count = read(fromOutput, buffer.baseAddress, buffer.count)
        if count > 0 {
          if !consume(UnsafeBufferPointer(rebasing: buffer[..<count])) { return .stopped }
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
          Self.shut(&fromOutput)
        }
      }
      if waits[2].revents != 0 {
        let count = read(fromErrors, buffer.baseAddress, buffer.count)
        if count > 0 {
          if complaint.count < 64 << 10 { complaint.append(contentsOf: buffer[..<count]) }
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
          Self.shut(&fromErrors)
        }
      }
    }
    return .finished
  }

  private mutating func closePipes() {
    Self.shut(&toInput)
    Self.shut(&fromOutput)
    Self.shut(&fromErrors)
  }

  private static func shut(_ descriptor: inout Int32) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = -1
  }

  private func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 {
      if errno != EINTR { return 128 }
    }
    // The encoding of <sys/wait.h>: the signal in the low seven bits, the exit status in the byte above.
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }
}

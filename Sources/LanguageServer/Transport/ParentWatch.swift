#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Looks every three seconds whether the process that started the server is still there.
enum ParentWatch {
  static func start(processID: Int, mailbox: Mailbox) {
    guard let process = pid_t(exactly: processID), process > 0 else { return }
    SystemThread.start(stackSize: 128 << 10) {
      while kill(process, 0) == 0 || errno != ESRCH { SystemThread.sleep(seconds: 3) }
      mailbox.post(.parentGone)
      // The owner may be stuck in writing to a pipe that somebody else keeps open and does not read.
      SystemThread.sleep(seconds: 3)
      _exit(1)
    }
  }
}

import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// The language server: JSON-RPC over two streams.
public enum LanguageServer {
  public struct Options: Sendable {
    /// What `serverInfo` says.
    public var version: String
    /// Whether to write to standard error what goes wrong and what is done.
    public var logs: Bool

    public init(version: String, logs: Bool = false) {
      self.version = version
      self.logs = logs
    }
  }

  /// Serves one client until it says `exit`, its stream ends or it is gone, on standard input and output unless told otherwise.
  ///
  /// Returns the exit status of LSP: 0 after `shutdown`, else 1. The calling thread is the one that owns the state.
  public static func run(_ options: Options, input: Int32 = STDIN_FILENO, output: Int32 = STDOUT_FILENO) -> Int32 {
    BrokenPipe.becomesAnError()
    let mailbox = Mailbox()
    let reader = FrameInput(descriptor: input, mailbox: mailbox)
    guard SystemThread.start(stackSize: 4 << 20, { reader.run() }) else { return 1 }
    return Session(options: options, mailbox: mailbox, output: FrameOutput(descriptor: output)).run()
  }
}

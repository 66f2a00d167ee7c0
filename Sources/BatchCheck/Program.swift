import Workspace

/// The process from its arguments to its end.
public enum Program {
  /// Does what the arguments ask for and ends the process.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - serve: the language server; returns the exit status.
  public static func run(_ arguments: [String], serve: () -> Int32) -> Never {
    BrokenPipe.becomesAnError()
    do throws(UsageError) {
      let command = try Command.parse(arguments, inputIsTerminal: InputStream.standardInput.isTerminal)
      ProcessEnd.exit(command == .serve ? serve() : BatchCheck.run(command, .process))
    } catch {
      Surroundings.process.complain(error.message)
      ProcessEnd.exit(2)
    }
  }
}

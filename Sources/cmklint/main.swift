import BatchCheck
import LanguageServer
import Workspace

BrokenPipe.becomesAnError()
let arguments = Array(CommandLine.arguments.dropFirst())
var status: Int32
do throws(UsageError) {
  switch try Command.parse(arguments, inputIsTerminal: InputStream.standardInput.isTerminal) {
  case .serve: status = LanguageServer.run(LanguageServer.Options(version: BatchCheck.version))
  case let command: status = BatchCheck.run(command, .process)
  }
} catch {
  Surroundings.process.complain(error.message)
  status = 2
}
ProcessEnd.exit(status)

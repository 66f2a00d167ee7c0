import BenchmarkLibrary
import Workspace

_ = FreedMemory.isKept()
// What `BenchmarkCommand.usage` says.
ProcessEnd.exit(BenchmarkCommand.run(Array(CommandLine.arguments.dropFirst())))

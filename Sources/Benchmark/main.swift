import Workspace

// What `BenchmarkCommand.usage` says.
ProcessEnd.exit(BenchmarkCommand.run(Array(CommandLine.arguments.dropFirst())))

import BatchCheck
import LanguageServer

Program.run(Array(CommandLine.arguments.dropFirst())) {
  LanguageServer.run(LanguageServer.Options(version: BatchCheck.version))
}

import PolicyRules
import Schema
import Workspace

/// The program without the language server: every command that reads, reports and ends.
public enum BatchCheck {
  public static let version = "0.1.0"

  /// Runs a command; returns the exit status (SPEC §1): 0 nothing found, 1 findings, 2 the job could not be done.
  public static func run(_ command: Command, _ surroundings: Surroundings) -> Int32 {
    switch command {
    case .check(let options): return CheckRun(options: options, surroundings: surroundings).run()
    case .serve: return 2
    case .explain(let name):
      guard let rule = Registry.rule(name) else {
        let hint = Registry.suggestion(for: name).map { "; did you mean '\($0)'?" } ?? "; see cmklint --list-rules"
        surroundings.complain("there is no rule '\(name)'\(hint)")
        return 2
      }
      surroundings.output(ExplainPage.text(rule.page, width: surroundings.terminalWidth ?? 100))
    case .listRules(let json): surroundings.writeOutput(json ? RuleListing.json() : Array(RuleListing.text().utf8))
    case .schema(let name):
      guard let schema = schema(named: name) else {
        surroundings.complain("there is no schema '\(name)'; there are manifest, config and findings")
        return 2
      }
      surroundings.writeOutput(schema.bytes)
    case .completions(let shell):
      guard let script = ShellCompletions.script(shell) else {
        surroundings.complain("there are no completions for '\(shell)'; there are bash, zsh and fish")
        return 2
      }
      surroundings.output(script)
    case .version: surroundings.output("cmklint \(version)\n")
    case .help: surroundings.output(HelpText.text)
    }
    return 0
  }

  private static func schema(named name: String) -> ProductSchema? {
    switch name {
    case "manifest": .manifest
    case "config": .configuration
    case "findings": .findings
    default: nil
    }
  }
}

import PolicyRules

/// Completion scripts for shells.
enum ShellCompletions {
  private static let modes = ["--check", "--stdio", "--explain", "--list-rules", "--schema", "--completions", "--version", "--help"]
  private static let flags = [
    "--fix", "--unsafe-fixes", "--diff", "--show-undecided", "--no-config", "--quiet", "--no-progress",
  ]
  private static let values: [(name: String, words: [String])] = [
    ("--format", ReportFormat.allCases.map(\.rawValue)), ("--fail-on", CheckOptions.FailOn.allCases.map(\.rawValue)),
    ("--color", CheckOptions.Color.allCases.map(\.rawValue)), ("--schema", ["manifest", "config", "findings"]),
    ("--completions", ["bash", "zsh", "fish"]),
  ]
  private static let files = ["--against", "--baseline", "--write-baseline", "--config", "--files-from"]
  private static let texts = ["--stdin-path", "--today", "--jobs"]
  private static let rules = ["--explain", "--select", "--ignore"]
  private static var ruleWords: [String] { Registry.all.flatMap { [$0.page.id, $0.page.name] } }
  private static var all: [String] { Set(modes + flags + values.map(\.name) + files + texts + rules).sorted() }

  static func script(_ shell: String) -> String? {
    switch shell {
    case "bash": bash
    case "zsh": zsh
    case "fish": fish
    default: nil
    }
  }

  private static var bash: String {
    let cases =
      values.map { "    \($0.name)) COMPREPLY=($(compgen -W '\($0.words.joined(separator: " "))' -- \"$word\")); return ;;" }
      + ["    \(rules.joined(separator: "|"))) COMPREPLY=($(compgen -W '\(ruleWords.joined(separator: " "))' -- \"$word\")); return ;;"]
    return """
      _cmklint() {
        local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
        case "$previous" in
      \(cases.joined(separator: "\n"))
        esac
        case "$word" in
          -*) COMPREPLY=($(compgen -W '\(all.joined(separator: " "))' -- "$word")) ;;
          *) COMPREPLY=($(compgen -f -- "$word")) ;;
        esac
      }
      complete -o filenames -F _cmklint cmklint

      """
  }

  private static var zsh: String {
    let cases =
      values.map { "    \($0.name)) compadd -- \($0.words.joined(separator: " ")); return ;;" }
      + ["    \(rules.joined(separator: "|"))) compadd -- \(ruleWords.joined(separator: " ")); return ;;"]
    return """
      #compdef cmklint
      _cmklint() {
        case "${words[CURRENT-1]}" in
      \(cases.joined(separator: "\n"))
        esac
        if [[ "${words[CURRENT]}" == -* ]]; then
          compadd -- \(all.joined(separator: " "))
        else
          _files
        fi
      }
      compdef _cmklint cmklint

      """
  }

  private static var fish: String {
    var lines: [String] = []
    let taken = Set(values.map(\.name) + rules)
    for name in modes + flags where !taken.contains(name) { lines.append("complete -c cmklint -l \(name.dropFirst(2))") }
    for (name, words) in values { lines.append("complete -c cmklint -l \(name.dropFirst(2)) -x -a '\(words.joined(separator: " "))'") }
    for name in rules { lines.append("complete -c cmklint -l \(name.dropFirst(2)) -x -a '\(ruleWords.joined(separator: " "))'") }
    for name in files { lines.append("complete -c cmklint -l \(name.dropFirst(2)) -r") }
    for name in texts { lines.append("complete -c cmklint -l \(name.dropFirst(2)) -x") }
    return lines.joined(separator: "\n") + "\n"
  }
}

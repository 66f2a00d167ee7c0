import PolicyRules
import SourceText

extension Command {
  /// Reads a command line.
  ///
  /// - Parameters:
  ///   - arguments: without the program's name.
  ///   - inputIsTerminal: without a mode, a program whose input is no terminal is a language server.
  public static func parse(_ arguments: [String], inputIsTerminal: Bool) throws(UsageError) -> Command {
    var parser = CommandLineParser(arguments: arguments)
    return try parser.parse(inputIsTerminal: inputIsTerminal)
  }
}

private struct CommandLineParser {
  let arguments: [String]
  var position = 0
  var options = CheckOptions()
  var mode: String?
  var modeValue: String?
  /// Options of `--check` that were given, for the message when the mode is another one.
  var checkOnly: String?
  var listsJSON = false

  mutating func parse(inputIsTerminal: Bool) throws(UsageError) -> Command {
    var isOperandOnly = false
    while position < arguments.count {
      let argument = arguments[position]
      position += 1
      if isOperandOnly || argument == "-" || !argument.hasPrefix("-") {
        options.paths.append(argument)
      } else if argument == "--" {
        isOperandOnly = true
      } else {
        try option(argument)
      }
    }
    return try command(inputIsTerminal: inputIsTerminal)
  }

  private func command(inputIsTerminal: Bool) throws(UsageError) -> Command {
    guard let mode else {
      if let path = options.paths.first {
        throw UsageError("no mode given for '\(path)'; to check it, write: cmklint --check \(path)")
      }
      if let checkOnly { throw UsageError("\(checkOnly) is an option of --check; write: cmklint --check \(checkOnly) …") }
      return inputIsTerminal ? .help : .serve
    }
    if mode != "--check", mode != "--help" {
      if let path = options.paths.first { throw UsageError("\(mode) takes no path; '\(path)' is one too many") }
      if let checkOnly { throw UsageError("\(checkOnly) does not go with \(mode)") }
    }
    switch mode {
    case "--stdio": return .serve
    case "--explain": return .explain(modeValue ?? "")
    case "--list-rules": return .listRules(json: listsJSON)
    case "--schema": return .schema(modeValue ?? "")
    case "--completions": return .completions(modeValue ?? "")
    case "--version": return .version
    case "--help": return .help
    default: break
    }
    if options.noConfig, options.config != nil { throw UsageError("--config and --no-config exclude each other") }
    if options.nulSeparated, options.filesFrom == nil { throw UsageError("-0 goes with --files-from") }
    if options.stdinPath != nil, !options.paths.contains("-") { throw UsageError("--stdin-path goes with '-' as a path") }
    if options.baseline != nil, options.writeBaseline != nil { throw UsageError("--baseline and --write-baseline exclude each other") }
    if options.paths.contains("-"), options.filesFrom == "-" { throw UsageError("'-' and --files-from - cannot both read standard input") }
    return .check(options)
  }

  private mutating func option(_ argument: String) throws(UsageError) {
    var name = argument
    var inline: String?
    if argument.hasPrefix("--"), let equals = argument.firstIndex(of: "=") {
      name = String(argument[..<equals])
      inline = String(argument[argument.index(after: equals)...])
    }
    switch name {
    case "--check", "--stdio", "--list-rules", "--version", "--help", "-h", "-V":
      try noValue(name, inline)
      try setMode(name == "-h" ? "--help" : name == "-V" ? "--version" : name)
    case "--explain", "--schema", "--completions":
      try setMode(name)
      modeValue = try value(name, inline)
    case "--format":
      let text = try value(name, inline)
      if mode == "--list-rules" || arguments.contains("--list-rules") {
        guard text == "json" || text == "text" else { throw UsageError("--list-rules can be written as text or json, not as '\(text)'") }
        listsJSON = text == "json"
      } else {
        options.outputs.append(try output(text))
        checkOnly = name
      }
    default:
      checkOnly = checkOnly ?? name
      try checkOption(name, inline)
    }
  }

  private mutating func checkOption(_ name: String, _ inline: String?) throws(UsageError) {
    switch name {
    case "--against": options.against = try value(name, inline)
    case "--stdin-path": options.stdinPath = try value(name, inline)
    case "--fix": options.fix = try flag(name, inline)
    case "--unsafe-fixes": options.unsafeFixes = try flag(name, inline)
    case "--diff": options.diff = try flag(name, inline)
    case "--select": options.select += try selectors(name, inline)
    case "--ignore": options.ignore += try selectors(name, inline)
    case "--fail-on": options.failOn = try choice(name, inline)
    case "--color": options.color = try choice(name, inline)
    case "--today":
      let text = try value(name, inline)
      guard let date = CalendarDate(text) else { throw UsageError("'\(text)' is no date; write --today YYYY-MM-DD") }
      options.today = date
    case "--baseline": options.baseline = try value(name, inline)
    case "--write-baseline": options.writeBaseline = try value(name, inline)
    case "--show-undecided": options.showUndecided = try flag(name, inline)
    case "--config": options.config = try value(name, inline)
    case "--no-config": options.noConfig = try flag(name, inline)
    case "--files-from": options.filesFrom = try value(name, inline)
    case "-0": options.nulSeparated = true
    case "--jobs", "-j":
      let text = try value(name, inline)
      guard let number = Int(text), (1...1024).contains(number) else {
        throw UsageError("--jobs takes a whole number from 1 to 1024, not '\(text)'")
      }
      options.jobs = number
    case "--quiet", "-q": options.quiet = try flag(name, inline)
    case "--no-progress": options.noProgress = try flag(name, inline)
    default: throw UsageError("unknown option '\(name)'; see cmklint --help")
    }
  }

  private mutating func setMode(_ name: String) throws(UsageError) {
    // Whoever asks for help gets it, whatever stands beside.
    if mode == "--help" { return }
    if name == "--help" {
      mode = name
      return
    }
    if let mode, mode != name { throw UsageError("\(mode) and \(name) exclude each other") }
    mode = name
  }

  private mutating func value(_ name: String, _ inline: String?) throws(UsageError) -> String {
    if let inline {
      if inline.isEmpty { throw UsageError("\(name) needs a value") }
      return inline
    }
    guard position < arguments.count, !arguments[position].hasPrefix("--") else { throw UsageError("\(name) needs a value") }
    defer { position += 1 }
    return arguments[position]
  }

  private func noValue(_ name: String, _ inline: String?) throws(UsageError) {
    if inline != nil { throw UsageError("\(name) takes no value") }
  }

  private func flag(_ name: String, _ inline: String?) throws(UsageError) -> Bool {
    try noValue(name, inline)
    return true
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(
    _ name: String, _ inline: String?
  ) throws(UsageError) -> Choice where Choice.RawValue == String {
    let text = try value(name, inline)
    guard let choice = Choice(rawValue: text) else {
      throw UsageError("\(name) takes one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")), not '\(text)'")
    }
    return choice
  }

  private mutating func selectors(_ name: String, _ inline: String?) throws(UsageError) -> [String] {
    var selectors: [String] = []
    for part in try value(name, inline).split(separator: ",") {
      let text = part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed().map(String.init).joined()
      if text.isEmpty { continue }
      if Registry.ids(selectedBy: text).isEmpty {
        let hint = Registry.suggestion(for: text).map { "; did you mean '\($0)'?" } ?? "; see cmklint --list-rules"
        throw UsageError("\(name): there is no rule '\(text)'\(hint)")
      }
      selectors.append(text)
    }
    if selectors.isEmpty { throw UsageError("\(name) needs a value") }
    return selectors
  }

  private func output(_ text: String) throws(UsageError) -> CheckOptions.Output {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let format = ReportFormat(rawValue: parts[0]) else {
      throw UsageError("--format takes one of \(ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")), not '\(parts[0])'")
    }
    if parts.count == 2, parts[1].isEmpty { throw UsageError("--format \(parts[0])= needs the name of a file") }
    return CheckOptions.Output(format: format, path: parts.count == 2 ? parts[1] : nil)
  }
}

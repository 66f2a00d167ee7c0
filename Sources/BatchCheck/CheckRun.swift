import Analysis
import PolicyRules
import SourceText
import Workspace

/// One `--check` from the paths to the exit status.
struct CheckRun {
  let options: CheckOptions
  let surroundings: Surroundings
  /// What was asked for and could not be done: exit status 2, and one line on standard error.
  private var failures: [String] = []
  private var failed: Bool { !failures.isEmpty }
  private var accepted: AcceptedFindings?
  private var stamps: [String: FileStamp] = [:]

  init(options: CheckOptions, surroundings: Surroundings) {
    self.options = options
    self.surroundings = surroundings
  }

  mutating func fail(_ message: String) {
    failures.append(message)
  }

  func run() -> Int32 {
    var run = self
    let status = run.check()
    if run.failed {
      let shown = run.failures.prefix(5).joined(separator: " ")
      let more = run.failures.count - 5
      surroundings.complain(shown + (more > 0 ? " And \(more) more." : ""))
    }
    return status
  }

  private mutating func check() -> Int32 {
    guard let today = options.today ?? surroundings.today else {
      fail("today's date is not known; give it with --today YYYY-MM-DD")
      return 2
    }
    guard let (paths, input) = readArguments() else { return 2 }
    let files = WorkspaceFiles(paths, beside: input?.neighbour, usesConfiguration: !options.noConfig && options.config == nil)
    for error in files.errors { fail(error.message) }

    var hostOptions = Host.Options(today: today, root: files.root)
    hostOptions.select = options.select
    hostOptions.ignore = options.ignore
    hostOptions.usesConfigurationFiles = !options.noConfig
    hostOptions.coversWorkspace = files.coversWorkspace
    hostOptions.isEdited = false
    var listed = files.files
    if let config = options.config {
      let path = surroundings.absolute(config)
      hostOptions.configurationPath = path
      hostOptions.patternFolder = surroundings.workingFolder
      listed.removeAll { $0 == path }
      listed.insert(path, at: 0)
    }
    var host = Host(options: hostOptions)
    let looked = load(listed, into: &host, files: files)
    if let input { host.setFile(input.path, SourceText(input.bytes)) }
    if let config = options.config, !host.hasFile(surroundings.absolute(config)) { return refuseConfiguration(config) }

    for broken in host.brokenConfigurations {
      fail("the configuration \(surroundings.display(broken.path)) cannot be read: \(broken.reason)")
    }
    let before = setBaseline(&host, files: files, input: input?.path)
    WantedFiles(jobs: jobs).settle(&host, before: before)
    readAccepted()
    var snapshot = host.snapshot()

    let asked = Asked(files: files, input: input?.path, configuration: hostOptions.configurationPath)
    if options.diff { return printDiff(snapshot, asked) }
    if options.fix || options.unsafeFixes {
      snapshot = applyFixes(snapshot, &host, asked, input: input)
    }
    return report(snapshot, asked, looked: looked)
  }

  // MARK: Arguments

  private struct Input {
    let path: String
    /// The path whose folder holds the files that are its context.
    let neighbour: String
    let bytes: [UInt8]
  }

  /// What the run was asked about.
  struct Asked {
    let files: WorkspaceFiles
    let input: String?
    /// That of `--config`.
    let configuration: String?

    func contains(_ path: String) -> Bool { path == input || path == configuration || files.asked.contains(path) }

    func contains(_ finding: ReportedFinding) -> Bool {
      contains(finding.place.path) || isConfigurationMistake(finding)
        || finding.related.contains { $0.place.revision == nil && contains($0.place.path) }
        || finding.roots.contains(where: contains)
    }

    /// What is wrong in a configuration that decides over the run is told, wherever the configuration stands.
    private func isConfigurationMistake(_ finding: ReportedFinding) -> Bool {
      ["CMK001", "CMK002", "CMK003"].contains(finding.rule) && files.decidingConfigurations.contains(finding.place.path)
    }
  }

  /// The absolute paths to check and what came through standard input; nil when they cannot be told.
  private mutating func readArguments() -> (paths: [String], input: Input?)? {
    var names = options.paths
    var input: Input?
    if let list = options.filesFrom {
      do {
        let bytes = list == "-" ? try surroundings.readInput() : try FileReader.read(surroundings.absolute(list))
        let separator: UInt8 = options.nulSeparated ? 0 : 0x0a
        names += bytes.split(separator: separator).map { line in
          String(decoding: line.last == 0x0d && separator == 0x0a ? line.dropLast() : line, as: UTF8.self)
        }.filter { !$0.isEmpty }
        if names.isEmpty { return ([], nil) }
      } catch {
        fail("the list of files cannot be read: \(Self.message(error))")
        return nil
      }
    }
    if names.contains("-") {
      names.removeAll { $0 == "-" }
      do {
        let bytes = try surroundings.readInput()
        let path = options.stdinPath.map(surroundings.absolute) ?? surroundings.namelessPath
        input = Input(path: path, neighbour: options.stdinPath == nil ? surroundings.absolute(Surroundings.nameless) : path, bytes: bytes)
      } catch {
        fail("standard input cannot be read: \(error.message)")
        return nil
      }
      if names.isEmpty {
        // The files of its workspace are its context; they are not asked about.
        return ([], input)
      }
    } else if names.isEmpty, options.filesFrom == nil {
      names = ["."]
    }
    return (names.map(surroundings.absolute), input)
  }

  private static func message(_ error: any Error) -> String {
    switch error {
    case let error as FileError: error.message
    case let error as StreamError: error.message
    case let error as GitError: error.message
    default: "\(error)"
    }
  }

  private mutating func refuseConfiguration(_ name: String) -> Int32 {
    if !failed { fail("the configuration \(name) cannot be read") }
    return 2
  }

  // MARK: Reading

  private enum Outcome: Sendable {
    case read(ReadFile, FileStamp)
    case foreign
    case failed(FileError)
  }

  /// Reads files side by side and hands them to the host in the order of their paths. Returns how many were looked at.
  private mutating func load(_ paths: [String], into host: inout Host, files: WorkspaceFiles) -> Int {
    let names = Set(WorkspaceFiles.configurationNames)
    let named = host.options.configurationPath
    func isConfiguration(_ path: String) -> Bool { names.contains(FilePath.name(path)) || path == named }
    if !options.noConfig { accept(paths.filter { named == nil ? isConfiguration($0) : $0 == named }, into: &host, files: files) }
    let isExcluded = host.excluder()
    let rest = paths.filter { !isConfiguration($0) && (files.asked.files.contains($0) || !isExcluded($0)) }
    accept(rest, into: &host, files: files)
    return rest.count { files.asked.contains($0) }
  }

  private mutating func accept(_ paths: [String], into host: inout Host, files: WorkspaceFiles) {
    let configuration = host.options.configurationPath
    let jobs = paths.map { host.job($0, isConfiguration: $0 == configuration) }
    let outcomes = WorkerPool.concurrentMap(jobs, jobs: self.jobs) { job -> Outcome in
      do throws(FileError) {
        let file = try FileReader.readStamped(job.path)
        guard let read = job.read(SourceText(file.bytes)) else { return .foreign }
        return .read(read, file.stamp)
      } catch {
        return .failed(error)
      }
    }
    for (job, outcome) in zip(jobs, outcomes) {
      switch outcome {
      case .read(let file, let stamp):
        host.accept(file)
        stamps[job.path] = stamp
      case .foreign: host.acceptForeign(job.path)
      case .failed(let error):
        // What was not asked about is only context.
        if files.asked.contains(job.path) || job.path == configuration { fail(error.message) }
      }
    }
  }

  // MARK: The state before

  /// Where the state before was asked for and cannot be read, the rest is still reported.
  private mutating func setBaseline(_ host: inout Host, files: WorkspaceFiles, input: String?) -> BaselineLoader? {
    guard let state = options.against ?? host.configuredBaseline(for: FilePath.join(files.root, "any")) else { return nil }
    // A configuration names files as they are seen from its folder.
    let configured = host.options.configurationPath.map(FilePath.parent) ?? files.root
    var loader = BaselineLoader(
      state: state, seenFrom: options.against == nil ? configured : surroundings.workingFolder, root: files.root,
      surroundings: surroundings, jobs: jobs, input: input)
    do throws(UsageError) {
      host.setBaseline(try loader.load(into: &host), isNamedFile: loader.isFile)
    } catch {
      fail(error.message)
    }
    return loader
  }

  /// The findings that are accepted for now.
  private mutating func readAccepted() {
    guard let path = options.baseline else { return }
    do throws(UsageError) {
      accepted = try AcceptedFindings(path: surroundings.absolute(path))
    } catch {
      fail(error.message)
    }
  }

  private var jobs: Int { options.jobs ?? WorkingFolder.processorCount }

  // MARK: Fixes

  private func printDiff(_ snapshot: Snapshot, _ asked: Asked) -> Int32 {
    let changes = fixes(snapshot).filter { asked.contains($0.path) }
    var patch: [UInt8] = []
    for change in changes {
      guard let before = snapshot.text(of: change.path) else { continue }
      patch += UnifiedDiff.patch(surroundings.display(change.path), before.bytes, before.bytes.applying(change.edits).text)
    }
    surroundings.writeOutput(patch)
    return failed ? 2 : patch.isEmpty ? 0 : 1
  }

  /// What was accepted stays as it is.
  private func fixes(_ snapshot: Snapshot) -> [FileEdits] {
    snapshot.fixAll(includingUnsafe: options.unsafeFixes) { finding in !(accepted?.contains(finding) ?? false) }
  }

  /// Writes the fixes; what could not be written stays as it is. Returns the snapshot of what remains.
  private mutating func applyFixes(_ snapshot: Snapshot, _ host: inout Host, _ asked: Asked, input: Input?) -> Snapshot {
    var inputText = input.flatMap { snapshot.text(of: $0.path) ?? SourceText($0.bytes) }
    for change in fixes(snapshot) where asked.contains(change.path) {
      guard let before = snapshot.text(of: change.path) else { continue }
      let fixed = before.bytes.applying(change.edits).text
      if change.path == input?.path {
        inputText = SourceText(fixed)
        host.setFile(change.path, SourceText(fixed))
        continue
      }
      do throws(FileError) {
        stamps[change.path] = try FileWriter.replace(change.path, with: fixed, ifUnchangedSince: stamps[change.path])
        host.setFile(change.path, SourceText(fixed))
      } catch {
        fail(error.message)
      }
    }
    if let inputText { surroundings.writeOutput(inputText.bytes) }
    return host.snapshot()
  }

  // MARK: Report

  private mutating func report(_ snapshot: Snapshot, _ asked: Asked, looked: Int) -> Int32 {
    var result = RunResult(
      snapshot: snapshot, findings: snapshot.findings.filter(asked.contains),
      undecided: options.showUndecided ? snapshot.undecided.filter { asked.contains($0.place.path) } : [],
      suppressed: snapshot.suppressed.reduce(0) { asked.contains($1.key) ? $0 + $1.value : $0 },
      files: looked + (asked.input == nil ? 0 : 1), checked: snapshot.checkedPaths.count(where: asked.contains))
    if let path = options.writeBaseline { write(AcceptedFindings(result.findings).bytes, to: path) }
    if let accepted {
      let kept = result.findings.filter { !accepted.contains($0) }
      result.suppressed += result.findings.count - kept.count
      result.findings = kept
    }
    let outputs = options.outputs.isEmpty ? [CheckOptions.Output(format: .text, path: nil)] : options.outputs
    for output in outputs {
      // With `--fix -` the fixed text has standard output for itself.
      if output.path == nil, asked.input != nil, options.fix || options.unsafeFixes { continue }
      let bytes = rendered(result, output)
      if let path = output.path { write(bytes, to: path) } else { surroundings.writeOutput(bytes) }
    }
    if failed { return 2 }
    return result.findings.contains { isCounted($0.severity) } ? 1 : 0
  }

  private func rendered(_ result: RunResult, _ output: CheckOptions.Output) -> [UInt8] {
    switch output.format {
    case .json: JSONReport(result: result, surroundings: surroundings).document()
    case .jsonl: JSONReport(result: result, surroundings: surroundings).lines()
    case .text:
      TextReport(
        result: result, surroundings: surroundings, isColoured: output.path == nil && isColoured, showsSummary: !options.quiet
      ).bytes()
    }
  }

  private var isColoured: Bool {
    switch options.color {
    case .always: true
    case .never: false
    case .auto:
      surroundings.outputIsTerminal && (surroundings.environment("NO_COLOR") ?? "").isEmpty && surroundings.environment("TERM") != "dumb"
    }
  }

  private func isCounted(_ severity: Severity) -> Bool {
    switch options.failOn {
    case .error: severity >= .error
    case .warning: severity >= .warning
    case .info: severity >= .info
    case .hint: true
    case .never: false
    }
  }

  private mutating func write(_ bytes: [UInt8], to path: String) {
    do throws(FileError) {
      _ = try FileWriter.replace(surroundings.absolute(path), with: bytes)
    } catch {
      fail(error.message)
    }
  }
}

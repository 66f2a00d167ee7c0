import SourceText
import Workspace

/// What a run sees of the outside, beside the files: so that tests can run it inside their own process.
public struct Surroundings: Sendable {
  public var workingFolder: String
  public var environment: @Sendable (String) -> String?
  public var today: CalendarDate?
  public var readInput: @Sendable () throws(StreamError) -> [UInt8]
  public var writeOutput: @Sendable ([UInt8]) -> Void
  public var writeError: @Sendable ([UInt8]) -> Void
  public var outputIsTerminal: Bool
  public var errorIsTerminal: Bool
  public var terminalWidth: Int?

  public init(
    workingFolder: String, environment: @escaping @Sendable (String) -> String? = { _ in nil }, today: CalendarDate?,
    readInput: @escaping @Sendable () throws(StreamError) -> [UInt8] = { () throws(StreamError) in [] },
    writeOutput: @escaping @Sendable ([UInt8]) -> Void, writeError: @escaping @Sendable ([UInt8]) -> Void,
    outputIsTerminal: Bool = false, errorIsTerminal: Bool = false, terminalWidth: Int? = nil
  ) {
    self.workingFolder = workingFolder
    self.environment = environment
    self.today = today
    self.readInput = readInput
    self.writeOutput = writeOutput
    self.writeError = writeError
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.terminalWidth = terminalWidth
  }

  /// The surroundings of this very process. What cannot be written to standard output ends the process quietly: nobody reads it.
  public static var process: Surroundings {
    let output = OutputStream.standardOutput
    return Surroundings(
      workingFolder: WorkingFolder.current, environment: { WorkingFolder.environment($0) }, today: WorkingFolder.todayUTC,
      readInput: { () throws(StreamError) in try InputStream.standardInput.readAll() },
      writeOutput: { Self.write($0, to: OutputStream.standardOutput) }, writeError: { Self.write($0, to: OutputStream.standardError) },
      outputIsTerminal: output.isTerminal, errorIsTerminal: OutputStream.standardError.isTerminal, terminalWidth: output.terminalWidth)
  }

  private static func write(_ bytes: [UInt8], to stream: consuming OutputStream) {
    var stream = stream
    try? stream.write(bytes)
    try? stream.flush()
  }

  func output(_ text: String) { writeOutput(Array(text.utf8)) }

  /// One line on standard error.
  public func complain(_ message: String) {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    writeError(Array("cmklint: \(line)\n".utf8))
  }

  func absolute(_ path: String) -> String { FilePath.absolute(path, from: workingFolder) }

  /// As SPEC §6 has it: relative to the working folder, absolute outside of it.
  func display(_ path: String) -> String {
    isNameless(path) ? Self.nameless : FilePath.display(path, from: workingFolder)
  }

  /// What reports call a document that came through standard input without a name.
  static let nameless = "<stdin>"

  /// Where such a document is taken to stand: in a folder of its own below the working folder, since it may be any of the files
  /// there, and its names must not clash with its own.
  var namelessPath: String { absolute(Self.nameless + "/" + Self.nameless) }

  func isNameless(_ path: String) -> Bool { path.hasSuffix(Self.nameless) && path == namelessPath }
}

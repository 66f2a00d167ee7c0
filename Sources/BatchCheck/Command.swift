import SourceText

/// What the program was asked to do.
public enum Command: Sendable, Equatable {
  case check(CheckOptions)
  case serve
  case explain(String)
  case listRules(json: Bool)
  case schema(String)
  case completions(String)
  case version
  case help
}

/// A command line that means nothing: exit status 2.
public struct UsageError: Error, Hashable, Sendable {
  /// One line that says what to do, without `cmklint: `.
  public let message: String

  public init(_ message: String) { self.message = message }
}

/// The options of `--check` (SPEC §1).
public struct CheckOptions: Sendable, Equatable {
  public enum FailOn: String, Sendable, CaseIterable { case error, warning, info, hint, never }
  public enum Color: String, Sendable, CaseIterable { case auto, always, never }

  /// A report and where it goes; nil: standard output.
  public struct Output: Sendable, Equatable {
    public var format: ReportFormat
    public var path: String?
  }

  public var paths: [String] = []
  public var stdinPath: String?
  public var against: String?
  public var outputs: [Output] = []
  public var fix = false
  public var unsafeFixes = false
  public var diff = false
  public var select: [String] = []
  public var ignore: [String] = []
  public var failOn = FailOn.error
  public var today: CalendarDate?
  public var baseline: String?
  public var writeBaseline: String?
  public var showUndecided = false
  public var config: String?
  public var noConfig = false
  public var filesFrom: String?
  public var nulSeparated = false
  public var jobs: Int?
  public var color = Color.auto
  public var quiet = false
  public var noProgress = false

  public init() {}
}

/// How a report is written.
public enum ReportFormat: String, Sendable, CaseIterable { case text, json, jsonl }

/// A file of the repository that is written by this program, and how its contents come about.
struct GeneratedFile: Sendable {
  /// Relative to the package's root.
  let path: String
  /// The contents, given the package's root folder.
  let contents: @Sendable (_ root: String) throws(ToolError) -> String

  /// Every generated file. A new table is one more entry here; `GeneratorTests` holds that what is committed is current.
  static let all: [GeneratedFile] =
    [
      .embeddedSchemas, .ruleTable, .policyTable, .coverageTable,
    ] + rulePages
}

/// Why a file could not be read or written.
enum ToolError: Error, CustomStringConvertible {
  case unreadable(String)
  case unwritable(String)
  case unsuitable(String, reason: String)

  var description: String {
    switch self {
    case .unreadable(let path): "cannot read \(path)"
    case .unwritable(let path): "cannot write \(path)"
    case .unsuitable(let path, let reason): "\(path) cannot be used: \(reason)"
    }
  }
}

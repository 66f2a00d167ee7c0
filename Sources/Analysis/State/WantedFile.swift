import SourceText

/// A file, or the names in a folder, that a deployment needs and nobody has looked at yet. The edge looks and tells the host.
public struct WantedFile: Hashable, Sendable {
  /// Absolute, normalised.
  public let path: String
  public let isFolder: Bool
  /// Of the state before, and not of the present one.
  public let isEarlier: Bool

  /// What `bytes` or `names` find, read by `job`; both give nil where there is nothing.
  public func content(_ job: FileJob, bytes: () -> [UInt8]?, names: () -> [String]?) -> Content {
    if isFolder { return names().map(Content.names) ?? .absent }
    guard let bytes = bytes() else { return .absent }
    let text = SourceText(bytes)
    return job.read(text).map(Content.file) ?? .text(text)
  }

  /// What is there.
  public enum Content: Sendable {
    /// A file of a dialect, read by the job that the host gave out for it.
    case file(ReadFile)
    /// A file of no dialect.
    case text(SourceText)
    /// The names of the files in the folder.
    case names([String])
    /// Nothing, or nothing that can be read.
    case absent
  }

  /// After so many rounds of looking nothing more is looked for: each leads one call deeper.
  public static let mostRounds = 32
  /// A longer file is left alone: nobody calls it as a module or loads its text.
  public static let largestFile = 16 << 20
  /// The most files that are looked for beside those of the workspace.
  public static let mostFiles = 20_000
}

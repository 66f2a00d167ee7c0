import SourceText

/// The files that a deployment is made of beside its root: modules, parameter files, texts that are loaded.
///
/// Lowering does not read the disk: it asks here. What is not there yet is a wish (`wanted`); the edge loads what is wished for
/// and lowers again. All that was asked for is remembered, so that a change in one of these files is known to concern the root.
public final class FileLookup {
  /// What is known of a path.
  public enum Answer: Sendable {
    /// A parsed file of a dialect.
    case source(SourceFile)
    /// A text of no dialect.
    case text(SourceText)
    /// Certain not to be there, or not readable.
    case absent
    /// Nobody has looked yet.
    case notRead
  }

  private let answer: (String) -> Answer
  private let list: (String) -> [String]?
  /// Paths of files that were asked for, whatever the answer.
  public private(set) var asked: Set<String> = []
  /// Folders whose files' names were asked for.
  public private(set) var askedFolders: Set<String> = []
  /// Paths of files and folders that nobody has looked at yet.
  public private(set) var wanted: Set<String> = []

  /// - Parameters:
  ///   - answer: what is known of the file at an absolute path.
  ///   - list: the names of the files directly in a folder, sorted; nil: nobody has looked yet.
  public init(answer: @escaping (String) -> Answer, list: @escaping (String) -> [String]? = { _ in [] }) {
    self.answer = answer
    self.list = list
  }

  /// Nothing but the root.
  public static var none: FileLookup { FileLookup(answer: { _ in .absent }) }

  /// The parsed file at an absolute, normalised path; nil: not there, of no dialect, or not read yet.
  public func source(_ path: String) -> SourceFile? {
    if case .source(let file) = ask(path) { file } else { nil }
  }

  /// The text of the file at a path, whatever it is.
  public func text(_ path: String) -> SourceText? {
    switch ask(path) {
    case .source(let file): file.document.text
    case .text(let text): text
    case .absent, .notRead: nil
    }
  }

  /// The names of the files directly in a folder.
  public func names(in folder: String) -> [String] {
    askedFolders.insert(folder)
    if let names = list(folder) { return names }
    wanted.insert(folder)
    return []
  }

  private func ask(_ path: String) -> Answer {
    asked.insert(path)
    let found = answer(path)
    if case .notRead = found { wanted.insert(path) }
    return found
  }
}

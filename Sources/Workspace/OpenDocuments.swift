import SourceText

/// The documents that an editor has open, by path: they stand in for the files on the disk.
public struct OpenDocuments: Sendable, Equatable {
  /// One open document.
  public struct Document: Sendable, Equatable {
    /// The editor's count of its states.
    public var version: Int
    /// What the editor shows, saved or not.
    public var text: SourceText

    /// A document in one state.
    public init(version: Int, text: SourceText) {
      self.version = version
      self.text = text
    }
  }

  // Keyed by bytes: composed and decomposed letters are equal strings, but name two files.
  private var documents: [[UInt8]: Document] = [:]

  /// No documents.
  public init() {}

  /// How many are open.
  public var count: Int { documents.count }

  /// The paths of all open documents, in the order of their bytes.
  public var paths: [String] {
    documents.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The document at a path; nil if it is not open. Setting nil closes it.
  public subscript(path: String) -> Document? {
    get { documents[Self.key(path)] }
    set { documents[Self.key(path)] = newValue }
  }

  /// Applies edits one after the other, each to the outcome of the one before; false, and nothing done, if the document is not open.
  public mutating func edit(_ path: String, version: Int, _ edits: [TextEdit]) -> Bool {
    let key = Self.key(path)
    guard var document = documents.removeValue(forKey: key) else { return false }
    for edit in edits { document.text.apply(edit) }
    document.version = version
    documents[key] = document
    return true
  }

  /// The bytes that count for `path`: the editor's, else those on the disk.
  public func read(_ path: String, limit: Int = FileReader.standardLimit) throws(FileError) -> [UInt8] {
    if let document = self[path] { return document.text.bytes }
    return try FileReader.read(path, limit: limit)
  }

  private static func key(_ path: String) -> [UInt8] { Array(FilePath.normalised(path).utf8) }
}

import EncryptionModel
import Lowering
import SourceText
import SyntaxTree

/// One file with all that its own bytes tell. Made by a pure function, so that files can be read side by side.
struct FileState: Sendable {
  let source: SourceFile
  /// The revision that the file was read from; nil for the work tree.
  let revision: String?
  let defects: [Defect]
  let suppressions: [Suppression]
  /// Of a file that says all by itself: a manifest, a plan, a what-if result.
  let declarations: Declarations?
  let configuration: Configuration?
  /// The files that it calls.
  let references: FileReferences
  /// Edits from this byte on leave it a file of its role.
  let firmFrom: Int

  init(_ source: SourceFile, revision: String?, firmFrom: Int) {
    self.source = source
    self.revision = revision
    self.firmFrom = firmFrom
    // Of an earlier state only the declarations are looked at.
    let isJudged = revision == nil
    var suppressions = isJudged ? CommentSuppressions.all(in: source) : []
    var declarations: Declarations?
    var configuration: Configuration?
    switch source.role {
    case .manifest: declarations = ManifestLowering.lower(source)
    case .armTemplate: if isJudged { suppressions += ARMSuppressions.all(in: source) }
    case .configuration:
      configuration = Configuration(source)
      suppressions += configuration?.ignores.map(\.suppression) ?? []
    case .plan: declarations = PlanLowering.lower(source)
    case .whatIf: declarations = WhatIfLowering.lower(source)
    case .armParameters, .bicep, .terraform: break
    }
    self.suppressions = suppressions
    defects = isJudged ? FileDefects.all(in: source) : []
    self.declarations = declarations
    self.configuration = configuration
    references = FileReferences(of: source)
  }

  /// The same file as one of an earlier state, in which it was no different.
  func earlier(_ id: FileID, revision: String) -> FileState {
    let source = SourceFile(id: id, path: source.path, counterpart: source.counterpart, role: source.role, document: source.document)
    return FileState(source, revision: revision, firmFrom: firmFrom)
  }

  /// The document alone, so that nothing else holds it while it is changed.
  static func document(of state: consuming FileState) -> Document { state.source.document }
}

/// A file to be read: which one it is, and its text. `read` may be called on any thread.
public struct FileJob: Sendable {
  public let id: FileID
  public let path: String
  let revision: String?
  var counterpart: String?
  let languageID: String?
  let isConfiguration: Bool

  /// The file as a part of the workspace; nil when it is of no dialect.
  public func read(_ text: SourceText) -> ReadFile? {
    guard text.count <= Tape.maximumLength,
      let file = FileRecognition.recognise(
        path: isConfiguration ? FileRecognition.configurationName(for: path) : path, bytes: text.bytes, languageID: languageID)
    else { return nil }
    let document = Document(text, format: file.format)
    let source = SourceFile(id: id, path: path, counterpart: counterpart, role: file.role, document: document)
    return ReadFile(state: FileState(source, revision: revision, firmFrom: file.firmFrom))
  }
}

/// A file of the state before that is as it is now. `read` may be called on any thread; nothing is read or parsed anew.
public struct UnchangedFileJob: Sendable {
  let state: FileState
  let id: FileID
  let revision: String

  public func read() -> ReadFile { ReadFile(state: state.earlier(id, revision: revision)) }
}

/// A file that was read, to be handed to the host.
public struct ReadFile: Sendable {
  let state: FileState
  public var path: String { state.source.path }
}

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
  /// A manifest's declarations, or a template's without any parameter file.
  let declarations: Declarations?
  let configuration: Configuration?

  init(_ source: SourceFile, revision: String?) {
    self.source = source
    self.revision = revision
    // Where no rule looks, no suppression can be judged.
    var suppressions = source.role == .bicep || source.role == .terraform ? [] : CommentSuppressions.all(in: source)
    switch source.role {
    case .manifest:
      declarations = ManifestLowering.lower(source)
      configuration = nil
    case .armTemplate:
      let lowered = ARMLowering.lower(template: source, parameters: nil, environment: nil)
      declarations = lowered.declarations
      suppressions += lowered.suppressions
      configuration = nil
    case .armParameters, .bicep, .terraform, .plan, .whatIf:
      declarations = nil
      configuration = nil
    case .configuration:
      declarations = nil
      configuration = Configuration(source)
      suppressions += configuration?.ignores.map(\.suppression) ?? []
    }
    self.suppressions = suppressions
    defects = FileDefects.all(in: source)
  }
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
    return ReadFile(state: FileState(source, revision: revision))
  }
}

/// A file that was read, to be handed to the host.
public struct ReadFile: Sendable {
  let state: FileState
  public var path: String { state.source.path }
}

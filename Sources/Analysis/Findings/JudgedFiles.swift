import EncryptionModel
import Lowering
import PolicyRules
import SourceText

/// For which files it is certain that all findings that could be in them were made: a suppression elsewhere may be used by a
/// deployment that was not there.
struct JudgedFiles {
  private let state: WorkspaceState
  private let isLoading: Bool
  /// Rules that wait for a value of a file.
  private let waiting: [FileID: Set<String>]

  init(_ state: WorkspaceState, options: Host.Options, undecided: [Undecided]) {
    self.state = state
    isLoading = options.isLoading
    waiting = undecided.reduce(into: [:]) { $0[$1.waitsFor.site.file, default: []].insert($1.rule) }
  }

  /// Whether the rules had all that they could have had to say about the file.
  func isJudged(_ path: String, _ file: FileID, _ rules: Set<String>) -> Bool {
    guard !isLoading, let source = state.files[path]?.source else { return false }
    switch source.role {
    case .manifest, .configuration, .armTemplate, .armParameters, .plan, .whatIf: return true
    case .bicep, .terraform:
      // A module whose caller is not here, or whose arguments are not known, may be judged otherwise there.
      return state.isRead(path) && !state.isIncomplete(path) && (waiting[file]?.isDisjoint(with: rules) ?? true)
    }
  }
}

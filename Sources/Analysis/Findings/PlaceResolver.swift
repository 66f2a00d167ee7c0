import EncryptionModel
import Lowering
import SourceText

/// Turns sites into paths and byte ranges of one state of the workspace.
struct PlaceResolver {
  private var states: [FileID: FileState] = [:]

  init(_ host: Host) {
    for state in host.files.values { states[state.source.id] = state }
    for state in (host.baseline ?? [:]).values { states[state.source.id] = state }
  }

  func path(of file: FileID) -> String? { states[file]?.source.path }
  func source(of file: FileID) -> SourceFile? { states[file]?.source }
  func isEarlier(_ file: FileID) -> Bool { states[file]?.revision != nil }

  func range(_ site: Site) -> ByteRange? { states[site.file]?.source.items.range(of: site) }

  func place(_ site: Site) -> ReportedPlace? {
    guard let state = states[site.file], let range = state.source.items.range(of: site) else { return nil }
    return ReportedPlace(path: state.source.path, range: range, revision: state.revision)
  }

  /// The line, from zero, on which a site starts.
  func line(_ site: Site) -> Int? {
    guard let range = range(site), let source = source(of: site.file) else { return nil }
    return source.document.text.lines.line(at: range.start)
  }

  /// The line, from zero, on which a site ends.
  func lastLine(_ site: Site) -> Int? {
    guard let range = range(site), let source = source(of: site.file) else { return nil }
    return source.document.text.lines.line(at: max(range.start, range.end - 1))
  }
}

import EncryptionModel
import Lowering
import SourceText

/// Turns sites into paths and byte ranges of one state of the workspace.
struct PlaceResolver {
  private let places: [(path: String, revision: String?)]
  private let present: KnownFiles
  private let drafts: [String: FileState]
  private let before: KnownFiles?

  /// - Parameter present: the files of the present state, drafts that are seen among them.
  init(_ host: Host, present: KnownFiles) {
    places = host.places
    self.present = present
    drafts = host.drafts
    before = host.before?.known
  }

  private func place(of file: FileID) -> (path: String, revision: String?)? {
    let index = Int(file.number) - 1
    return places.indices.contains(index) ? places[index] : nil
  }

  private func state(of file: FileID) -> FileState? {
    guard let place = place(of: file) else { return nil }
    return place.revision == nil ? present.file(place.path) ?? drafts[place.path] : before?.file(place.path)
  }

  func path(of file: FileID) -> String? { place(of: file)?.path }
  func source(of file: FileID) -> SourceFile? { state(of: file)?.source }
  func isEarlier(_ file: FileID) -> Bool { place(of: file)?.revision != nil }

  func range(_ site: Site) -> ByteRange? { source(of: site.file)?.items.range(of: site) }

  func place(_ site: Site) -> ReportedPlace? {
    guard let place = place(of: site.file), let range = range(site) else { return nil }
    return ReportedPlace(path: place.path, range: range, revision: place.revision)
  }

  /// The line, from zero, on which a site starts.
  func line(_ site: Site) -> Int? {
    guard let source = source(of: site.file), let range = source.items.range(of: site) else { return nil }
    return source.document.text.lines.line(at: range.start)
  }

  /// The line, from zero, on which a site ends.
  func lastLine(_ site: Site) -> Int? {
    guard let source = source(of: site.file), let range = source.items.range(of: site) else { return nil }
    return source.document.text.lines.line(at: max(range.start, range.end - 1))
  }
}

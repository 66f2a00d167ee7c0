import EncryptionModel
import PolicyRules
import SourceText

/// A finding with its places resolved: what reports print and editors show.
public struct ReportedFinding: Hashable, Sendable {
  public var rule: String
  public var name: String
  public var severity: Severity
  public var message: String
  public var place: ReportedPlace
  public var subject: Subject
  public var related: [RelatedPlace]
  public var fixes: [ReportedFix]
  /// Survives moved lines: made of the rule, the path, the subject and what stands at the place.
  public var fingerprint: String
  /// Paths of the root files of the deployments that it was found in.
  public var roots: [String] = []
}

/// A finding with its place, its fixes not yet printed: most are never asked for.
struct PlacedFinding: Hashable, Sendable {
  /// Without fixes.
  var finding: ReportedFinding
  let fixes: [Fix]

  func printed(_ printer: FixPrinter) -> ReportedFinding {
    guard !fixes.isEmpty else { return finding }
    var finding = finding
    finding.fixes = fixes.compactMap { $0.safety == .complement ? nil : printer.print($0, of: finding) }
    return finding
  }

  /// The first fix that is wanted and can be printed.
  func firstFix(_ printer: FixPrinter, where isWanted: (Fix) -> Bool) -> ReportedFix? {
    fixes.lazy.filter(isWanted).compactMap { printer.print($0, of: finding) }.first
  }
}

/// Bytes of one file of one state of the workspace.
public struct ReportedPlace: Hashable, Sendable {
  /// Absolute, `/`-separated.
  public var path: String
  public var range: ByteRange
  /// The revision that the file was read from; nil for the work tree.
  public var revision: String?

  public init(path: String, range: ByteRange, revision: String? = nil) {
    self.path = path
    self.range = range
    self.revision = revision
  }
}

/// A second place of a finding with its message.
public struct RelatedPlace: Hashable, Sendable {
  public var message: String
  public var place: ReportedPlace

  public init(message: String, place: ReportedPlace) {
    self.message = message
    self.place = place
  }
}

/// A fix as text edits, by path; the edits of one path count in its present text and do not overlap.
public struct ReportedFix: Hashable, Sendable {
  public var title: String
  public var isSafe: Bool
  /// A start for a person to fill in: offered in the editor, never applied by `--fix`.
  public var isSkeleton: Bool
  public var edits: [FileEdits]

  public init(title: String, isSafe: Bool, isSkeleton: Bool = false, edits: [FileEdits]) {
    self.title = title
    self.isSafe = isSafe
    self.isSkeleton = isSkeleton
    self.edits = edits
  }
}

/// The edits to one file.
public struct FileEdits: Hashable, Sendable {
  public var path: String
  public var edits: [TextEdit]

  public init(path: String, edits: [TextEdit]) {
    self.path = path
    self.edits = edits
  }
}

/// Something that could not be decided, and what it waits for.
public struct ReportedUndecided: Hashable, Sendable {
  public var rule: String
  public var place: ReportedPlace
  public var waitsFor: String
}

extension ReportedFinding {
  /// The order of reports: path, position, rule.
  static func stand(_ a: ReportedFinding, before b: ReportedFinding) -> Bool {
    (a.place.path, a.place.range, a.rule, a.subject.name, a.message) < (b.place.path, b.place.range, b.rule, b.subject.name, b.message)
  }

  /// Findings of the model with places and fingerprints; sorted by path, position, rule, each once.
  static func resolved(_ findings: [Finding], host: Host, places: PlaceResolver) -> [PlacedFinding] {
    var placed: [PlacedFinding] = findings.compactMap { finding in
      guard let place = places.place(finding.site), let page = pages[finding.rule] else { return nil }
      let relative = host.relative(place.path)
      var subject = finding.subject
      if subject.kind == .file, subject.name.isEmpty { subject.name = relative }
      let reported = ReportedFinding(
        rule: page.id, name: page.name, severity: finding.severity ?? page.severity, message: finding.message, place: place,
        subject: subject,
        related: finding.related.compactMap { related in
          places.place(related.site).flatMap { $0 == place ? nil : RelatedPlace(message: related.message, place: $0) }
        },
        fixes: [], fingerprint: "", roots: finding.roots.compactMap(places.path))
      return PlacedFinding(finding: reported, fixes: finding.fixes)
    }
    placed.sort { stand($0.finding, before: $1.finding) }
    // Equal ones stand side by side, as far as a reader could tell them apart.
    placed = placed.enumerated().filter { $0.offset == 0 || placed[$0.offset - 1] != $0.element }.map(\.element)
    var seen: [UInt64: Int] = [:]
    for index in placed.indices {
      let finding = placed[index].finding
      var print = Fingerprint()
      print.add(finding.rule)
      print.add(host.relative(finding.place.path))
      print.add(finding.subject.kind.rawValue)
      print.add(finding.subject.name)
      if finding.subject.kind == .file, let text = host.file(finding.place.path)?.source.document.text {
        print.add(text.slice(text.contentRange(ofLine: text.lines.line(at: finding.place.range.start))).filter { $0 > 0x20 })
      }
      let number = seen[print.value, default: 0]
      seen[print.value] = number + 1
      print.add(String(number))
      placed[index].finding.fingerprint = print.hex
    }
    return placed
  }

  private static let pages = Dictionary(Registry.all.map { ($0.page.id, $0.page) }, uniquingKeysWith: { $1 })
}

extension Host {
  /// A path relative to the workspace's root, where it lies below it.
  func relative(_ path: String) -> String {
    let prefix = options.root.hasSuffix("/") ? options.root : options.root + "/"
    return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
  }
}

import Lowering
import SourceText
import SyntaxTree

extension Snapshot {
  /// A comment above the finding's line that suppresses it, to be given a reason by a person; nil where the file's notation
  /// has no comments, or where the finding is not in the work tree.
  public func suppression(of finding: ReportedFinding) -> FileEdits? {
    guard finding.place.revision == nil, let state = host.file(finding.place.path) else { return nil }
    let mark: String
    switch state.source.document.format {
    case .json(let options):
      guard options.comments else { return nil }
      mark = "//"
    case .yaml, .hcl: mark = "#"
    case .bicep: mark = "//"
    }
    let text = state.source.document.text
    let line = text.lines.line(at: finding.place.range.start)
    let content = text.contentRange(ofLine: line)
    let indent = text.slice(content).prefix { $0 == 0x20 || $0 == 0x09 }
    // Inside a multi-line scalar a line above would be part of its text.
    guard !state.source.document.isInsideLeaf(content.start) else { return nil }
    let comment = String(decoding: indent, as: UTF8.self) + "\(mark) cmklint-ignore[\(finding.rule)]: " + text.lineBreak
    return FileEdits(path: finding.place.path, edits: [TextEdit(ByteRange(content.start, content.start), comment)])
  }
}

extension Document {
  /// Whether the offset lies inside a leaf that starts before it and ends behind it.
  func isInsideLeaf(_ offset: Int) -> Bool {
    guard let last = path(to: offset).last, !isContainer(last) else { return false }
    return last.start < offset && offset < end(last)
  }
}

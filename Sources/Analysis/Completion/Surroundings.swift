import SourceText
import SyntaxTree

/// What stands before and behind the place that a proposal overwrites, as far as separators are concerned.
struct Surroundings {
  /// What must be written before the proposal: a space behind `:` or `-`, a comma behind a sibling.
  var before = ""
  /// What must be written behind it: a comma before a sibling.
  var behind = ""

  init(_ context: CaretContext, in document: Document) {
    let bytes = document.text.bytes
    let replacing = context.replacing
    let previous = replacing.start > 0 && replacing.start <= bytes.count ? bytes[replacing.start - 1] : nil
    if case .value = context.role, previous == 0x3a || previous == 0x2d && !document.format.isJSON { before = " " }
    guard document.format.isJSON else { return }
    // Only the members of a container have siblings.
    if case .value = context.role, case .element? = context.path.last {
    } else if case .name = context.role {
    } else {
      return
    }
    let isElement = if case .value = context.role { true } else { false }
    let container = isElement ? Array(context.path.dropLast()) : context.path
    guard let node = SchemaPlace.value(at: container, in: document) else { return }
    let siblings = isElement ? document.elements(node).map(document.range) : document.members(node).map { Self.range($0, in: document) }
    let written = siblings.filter { !$0.isEmpty }
    if let last = written.last(where: { $0.end <= replacing.start }), !Self.hasComma(last.end, replacing.start, in: document) {
      before = previous == 0x20 || previous == 0x0a ? ", " : ", "
    }
    let end = context.hasSeparator ? nil : written.first { $0.start >= replacing.end && $0.start > replacing.start }
    if let next = end, !Self.hasComma(replacing.end, next.start, in: document) { behind = "," }
  }

  private static func range(_ member: Member, in document: Document) -> ByteRange {
    let key = document.range(member.key)
    return ByteRange(key.start, max(key.end, document.range(member.value).end))
  }

  /// Whether a comma stands between two places, comments aside.
  private static func hasComma(_ start: Int, _ end: Int, in document: Document) -> Bool {
    let gap = ByteRange(start, end)
    guard document.text.slice(gap).contains(0x2c) else { return false }
    let comments = document.comments().filter { $0.start < end && $0.end > start }
    for (offset, byte) in document.text.slice(gap).enumerated() where byte == 0x2c {
      if !comments.contains(where: { $0.start <= start + offset && start + offset < $0.end }) { return true }
    }
    return false
  }
}

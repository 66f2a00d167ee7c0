import Lowering
import Schema
import SourceText
import SyntaxTree

/// What can be written at a caret, by the schema of the place and the names of the workspace.
public enum CompletionEngine {
  /// The proposals at byte `offset`, in the order in which they should be shown; empty where nothing can be said.
  ///
  /// - Parameters:
  ///   - document: JSON or YAML, half-written as it may be.
  ///   - role: what the file is; its schema follows from that and, in a template, from the type of the resource at the caret.
  ///   - names: what the workspace declares; what a manifest declares itself is added.
  public static func completions(document: Document, role: FileRole, offset: Int, names: WorkspaceNames) -> [Completion] {
    let context = document.caretContext(at: offset)
    let lines = document.text.lines
    let range = context.replacing
    guard context.role != .nothing, range.touches(offset), lines.line(at: range.start) == lines.line(at: range.end) else { return [] }
    let names = role == .manifest ? WorkspaceNames(manifest: document).union(names) : names
    var list = CompletionList(document: document, context: context, role: role)
    if let place = SchemaPlace(context.path, in: document, role: role) {
      list.add(place, names: names)
    } else if role == .armTemplate {
      list.addResourceTypes()
    }
    return list.completions
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

/// Which of Terraform's JSON reports a file is.
public enum PlanFormat: Sendable {
  case plan
  /// A state as `terraform show -json` writes it.
  case state
  /// A state as a backend keeps it, of version 4.
  case rawState

  init?(_ document: Document, _ top: Node) {
    func has(_ name: String) -> Bool { document.value(top, name) != nil }
    if has("format_version") {
      self = has("resource_changes") || has("planned_values") ? .plan : .state
    } else if document.value(top, "version").flatMap(document.scalar) == .integer(4), has("resources") || has("lineage") {
      self = .rawState
    } else {
      return nil
    }
  }

  /// What is to be said of a report whose format nobody here knows: its values are not judged.
  public static func defects(in file: SourceFile) -> [Defect] {
    guard let top = file.document.topValue(), let version = unknownVersion(in: file.document, top) else { return [] }
    return [
      Defect(
        .syntax,
        "format version \(version.text) of Terraform's JSON output is not known here; 0.1, 0.2 and 1.x are read, so that nothing of this file was checked",
        at: file.site(version.node), subject: Subject(.file, ""))
    ]
  }

  /// The format's version where it is one of those that may mean something else by the same names.
  static func unknownVersion(in document: Document, _ top: Node) -> (text: String, node: Node)? {
    guard let node = document.value(top, "format_version"), let text = document.text(top, "format_version") else { return nil }
    guard let major = Int(text.prefix { $0 != "." }), major >= 2 else { return nil }
    return (text, node)
  }
}

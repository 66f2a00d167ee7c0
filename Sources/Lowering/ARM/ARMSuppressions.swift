import EncryptionModel
import SourceText
import SyntaxTree

/// `metadata.cmklint.ignore` of a template's resources (SPEC §5): a list of `{ rule, reason, until }`.
public enum ARMSuppressions {
  public static func all(in file: SourceFile) -> [Suppression] {
    let document = file.document
    guard document.text.contains("\"cmklint\""), let top = document.topValue() else { return [] }
    var found: [Suppression] = []
    var open = [top]
    while let node = open.popLast() {
      switch document.dataKind(node) {
      case .object:
        let members = document.members(node)
        if members.contains(where: { $0.name.lowercased() == "type" }) { found += suppressions(of: node, in: file) }
        open.append(contentsOf: members.map(\.value))
      case .array: open.append(contentsOf: document.elements(node))
      case .string, .number, .boolean, .null, .missing: break
      }
    }
    return found.sorted { a, b in
      (file.items.range(of: a.site) ?? ByteRange(0, 0)) < (file.items.range(of: b.site) ?? ByteRange(0, 0))
    }
  }

  private static func suppressions(of resource: Node, in file: SourceFile) -> [Suppression] {
    let document = file.document
    guard let metadata = document.value(resource, "metadata", ignoringCase: true),
      let section = document.value(metadata, "cmklint", ignoringCase: true),
      let list = document.value(section, "ignore", ignoringCase: true)
    else { return [] }
    func malformed(_ node: Node, _ why: String) -> Suppression {
      Suppression(
        reach: .within(file.site(resource)), selectors: [], reason: nil, until: nil, malformation: why, site: file.site(node),
        removal: .remove(file.site(node)))
    }
    guard document.dataKind(list) == .array else { return [malformed(list, "'ignore' is a list of { rule, reason, until }")] }
    return document.elements(list).map { element in
      func text(_ name: String) -> String? {
        guard case .string(let text)? = document.value(element, name, ignoringCase: true).flatMap(document.scalar) else { return nil }
        return text
      }
      let until = text("until")
      let reason = text("reason").flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
      var selectors: [Suppression.Selector] = []
      if let rule = document.value(element, "rule", ignoringCase: true), let names = text("rule") {
        for name in names.split(separator: ",") {
          let trimmed = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          if !trimmed.isEmpty { selectors.append(Suppression.Selector(trimmed, at: file.site(rule))) }
        }
      }
      if selectors.isEmpty { return malformed(element, "it names no 'rule'") }
      let site = file.site(element)
      let reasonSlot =
        document.value(element, "reason", ignoringCase: true).map { Slot(.value(file.site($0)), vocabulary: .azure) }
        ?? Slot(.property(in: site, path: ["reason"]), vocabulary: .azure)
      return Suppression(
        reach: .within(file.site(resource)), selectors: selectors, reason: reason, until: until.flatMap { CalendarDate($0) },
        malformedDate: until.flatMap { CalendarDate($0) == nil ? $0 : nil }, site: site, removal: .remove(site),
        addReason: document.dataKind(element) == .object ? .set(reasonSlot, .text("the reason why this is accepted")) : nil)
    }
  }
}

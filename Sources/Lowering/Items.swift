import SourceText
import SyntaxTree

/// Finds what a person would call one thing in a file, so that places can be kept relative to it.
public enum Items {
  public static func table(of document: Document, role: FileRole, file: FileID) -> ItemTable {
    var table = ItemTable(file: file)
    if role == .armTemplate {
      ARMItems.add(document, to: &table)
      return table
    }
    switch document.format {
    case .bicep: LanguageItems.addBicep(document, to: &table)
    case .hcl: LanguageItems.addHCL(document, to: &table)
    case .json, .yaml: break
    }
    guard let top = document.topValue() else { return table }
    for section in document.members(top) {
      let elements = document.elements(section.value)
      if !elements.isEmpty {
        for (index, element) in elements.enumerated() {
          let name = document.value(element, "name", ignoringCase: true).map(document.string) ?? String(index)
          let type = document.value(element, "type", ignoringCase: true).map(document.string) ?? ""
          if role == .plan || role == .whatIf {
            let names = ["address", "resourceId", "module"].compactMap {
              document.value(element, $0, ignoringCase: true).map(document.string)
            }
            _ = table.add(key: Fingerprint.of(section.name, type, name, names.joined(separator: " ")), range: document.range(element))
            continue
          }
          _ = table.add(key: Fingerprint.of(section.name, type, name), range: document.range(element))
        }
      } else {
        for member in document.members(section.value) {
          _ = table.add(
            key: Fingerprint.of(section.name, member.name),
            range: ByteRange(document.range(member.key).start, document.range(member.value).end))
        }
      }
    }
    return table
  }
}

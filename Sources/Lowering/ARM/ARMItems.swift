import SourceText
import SyntaxTree

/// The items of a template: parameters, variables, outputs and resources, those of nested templates and children too.
enum ARMItems {
  static func add(_ document: Document, to table: inout ItemTable) {
    guard let top = document.topValue() else { return }
    var found: [(key: UInt64, range: ByteRange)] = []
    // Templates and `resources` sections still to be read, with the key of the item that they are in.
    var templates: [(node: Node, key: UInt64, depth: Int)] = [(top, 0, 0)]
    while let template = templates.popLast() {
      for section in document.members(template.node) where template.depth < 64 {
        guard section.name.lowercased() == "resources" else {
          for member in document.members(section.value) {
            let range = ByteRange(document.range(member.key).start, document.range(member.value).end)
            found.append((Fingerprint.of(String(template.key), section.name, member.name), range))
          }
          continue
        }
        var lists = [(node: section.value, key: template.key, depth: template.depth)]
        while let list = lists.popLast() {
          for resource in resources(list.node, in: document) {
            let key = Fingerprint.of(String(list.key), resource.type, resource.name)
            found.append((key, resource.range))
            guard list.depth < 64 else { continue }
            if let children = document.value(resource.node, "resources", ignoringCase: true) {
              lists.append((children, key, list.depth + 1))
            }
            if let properties = document.value(resource.node, "properties", ignoringCase: true),
              let nested = document.value(properties, "template", ignoringCase: true)
            {
              templates.append((nested, key, list.depth + 1))
            }
          }
        }
      }
    }
    for item in found.sorted(by: { ($0.range.start, -$0.range.end) < ($1.range.start, -$1.range.end) }) {
      _ = table.add(key: item.key, range: item.range)
    }
  }

  private struct Resource {
    var node: Node
    var type: String
    var name: String
    var range: ByteRange
  }

  /// An array's resources by type and name, an object's by their symbolic names.
  private static func resources(_ section: Node, in document: Document) -> [Resource] {
    let members = document.members(section)
    if !members.isEmpty {
      return members.map { member in
        let range = ByteRange(document.range(member.key).start, document.range(member.value).end)
        return Resource(node: member.value, type: "", name: member.name, range: range)
      }
    }
    return document.elements(section).map { element in
      Resource(
        node: element, type: document.value(element, "type", ignoringCase: true).map(document.string) ?? "",
        name: document.value(element, "name", ignoringCase: true).map(document.string) ?? "", range: document.range(element))
    }
  }
}

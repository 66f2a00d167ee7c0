import Lowering
import Schema
import SourceText
import SyntaxTree

/// What the schemas say about a place.
public enum HoverEngine {
  /// What the property means whose name or scalar value stands at byte `offset`; nil where no schema speaks of it.
  public static func propertyHover(document: Document, role: FileRole, offset: Int) -> Hover? {
    guard let (path, range) = place(at: offset, in: document), let place = SchemaPlace(path, in: document, role: role),
      let text = place.schema.description(at: place.path)
    else { return nil }
    return Hover(text: text, range: range)
  }

  /// The value of the document that holds `offset`: a YAML file may have several.
  private static func topValue(at offset: Int, in document: Document) -> Node? {
    var index = 0
    while let top = document.topValue(index), index < 1000 {
      if document.range(top).touches(offset) { return top }
      index += 1
    }
    return nil
  }

  /// The steps to the value at `offset`, or to the value whose name is there; the bytes of the name or scalar.
  private static func place(at offset: Int, in document: Document) -> (path: [CaretContext.Step], range: ByteRange)? {
    guard var node = topValue(at: offset, in: document) else { return nil }
    var path: [CaretContext.Step] = []
    // Each turn goes into a smaller part of the text; aliases lead elsewhere and are not followed.
    while path.count < 1000 {
      switch document.dataKind(node) {
      case .object:
        var inner: Node?
        for member in document.members(node) {
          let key = document.range(member.key)
          if key.touches(offset), !key.isEmpty { return (path + [.property(member.name)], key) }
          if document.range(member.value).touches(offset) {
            path.append(.property(member.name))
            inner = member.value
            break
          }
        }
        guard let inner else { return nil }
        node = inner
      case .array:
        guard let (position, inner) = document.elements(node).enumerated().first(where: { document.range($0.element).touches(offset) })
        else { return nil }
        path.append(.element(position))
        node = inner
      case .string, .number, .boolean, .null:
        let range = document.range(node)
        return range.touches(offset) && !range.isEmpty ? (path, range) : nil
      case .missing: return nil
      }
    }
    return nil
  }
}

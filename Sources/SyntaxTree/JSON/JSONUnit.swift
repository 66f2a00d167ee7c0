import SourceText

/// A property or an element as a person sees it: the bytes from its name (or value) to the end of its value.
struct JSONUnit {
  var key: Node?
  var value: Node
  var range: ByteRange
}

extension Document {
  /// The properties of an object or the elements of an array.
  func jsonUnits(_ container: Node) -> [JSONUnit] {
    var units: [JSONUnit] = []
    var name: Node?
    for child in children(container) {
      if isJSONName(child) {
        name = child
      } else if isJSONValue(child) {
        units.append(JSONUnit(key: name, value: child, range: ByteRange(name?.start ?? child.start, end(child))))
        name = nil
      }
    }
    return units
  }

  /// The same as a change sees them; the nodes are the values.
  func jsonEntryList(_ container: Node) -> EntryList {
    let units = jsonUnits(container)
    return EntryList(
      opening: container.start + 1, closing: jsonCloser(container), isClosed: isJSONClosed(container), nodes: units.map(\.value),
      entries: units.map(\.range))
  }
}

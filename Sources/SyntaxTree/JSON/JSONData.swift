import SourceText

/// The data view of a JSON document.
extension Document {
  func jsonTopValue() -> Node? {
    children(root).first { isJSONValue($0) && kind($0) != .missing }
  }

  func jsonDataKind(_ node: Node) -> DataKind {
    switch kind(node) {
    case .jsonObject: .object
    case .jsonArray: .array
    case .jsonString, .jsonName: .string
    case .jsonNumber: .number
    case .jsonTrue, .jsonFalse: .boolean
    case .jsonNull: .null
    default: .missing
    }
  }

  func jsonMembers(_ node: Node) -> [Member] {
    guard kind(node) == .jsonObject else { return [] }
    var members: [Member] = []
    var name: Node?
    eachChild(of: node) { child in
      if isJSONName(child) {
        name = child
      } else if isJSONValue(child), let key = name {
        members.append(Member(key: key, name: jsonText(key), value: child))
        name = nil
      }
      return true
    }
    return members
  }

  func jsonElements(_ node: Node) -> [Node] {
    guard kind(node) == .jsonArray else { return [] }
    var elements: [Node] = []
    eachChild(of: node) { child in
      if isJSONValue(child) { elements.append(child) }
      return true
    }
    return elements
  }

  /// The value of the first property called `name`, without making strings of the names on the way.
  func jsonValue(_ node: Node, _ name: String, ignoringCase: Bool) -> Node? {
    guard kind(node) == .jsonObject else { return nil }
    let wanted = Array(name.utf8)
    let isPlain = wanted.allSatisfy { $0 < 0x80 }
    var isFound = false
    var value: Node?
    eachChild(of: node) { child in
      if isJSONName(child) {
        isFound = isCalled(child, wanted, name, isPlain: isPlain, ignoringCase: ignoringCase)
      } else if isFound, isJSONValue(child) {
        value = child
        return false
      }
      return true
    }
    return value
  }

  /// Whether a name is `wanted`, whose string is `name`. Bytes are compared where both are ASCII.
  private func isCalled(_ key: Node, _ wanted: [UInt8], _ name: String, isPlain: Bool, ignoringCase: Bool) -> Bool {
    if isPlain, !hasError(key), flags(key) == 0 {
      let answer = text.withBytes(range(key)) { bytes -> Bool? in
        guard bytes.count >= 2 else { return nil }
        var isEqual = bytes.count == wanted.count + 2
        var all: UInt8 = 0
        for index in 1..<(bytes.count - 1) {
          let byte = bytes[index]
          all |= byte
          if isEqual {
            let other = wanted[index - 1]
            isEqual = byte == other || ignoringCase && byte ^ other == 0x20 && (byte | 0x20) &- 0x61 < 26
          } else if !ignoringCase {
            return false
          }
        }
        return all < 0x80 ? isEqual : nil
      }
      if let answer { return answer }
    }
    let text = jsonText(key)
    return text == name || ignoringCase && text.lowercased() == name.lowercased()
  }

  func jsonScalar(_ node: Node) -> Scalar? {
    switch kind(node) {
    case .jsonString, .jsonName: return .string(jsonText(node))
    case .jsonTrue: return .boolean(true)
    case .jsonFalse: return .boolean(false)
    case .jsonNull: return .null
    case .jsonNumber:
      let text = string(node)
      if let integer = Int(text) { return .integer(integer) }
      return Double(text).map { .number($0) }
    default: return nil
    }
  }

  /// Whether an entry stands for a property's name, a missing one among them.
  func isJSONName(_ node: Node) -> Bool {
    switch kind(node) {
    case .jsonName: true
    case .missing: errorCode(node).map { $0 == JSONFault.nameMissing.rawValue } ?? (flags(node) == JSONPlaceholder.name)
    default: false
    }
  }

  /// Whether an entry stands for a value, a missing one among them.
  func isJSONValue(_ node: Node) -> Bool {
    switch kind(node) {
    case .jsonObject, .jsonArray, .jsonString, .jsonNumber, .jsonTrue, .jsonFalse, .jsonNull, .jsonWord: return true
    case .missing:
      switch errorCode(node).flatMap(JSONFault.init) {
      case .valueMissing, .colonAndValueMissing, .documentEmpty: return true
      case nil: return flags(node) == JSONPlaceholder.value
      default: return false
      }
    default: return false
    }
  }

  /// What a name or string says: without its quotes, escapes decoded. A lone surrogate and bytes that are not UTF-8 read as
  /// U+FFFD.
  func jsonText(_ node: Node) -> String {
    text.withBytes(range(node)) { bytes in
      guard let first = bytes.first, first == 0x22 || first == 0x27 else { return String(decoding: bytes, as: UTF8.self) }
      let isClosed = bytes.count > 1 && bytes.last == first && errorCode(node) != JSONFault.stringNotClosed.rawValue
      let content = UnsafeBufferPointer(rebasing: isClosed ? bytes.dropFirst().dropLast() : bytes.dropFirst())
      if !hasError(node), flags(node) == 0 { return String(decoding: content, as: UTF8.self) }
      return JSONEscapes.decoded(Array(content)[...])
    }
  }
}

/// The escapes of JSON strings.
enum JSONEscapes {
  static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var i = bytes.startIndex
    while i < bytes.endIndex {
      guard bytes[i] == 0x5c, i + 1 < bytes.endIndex else {
        result.append(bytes[i])
        i += 1
        continue
      }
      switch bytes[i + 1] {
      case 0x62: result.append(0x08)
      case 0x66: result.append(0x0c)
      case 0x6e: result.append(0x0a)
      case 0x72: result.append(0x0d)
      case 0x74: result.append(0x09)
      case 0x75:
        guard let unit = unit(bytes, i) else {
          result.append(0x75)
          break
        }
        var scalar = Unicode.Scalar(unit)
        i += 4
        if unit & 0xfc00 == 0xd800, let low = self.unit(bytes, i + 2), low & 0xfc00 == 0xdc00 {
          scalar = Unicode.Scalar(0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff)
          i += 6
        }
        result.append(contentsOf: String(scalar ?? "\u{fffd}").utf8)
      case let other: result.append(other)
      }
      i += 2
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The UTF-16 unit of the escape `\uXXXX` at `i`.
  private static func unit(_ bytes: ArraySlice<UInt8>, _ i: Int) -> UInt32? {
    guard i + 5 < bytes.endIndex, bytes[i] == 0x5c, bytes[i + 1] == 0x75 else { return nil }
    var value: UInt32 = 0
    for k in 2...5 {
      let c = bytes[i + k]
      guard JSONLexis.isHexDigit(c) else { return nil }
      value = value << 4 | UInt32(c < 0x3a ? c &- 0x30 : (c | 0x20) &- 0x57)
    }
    return value
  }

  /// A string as a JSON string with its quotes.
  static func quoted(_ text: String) -> String { Literal.quoted(text) }
}

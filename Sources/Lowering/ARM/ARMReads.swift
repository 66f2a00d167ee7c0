import SourceText
import SyntaxTree

/// How often a template reads each of its parameters and variables: a literal that has one reader may be rewritten for it.
struct ARMReads {
  private var parameters = MemberReads()
  private var variables = MemberReads()

  /// Counts below `template`, nested templates left out where they have parameters and variables of their own.
  init(of template: Node, in document: Document, skipsNestedTemplates: Bool) {
    var open = [template]
    while let node = open.popLast() {
      switch document.dataKind(node) {
      case .object:
        let members = document.members(node)
        let isInner = skipsNestedTemplates || ARMNestedTemplate.isInner(members, in: document)
        for member in members where !(isInner && member.name.lowercased() == "template") { open.append(member.value) }
      case .array: open.append(contentsOf: document.elements(node))
      case .string: document.text.withBytes(document.range(node)) { count($0) }
      case .number, .boolean, .null, .missing: break
      }
    }
  }

  func isParameterShared(_ folded: String, _ members: [String]) -> Bool { parameters.isShared(folded, members) }
  func isVariableShared(_ folded: String, _ members: [String]) -> Bool { variables.isShared(folded, members) }

  /// Finds `parameters('name')` and `variables('name')` in a string's bytes. One that stands in a string literal counts too:
  /// that only makes the place of a finding more cautious.
  private mutating func count(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count > 1, bytes[1] == UInt8(ascii: "[") else { return }
    var index = bytes.startIndex
    while index < bytes.endIndex {
      guard bytes[index] == UInt8(ascii: "(") else {
        index += 1
        continue
      }
      let isParameter = Self.ends(bytes, index, with: "parameters")
      let isVariable = !isParameter && Self.ends(bytes, index, with: "variables")
      index += 1
      guard isParameter || isVariable else { continue }
      while index < bytes.endIndex, bytes[index] == 0x20 { index += 1 }
      guard index < bytes.endIndex, bytes[index] == UInt8(ascii: "'") else { continue }
      let start = index + 1
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "'")) else { return }
      let name = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
      let members = Self.members(bytes[(end + 1)...])
      if isParameter { parameters.add(name, members) } else { variables.add(name, members) }
      index = end
    }
  }

  /// The names behind the closing parenthesis, each with a dot before it.
  private static func members(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [String] {
    guard let close = bytes.firstIndex(where: { $0 != 0x20 }), bytes[close] == UInt8(ascii: ")") else { return [] }
    var names: [String] = []
    var rest = bytes[(close + 1)...]
    while rest.first == UInt8(ascii: ".") {
      let name = rest.dropFirst().prefix { byte in
        byte == 0x5f || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7a || byte >= 0x30 && byte <= 0x39 || byte >= 0x80
      }
      guard !name.isEmpty else { break }
      names.append(String(decoding: name, as: UTF8.self))
      rest = rest[name.endIndex...]
    }
    return names
  }

  /// Whether `word` stands before `end`, whatever its case.
  private static func ends(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int, with word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard end >= length else { return false }
    for k in 0..<length where bytes[end - length + k] | 0x20 != word.utf8Start[k] { return false }
    return true
  }
}

/// How a deployment resource's `properties` treat the template in them.
enum ARMNestedTemplate {
  /// Whether the properties ask for evaluation in the nested template's own scope.
  static func isInner(_ properties: [Member], in document: Document) -> Bool {
    guard let options = properties.first(where: { $0.name.lowercased() == "expressionevaluationoptions" }),
      case .string(let scope)? = document.value(options.value, "scope", ignoringCase: true).flatMap(document.scalar)
    else { return false }
    return scope.lowercased() == "inner"
  }
}

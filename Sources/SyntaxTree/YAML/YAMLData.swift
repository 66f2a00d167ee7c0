import SourceText

// What a YAML document says: the data below its notation.
extension Document {
  /// The content of the document number `index` of the stream; nil where there is no such document.
  func yamlTopValue(_ index: Int) -> Node? {
    var number = 0
    for entry in children(root) where kind(entry) == .yamlDocument {
      if number == index { return children(entry).first { kind($0).isYAMLNode } }
      number += 1
    }
    return nil
  }

  func yamlDataKind(_ node: Node) -> DataKind {
    guard let node = yamlResolved(node) else { return .missing }
    let kind = kind(node)
    if kind.isYAMLMapping { return .object }
    if kind.isYAMLSequence { return .array }
    guard kind.isYAMLScalar else { return .missing }
    if kind != .yamlPlain, kind != .yamlEmpty, flags(node) & YAMLFlag.tag == 0 { return .string }
    switch yamlScalar(node) {
    case .string: return .string
    case .integer, .number: return .number
    case .boolean: return .boolean
    case .null: return .null
    case nil: return .missing
    }
  }

  func yamlScalar(_ node: Node) -> Scalar? {
    guard let node = yamlResolved(node) else { return nil }
    let kind = kind(node)
    guard kind.isYAMLScalar else { return nil }
    let tag = yamlTag(of: node)
    let isPlain = kind == .yamlPlain || kind == .yamlEmpty
    if tag == nil {
      if !isPlain { return .string(String(decoding: yamlBytes(node), as: UTF8.self)) }
      if flags(node) & YAMLFlag.encoded == 0 { return YAMLCoreSchema.resolve(bytes(node)) }
      return YAMLCoreSchema.resolve(yamlBytes(node))
    }
    let bytes = yamlBytes(node)
    switch tag {
    case "!!int", "!!float", "!!bool", "!!null":
      return YAMLCoreSchema.resolve(bytes)
    case "!", "!!str", "!!binary":
      return .string(String(decoding: bytes, as: UTF8.self))
    default:
      return isPlain ? YAMLCoreSchema.resolve(bytes) : .string(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The tag before a node, as it is written; the full names of the core schema's tags in their short form.
  func yamlTag(of node: Node) -> String? {
    guard let range = yamlTagRange(of: node) else { return nil }
    let tag = text.string(range)
    let prefix = "!<tag:yaml.org,2002:"
    return tag.hasPrefix(prefix) ? "!!" + tag.dropFirst(prefix.count).dropLast() : tag
  }

  /// Where the tag before a node stands.
  func yamlTagRange(of node: Node) -> ByteRange? {
    guard kind(node).isYAMLNode, flags(node) & YAMLFlag.tag != 0 else { return nil }
    var index = node.index
    var end = node.start - gap(node)
    while index > 0, index <= tape.words.count {
      index -= 1
      let word = tape.words[index]
      let start = end - TapeWord.length(word)
      let kind = TapeWord.kind(word)
      if kind == .yamlTag { return start < 0 ? nil : ByteRange(start, end) }
      guard kind == .yamlAnchor || kind == .trivia || kind == .unexpected || kind == .missing else { return nil }
      end = start - TapeWord.gap(word)
    }
    return nil
  }

  // MARK: Collections

  func yamlElements(_ node: Node) -> [Node] {
    guard let node = yamlResolved(node), kind(node).isYAMLSequence else { return [] }
    return children(node).filter { kind($0).isYAMLNode }
  }

  /// The properties of a mapping; those that `<<` merges in stand at its place, and give way to the ones written in the mapping itself.
  func yamlMembers(_ node: Node) -> [Member] {
    guard let node = yamlResolved(node), kind(node).isYAMLMapping else { return [] }
    let own = yamlPairs(node)
    guard own.contains(where: { $0.name == "<<" && kind($0.key) == .yamlPlain }) else { return own }
    return yamlMerged(own)
  }

  /// The pairs of a mapping as they are written.
  func yamlPairs(_ node: Node) -> [Member] {
    var pairs: [Member] = []
    pairs.reserveCapacity(childCount(node) / 2)
    var key: Node?
    for child in children(node) where kind(child).isYAMLNode {
      if let name = key {
        pairs.append(Member(key: name, name: yamlName(name), value: child))
        key = nil
      } else {
        key = child
      }
    }
    return pairs
  }

  /// What a key is called: the text of a scalar, the source of anything else.
  private func yamlName(_ key: Node) -> String {
    if kind(key) == .yamlPlain, flags(key) & YAMLFlag.encoded == 0 { return string(key) }
    guard let scalar = yamlResolved(key), kind(scalar).isYAMLScalar else { return string(key) }
    return String(decoding: yamlBytes(scalar), as: UTF8.self)
  }

  /// More merged mappings, or properties, than these are not read.
  private static let mergeLimit = 10_000

  private func yamlMerged(_ own: [Member]) -> [Member] {
    var names: Set<String> = []
    for member in own where member.name != "<<" { names.insert(member.name) }
    var result: [Member] = []
    var visited: Set<Int> = []
    for member in own {
      guard member.name == "<<", kind(member.key) == .yamlPlain else {
        result.append(member)
        continue
      }
      var waiting = [member.value]
      var steps = 0
      while let next = waiting.popLast(), steps < Self.mergeLimit, result.count < Self.mergeLimit {
        steps += 1
        guard let source = yamlResolved(next), visited.insert(source.index).inserted else { continue }
        if kind(source).isYAMLSequence {
          waiting.append(contentsOf: yamlElements(source).reversed())
          continue
        }
        guard kind(source).isYAMLMapping else { continue }
        var merged: [Node] = []
        for pair in yamlPairs(source) {
          if pair.name == "<<", kind(pair.key) == .yamlPlain {
            merged.append(pair.value)
          } else if names.insert(pair.name).inserted {
            result.append(pair)
          }
        }
        waiting.append(contentsOf: merged.reversed())
      }
    }
    return result
  }

  // MARK: Aliases

  /// The node that a node stands for: what an alias' anchor is at, any other node itself; nil for an alias without an anchor.
  func yamlResolved(_ node: Node) -> Node? {
    guard kind(node) == .yamlAlias else { return node }
    let name = bytes(node).dropFirst()
    return yamlAnchored(name, before: node)
  }

  /// The node with the last anchor of a name before `alias`, in its document.
  private func yamlAnchored(_ name: ArraySlice<UInt8>, before alias: Node) -> Node? {
    guard let document = children(root).first(where: { $0.index < alias.index && alias.index < $0.index + span($0.index) }) else {
      return nil
    }
    var found: Node?
    var isWanted = false
    var index = document.index + 2
    var position = document.start
    var open: [(last: Int, end: Int)] = []
    while index < alias.index {
      while let top = open.last, index >= top.last {
        position = top.end
        open.removeLast()
      }
      let word = tape.words[index]
      let node = Node(index: index, start: position + TapeWord.gap(word))
      let end = node.start + TapeWord.length(word)
      let kind = TapeWord.kind(word)
      if kind == .yamlAnchor {
        isWanted = text.slice(ByteRange(node.start + 1, end)) == name
      } else if isWanted, kind.isYAMLNode {
        // The node that the alias itself lies in is no value for it: a cycle.
        let isAround = index + span(index) > alias.index
        found = isAround || kind == .yamlAlias ? nil : node
        isWanted = false
      }
      if TapeWord.isContainer(word) {
        open.append((index + span(index), end))
        position = node.start
        index += 2
      } else {
        position = end
        index += 1
      }
    }
    return found
  }
}

import SourceText

@testable import SyntaxTree

/// The events of a YAML stream in the notation of yaml-test-suite's `test.event`.
struct YAMLEvents {
  private let document: Document
  private(set) var lines: [String] = ["+STR"]
  private var handles: [String: String] = [:]

  init(_ document: Document) {
    self.document = document
    for entry in document.children(document.root) where document.kind(entry) == .yamlDocument { add(document: entry) }
    lines.append("-STR")
  }

  private mutating func add(document entry: Node) {
    handles = ["!": "!", "!!": "tag:yaml.org,2002:"]
    let flags = document.flags(entry)
    lines.append(flags & YAMLFlag.explicitStart != 0 ? "+DOC ---" : "+DOC")
    // The ends of the open collections, by tape index.
    var open: [(end: Int, line: String)] = []
    var index = entry.index + 2
    let last = entry.index + document.span(entry.index)
    var offsets = [entry.start]
    var anchor = ""
    var tag = ""
    while index < last {
      while let top = open.last, index >= top.end {
        lines.append(top.line)
        open.removeLast()
        offsets.removeLast()
      }
      let node = Node(index: index, start: offsets[offsets.count - 1] + document.gap(Node(index: index, start: 0)))
      let kind = document.kind(node)
      let end = document.end(node)
      switch kind {
      case .yamlDirective: add(directive: document.string(node))
      case .yamlAnchor: anchor = " &" + document.string(node).dropFirst()
      case .yamlTag: tag = " <" + resolve(document.string(node)) + ">"
      default: break
      }
      if kind.isYAMLNode {
        let properties = anchor + tag
        anchor = ""
        tag = ""
        if document.isContainer(node) {
          let isMapping = kind.isYAMLMapping
          lines.append((isMapping ? "+MAP" : "+SEQ") + (kind.isYAMLFlow ? isMapping ? " {}" : " []" : "") + properties)
          open.append((index + document.span(index), isMapping ? "-MAP" : "-SEQ"))
          offsets[offsets.count - 1] = end
          offsets.append(node.start)
          index += 2
          continue
        }
        lines.append(kind == .yamlAlias ? "=ALI " + document.string(node) : "=VAL" + properties + " " + value(node))
      }
      offsets[offsets.count - 1] = end
      index += document.span(index)
    }
    for top in open.reversed() { lines.append(top.line) }
    lines.append(flags & YAMLFlag.explicitEnd != 0 ? "-DOC ..." : "-DOC")
  }

  private mutating func add(directive: String) {
    let parts = directive.split { $0 == " " || $0 == "\t" }
    if parts.count == 3, parts[0] == "%TAG" { handles[String(parts[1])] = String(parts[2]) }
  }

  private func resolve(_ tag: String) -> String {
    if tag.hasPrefix("!<") { return String(tag.dropFirst(2).dropLast()) }
    var handle = "!"
    if let second = tag.dropFirst().firstIndex(of: "!") { handle = String(tag[...second]) }
    let suffix = tag.dropFirst(handle.count)
    return (handles[handle] ?? handle) + decode(String(suffix))
  }

  private func decode(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x25, rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func value(_ node: Node) -> String {
    let mark =
      switch document.kind(node) {
      case .yamlSingleQuoted: "'"
      case .yamlDoubleQuoted: "\""
      case .yamlLiteral: "|"
      case .yamlFolded: ">"
      default: ":"
      }
    var text = ""
    for scalar in String(decoding: document.yamlBytes(node), as: UTF8.self).unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\r": text += "\\r"
      case "\u{8}": text += "\\b"
      case "\0": text += "\\0"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return mark + text
  }
}

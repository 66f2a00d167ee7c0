import SourceText
import SyntaxTree

/// How often a module reads its variables and locals.
struct TerraformReads: Sendable {
  /// `var.vault`, and the attributes that are asked of it.
  struct Read: Hashable, Sendable {
    let name: String
    let members: [String]
  }

  private var reads = MemberReads()

  init(_ all: some Sequence<Read>) {
    for read in all { reads.add(read.name, read.members) }
  }

  init(of module: TerraformModule) { self.init(module.files.flatMap { Self.reads(in: $0) }) }

  /// What a file reads.
  static func reads(in file: SourceFile) -> [Read] {
    file.document.format.isJSON ? readsOfTexts(file) : reads(below: file.document.root, in: file.document)
  }

  /// What a part of a file of HCL reads.
  static func reads(below root: Node, in document: Document) -> [Read] {
    var found: [Read] = []
    document.eachEntry(below: root) { node, kind in
      guard kind == .hclTraversal, let traversal = document.hclTraversal(node), document.kind(traversal.root) == .hclVariable,
        case .attribute(let name, _)? = traversal.steps.first
      else { return }
      // Nobody asks for the readers of anything else.
      let root = document.string(traversal.root)
      if root == "var" || root == "local" { found.append(Read(name: "\(root).\(name)", members: members(traversal.steps.dropFirst()))) }
    }
    return found
  }

  /// Expressions stand in strings there: what looks like a read is one.
  private static func readsOfTexts(_ file: SourceFile) -> [Read] {
    var found: [Read] = []
    let bytes = Array(file.document.text.bytes)
    for root in ["var", "local"] {
      let word = Array((root + ".").utf8)
      var index = 0
      while index + word.count < bytes.count {
        guard bytes[index..<(index + word.count)].elementsEqual(word) else {
          index += 1
          continue
        }
        index += word.count
        let start = index
        while index < bytes.count,
          bytes[index] == 0x5f || bytes[index] == 0x2d || (bytes[index] | 0x20) >= 0x61 && (bytes[index] | 0x20) <= 0x7a
            || bytes[index] >= 0x30 && bytes[index] <= 0x39
        {
          index += 1
        }
        found.append(Read(name: "\(root).\(String(decoding: bytes[start..<index], as: UTF8.self))", members: []))
      }
    }
    return found
  }

  /// Whether another expression reads what the members of a name lead to, or a part of it.
  func isShared(_ name: String, _ members: [String]) -> Bool { reads.isShared(name, members) }

  /// The attributes up to the first step that is none.
  static func members(_ steps: ArraySlice<HCLTraversal.Step>) -> [String] {
    var names: [String] = []
    for step in steps {
      guard case .attribute(let name, _) = step else { break }
      names.append(name)
    }
    return names
  }
}

import EncryptionModel
import Lowering
import SourceText
import SyntaxTree

/// Properties that stand twice in one object of a manifest or configuration: programs read one of them, people another.
enum DuplicateProperties {
  static func all(in file: SourceFile) -> [Defect] {
    let document = file.document
    var defects: [Defect] = []
    var index = 0
    while let top = document.topValue(index), index < 1000 {
      defer { index += 1 }
      if file.role == .manifest, !file.isManifest(top) { continue }
      var open: [(node: Node, path: [String])] = [(top, [])]
      while let (node, path) = open.popLast() {
        switch document.dataKind(node) {
        case .object:
          var first: [String: Member] = [:]
          let isDeclared = file.role == .manifest && declaresNames(path)
          for member in document.members(node) {
            if path.count < 64 { open.append((member.value, path + [member.name])) }
            guard let earlier = first.updateValue(member, forKey: member.name) else { continue }
            first[member.name] = earlier
            // A vault, key, identity or resource that is declared twice is told as such.
            if isDeclared || member.name == "<<" { continue }
            defects.append(
              Defect(
                .duplicateName, "Property '\(member.name)' stands twice in one object", at: file.site(member.key),
                related: [Related("stands here already", at: file.site(earlier.key))], subject: Subject(.file, "")))
          }
        case .array: if path.count < 64 { for element in document.elements(node) { open.append((element, path + ["*"])) } }
        case .string, .number, .boolean, .null, .missing: break
        }
      }
    }
    return defects
  }

  /// Whether the properties of the object at the path are names of what the manifest declares.
  private static func declaresNames(_ path: [String]) -> Bool {
    switch path.count {
    case 1: ["vaults", "identities", "resources"].contains(path[0])
    case 3: path[0] == "vaults" && path[2] == "keys"
    default: false
    }
  }
}

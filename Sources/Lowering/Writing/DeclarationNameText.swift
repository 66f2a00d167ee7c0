import EncryptionModel
import SourceText
import SyntaxTree

/// Writes the name of one declaration where another one of its file needs it.
public enum DeclarationNameText {
  /// Nil where the declaration has no name that can be written: one of a loop, of another file, of another module.
  public static func edits(_ name: DeclarationName, at slot: Slot, in source: SourceFile, node: (Site) -> Node?) -> [TextEdit]? {
    guard let place = source.items.range(of: name.site) else { return nil }
    let names: Names?
    switch source.role {
    case .bicep: names = bicep(name, NewBicepResource(document: source.document), place)
    case .terraform where source.document.format == .hcl: names = terraform(name, NewTerraformResource(document: source.document), place)
    case .armTemplate: names = template(name, source.document, place)
    default: names = nil
    }
    guard let names else { return nil }
    let document = source.document
    let edits: [TextEdit]?
    switch slot.target {
    case .value(let site):
      guard let target = node(site) else { return nil }
      if case .oneMoreIdentity = name {
        edits = document.textEdits(for: .insert(into: target, path: names.key.map { [$0] } ?? [], names.literal))
      } else {
        edits = document.textEdits(for: .replace(target, names.literal))
      }
    case .property(in: let site, let path):
      guard let target = node(site) else { return nil }
      var literal = names.literal
      if case .dependency = name, !path.isEmpty { literal = .array([literal]) }
      edits = document.textEdits(for: .insert(into: target, path: path, literal))
    case .text: edits = nil
    }
    return edits.map { $0.map { TextEdit($0.range, Self.told($0.replacement, names.spellings)) } }
  }

  private struct Names {
    var literal: Literal
    /// The name of the property where one is written.
    var key: String?
    /// What stands for the marks in the text.
    var spellings: [(mark: String, text: String)] = []
  }

  /// Stands for an expression until the text around it is printed.
  private static let mark = "an expression of cmklint"

  private static func bicep(_ name: DeclarationName, _ writer: NewBicepResource, _ place: ByteRange) -> Names? {
    var isDependency = false
    if case .dependency = name { isDependency = true }
    guard let symbol = writer.symbol(around: place, orModule: isDependency) else { return nil }
    func expression(_ text: String) -> Names { Names(literal: .string(mark), spellings: [("'\(mark)'", text)]) }
    switch name {
    case .clientID: return expression("\(symbol).properties.clientId")
    case .id: return expression("\(symbol).id")
    case .defaultIdentity: return expression("'UserAssignedIdentity=${\(symbol).id}'")
    case .dependency: return expression(symbol)
    case .identities:
      return Names(literal: block(key: mark), spellings: [("'\(mark)'", "'${\(symbol).id}'")])
    case .oneMoreIdentity:
      return Names(literal: .object([]), key: mark, spellings: [("'\(mark)'", "'${\(symbol).id}'")])
    }
  }

  private static func template(_ name: DeclarationName, _ document: Document, _ place: ByteRange) -> Names? {
    let writer = NewARMResource(document: document)
    if case .dependency = name { return writer.dependency(around: place).map { Names(literal: .string($0)) } }
    guard let found = writer.operand(around: place) else { return nil }
    switch name {
    case .clientID: return Names(literal: .string("[reference(\(found.id), '\(found.apiVersion)').clientId]"))
    case .id: return Names(literal: .string("[\(found.id)]"))
    case .defaultIdentity: return Names(literal: .string("[format('UserAssignedIdentity={0}', \(found.id))]"))
    case .identities: return Names(literal: block(key: "[\(found.id)]"))
    case .oneMoreIdentity: return Names(literal: .object([]), key: "[\(found.id)]")
    case .dependency: return nil
    }
  }

  private static func terraform(_ name: DeclarationName, _ writer: NewTerraformResource, _ place: ByteRange) -> Names? {
    guard let found = writer.address(around: place) else { return nil }
    func expression(_ text: String) -> Names { Names(literal: .string(mark), spellings: [("\"\(mark)\"", text)]) }
    switch name {
    case .clientID: return found.isAzapi ? expression("\(found.text).output.properties.clientId") : expression("\(found.text).client_id")
    case .id, .oneMoreIdentity: return expression("\(found.text).id")
    case .defaultIdentity: return expression("join(\"=\", [\"UserAssignedIdentity\", \(found.text).id])")
    case .dependency: return expression(found.text)
    case .identities:
      let members = [
        Literal.Property("type", .string("UserAssigned")), Literal.Property("identity_ids", .array([.string(mark)])),
      ]
      return Names(literal: .object(members), spellings: [("\"\(mark)\"", "\(found.text).id")])
    }
  }

  private static func block(key: String) -> Literal {
    .object([
      Literal.Property("type", .string("UserAssigned")),
      Literal.Property("userAssignedIdentities", .object([Literal.Property(key, .object([]))])),
    ])
  }

  private static func told(_ bytes: [UInt8], _ spellings: [(mark: String, text: String)]) -> [UInt8] {
    var result = bytes
    for (mark, text) in spellings {
      let wanted = Array(mark.utf8)
      guard result.count >= wanted.count else { continue }
      for start in 0...(result.count - wanted.count) where result[start..<start + wanted.count].elementsEqual(wanted) {
        result.replaceSubrange(start..<start + wanted.count, with: text.utf8)
        break
      }
    }
    return result
  }
}

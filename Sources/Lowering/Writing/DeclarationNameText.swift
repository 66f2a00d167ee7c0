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
    case .armTemplate: names = source.items.range(of: slot.site).flatMap { template(name, source.document, place, from: $0) }
    default: names = nil
    }
    guard let names else { return nil }
    let document = source.document
    let edits: [TextEdit]?
    switch slot.target {
    case .value(let site):
      guard let target = node(site) else { return nil }
      if case .identities = name {
        edits = identityBeside(target, names, document)
      } else if case .oneMoreIdentity = name {
        edits = document.textEdits(for: .insert(into: target, path: names.key.map { [$0] } ?? [], names.literal))
      } else {
        edits = document.textEdits(for: .replace(target, names.literal))
      }
    case .property(in: let site, let path):
      guard let target = node(site) else { return nil }
      var literal = names.literal
      // What Terraform has a block for is no object there.
      if case .identities = name, source.role == .terraform, case .object(let members) = literal {
        edits = document.textEdits(forInserting: members.map { (path + [$0.name], $0.value) }, into: target)
        break
      }
      if case .dependency = name, !path.isEmpty { literal = .array([literal]) }
      edits = document.textEdits(for: .insert(into: target, path: path, literal))
    case .text: edits = nil
    }
    return edits.map { $0.map { TextEdit($0.range, Self.told($0.replacement, names.spelling)) } }
  }

  /// At the type of a resource's identities: one that is assigned to it beside its own.
  private static func identityBeside(_ type: Node, _ names: Names, _ document: Document) -> [TextEdit]? {
    guard case .object(let members) = names.literal, let list = members.first(where: { $0.name != "type" }),
      let block = document.object(around: type), document.property("type", of: block) == type,
      document.property(list.name, of: block) == nil
    else { return nil }
    return document.textEdits(for: .replace(type, .string("SystemAssigned, UserAssigned")))
      + document.textEdits(for: .insert(into: block, path: [list.name], list.value))
  }

  private struct Names {
    var literal: Literal
    /// The name of the property where one is written.
    var key: String?
    /// What the name is in the text, where it is an expression.
    var spelling: String?
  }

  /// Stands for the name of a property that is an expression, until the text around it is printed.
  private static let mark = "an expression of cmklint"

  private static func bicep(_ name: DeclarationName, _ writer: NewBicepResource, _ place: ByteRange) -> Names? {
    var isDependency = false
    if case .dependency = name { isDependency = true }
    guard let symbol = writer.symbol(around: place, orModule: isDependency) else { return nil }
    func expression(_ text: String) -> Names { Names(literal: .expression(text)) }
    switch name {
    case .clientID: return expression("\(symbol).properties.clientId")
    case .id: return expression("\(symbol).id")
    case .defaultIdentity: return expression("'UserAssignedIdentity=${\(symbol).id}'")
    case .dependency: return expression(symbol)
    case .identities:
      return Names(literal: block(key: mark), key: mark, spelling: "'${\(symbol).id}'")
    case .oneMoreIdentity:
      return Names(literal: .object([]), key: mark, spelling: "'${\(symbol).id}'")
    }
  }

  private static func template(
    _ name: DeclarationName, _ document: Document, _ place: ByteRange, from dependent: ByteRange
  ) -> Names? {
    let writer = NewARMResource(document: document)
    if case .dependency = name { return writer.dependency(around: place, from: dependent).map { Names(literal: .string($0)) } }
    guard let found = writer.operand(around: place, from: dependent) else { return nil }
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
    func expression(_ text: String) -> Names { Names(literal: .expression(text)) }
    switch name {
    case .clientID: return found.isAzapi ? expression("\(found.text).output.properties.clientId") : expression("\(found.text).client_id")
    case .id, .oneMoreIdentity: return expression("\(found.text).id")
    case .defaultIdentity: return expression("join(\"=\", [\"UserAssignedIdentity\", \(found.text).id])")
    case .dependency: return expression(found.text)
    case .identities:
      let members = [
        Literal.Property("type", .string("UserAssigned")), Literal.Property("identity_ids", .array([.expression("\(found.text).id")])),
      ]
      return Names(literal: .object(members))
    }
  }

  private static func block(key: String) -> Literal {
    .object([
      Literal.Property("type", .string("UserAssigned")),
      Literal.Property("userAssignedIdentities", .object([Literal.Property(key, .object([]))])),
    ])
  }

  /// The text with the expression in place of its mark, which Bicep prints as a string.
  private static func told(_ bytes: [UInt8], _ spelling: String?) -> [UInt8] {
    guard let spelling else { return bytes }
    let wanted = Array("'\(mark)'".utf8)
    guard bytes.count >= wanted.count,
      let start = (0...(bytes.count - wanted.count)).first(where: { bytes[$0..<$0 + wanted.count].elementsEqual(wanted) })
    else { return bytes }
    return bytes[..<start] + Array(spelling.utf8) + bytes[(start + wanted.count)...]
  }
}

extension Document {
  /// The object, or the body of a block, whose property a value is.
  fileprivate func object(around value: Node) -> Node? {
    var node = root
    var found: Node?
    // The innermost comes last; what is around the value is not the value itself.
    while let next = children(node).first(where: { $0.index <= value.index && contains($0, value) }), next != value {
      if dataKind(next) == .object || [.bicepObject, .hclBody].contains(kind(next)) { found = next }
      node = next
    }
    return found
  }

  fileprivate func property(_ name: String, of object: Node) -> Node? {
    switch format {
    case .bicep: BicepSyntax(self).value(of: name, in: object)
    case .hcl: hclAttribute(object, name)?.value
    case .json, .yaml: value(object, name, ignoringCase: true)
    }
  }

  private func contains(_ node: Node, _ other: Node) -> Bool {
    let (outer, inner) = (range(node), range(other))
    return outer.start <= inner.start && inner.end <= outer.end
  }
}

extension Slot {
  /// Where something is written: at the site, or into the object there.
  fileprivate var site: Site {
    switch target {
    case .value(let site), .property(in: let site, path: _), .text(let site): site
    }
  }
}

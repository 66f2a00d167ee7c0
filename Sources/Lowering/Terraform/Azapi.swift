import EncryptionModel
import SourceText

/// Resources of the azapi provider: ARM bodies within Terraform (AZURE.md §2G).
enum Azapi {
  static func evaluated(_ resource: TerraformResource) -> [EvaluatedResource] {
    guard ["azapi_resource", "azapi_update_resource"].contains(resource.type) else { return [] }
    let arguments = TerraformArguments(resource: resource)
    guard let type = arguments.text("type"), case .text(let told)? = type.pieces.first else { return [] }
    // `Microsoft.KeyVault/vaults@2023-07-01`; the version may be unknown.
    let parts = told.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first, name.contains("/"), parts.count == 2 else { return [] }
    guard let place = place(of: name, arguments) else { return [] }
    var shape = ARMShape(arguments)
    if let body = arguments.member(["body"]), !body.value.isNull {
      if let object = body.value.object {
        for member in object.members { shape.set(member.value, at: [member.name], site: member.site, isWhole: member.isWhole) }
      } else if let text = body.value.knownText, let object = JSONBody.object(text, at: body.value.site) {
        for member in object.members { shape.set(member.value, at: [member.name]) }
      } else {
        shape.set(body.value, at: ["properties"], site: body.site)
      }
    }
    shape.put("location", at: "location") { $0.isNull ? nil : $0 }
    shape.put("tags", at: "tags") { $0.isNull ? nil : $0 }
    shape.putIdentity()
    if let parent = arguments.text("parent_id"), ResourceIdentifier(parent) != nil, place.isExtension {
      shape.set(EvaluatedValue(.text(parent), at: arguments.member(["parent_id"])?.site ?? resource.site), at: ["scope"])
    }
    var made = EvaluatedResource(
      type: name, apiVersion: type.known == nil ? nil : parts[1], name: place.name, subscription: place.subscription,
      resourceGroup: place.resourceGroup, isExisting: resource.mode == .data, existence: resource.existence, body: shape.body,
      site: resource.site, nameSite: resource.nameSite, scope: resource.scope)
    made.deployment = resource.deployment ?? resource.scope
    made.apiVersionPlace = arguments.member(["type"]).map { apiVersionPlace($0, version: parts[1]) }
    made.replacement = resource.replacement
    // What the provider has arguments for beside the body.
    made.writing = ArgumentWriting(site: resource.isWritten ? resource.site : nil, vocabulary: .azure, arguments: shape.writable)
    made.isAddition = Azurerm.isAddition(resource.type)
    made.dependencySlot = resource.dependencySlot
    made.calls = resource.calls
    return [made]
  }

  /// The version at the end of a type's literal, before its quotation mark; of a computed type the whole of it, which is not written.
  private static func apiVersionPlace(_ type: EvaluatedObject.Member, version: String) -> EncryptionModel.Place {
    let whole = type.value.site.range
    let length = Int32(clamping: version.utf8.count)
    guard type.value.isWritten, type.isWhole, whole.end - whole.start > length + 2 else { return EncryptionModel.Place(type.site) }
    let site = Site(item: type.value.site.item, range: LocalRange(whole.end - 1 - length, whole.end - 1))
    return EncryptionModel.Place(site, slot: Slot(.text(site), vocabulary: .azure))
  }

  private struct Place {
    var name: SymbolicText
    var subscription: SymbolicText?
    var resourceGroup: SymbolicText?
    /// It extends another resource, as a role assignment does.
    var isExtension = false
  }

  private static func place(of type: String, _ arguments: TerraformArguments) -> Place? {
    if let id = arguments.id("resource_id") ?? arguments.id("id"), id.type.lowercased() == type.lowercased() {
      return Place(name: id.name, subscription: id.subscription, resourceGroup: id.resourceGroup)
    }
    let name = arguments.text("name") ?? arguments.unknown("name")
    guard let parent = arguments.text("parent_id") else { return Place(name: name) }
    if let id = ResourceIdentifier(parent) {
      let isChild = type.lowercased().hasPrefix(id.type.lowercased() + "/")
      return Place(
        name: isChild ? id.name + SymbolicText("/") + name : name, subscription: id.subscription, resourceGroup: id.resourceGroup,
        isExtension: !isChild)
    }
    let segments = parent.segments(separatedBy: "/")
    var place = Place(name: name)
    for (index, segment) in segments.enumerated() where index + 1 < segments.count {
      switch segment.known?.lowercased() {
      case "subscriptions": place.subscription = segments[index + 1]
      case "resourcegroups": place.resourceGroup = segments[index + 1]
      default: break
      }
    }
    guard type.split(separator: "/").count > 2 else { return place }
    // A child of what nobody knows.
    place.name =
      SymbolicText(UnknownName.symbol("name of \(parent.expression)", scope: arguments.resource.scope)) + SymbolicText("/") + name
    return place
  }
}

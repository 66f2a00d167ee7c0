import EncryptionModel
import SourceText

/// Which of Terraform's resources wait for which, by the addresses that they name.
struct TerraformOrder {
  /// What a block of an address is in Azure: empty for one that is nothing there (`time_sleep`).
  private var ids: [String: [ResourceID]] = [:]
  private var waits: [String: [String]] = [:]

  /// `evaluated` is what each of the resources is in Azure.
  init(_ resources: [TerraformResource], _ evaluated: [[EvaluatedResource]]) {
    for (resource, made) in zip(resources, evaluated) {
      let address = Self.plain(resource.address)
      ids[address, default: []] += made.map(\.id)
      waits[address] = resource.dependencies
    }
  }

  /// All that a resource waits for, over any number of others; one without a type where the way leads through what is not followed.
  func dependencies(of resource: TerraformResource) -> [ResourceID] {
    var found: [ResourceID] = []
    var seen: Set<String> = []
    var open = resource.dependencies
    while let address = open.popLast(), seen.count < 4000 {
      guard seen.insert(address).inserted else { continue }
      guard let next = waits[address] else {
        // A data source and the like is there before everything; a local, a module, a variable of a module may hide anything.
        if address.hasPrefix("?") || address.contains("module.") { found.append(ResourceID(type: "", name: SymbolicText(address))) }
        continue
      }
      found += ids[address] ?? []
      open += next
    }
    return found
  }

  /// The address without the index of the instance.
  private static func plain(_ address: String) -> String {
    guard address.hasSuffix("]"), let bracket = address.lastIndex(of: "[") else { return address }
    return String(address[..<bracket])
  }
}

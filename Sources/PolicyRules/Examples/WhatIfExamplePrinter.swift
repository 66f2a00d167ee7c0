/// Prints an example as a what-if result: what is there before, and what the deployment makes of it.
struct WhatIfExamplePrinter {
  /// Nil: everything is created.
  let before: AzureExample?
  let after: AzureExample

  static let group = "/subscriptions/00000000-1111-2222-3333-444444444444/resourceGroups/rg-ai"

  var text: String {
    var changes: [ExampleValue] = after.resources.map { resource in
      let now = value(of: resource, in: after)
      guard let before, let earlier = before[resource.symbol] else {
        return change(id(of: resource, in: after), "Create", before: nil, after: now)
      }
      let was = value(of: earlier, in: before)
      return change(id(of: resource, in: after), was == now ? "NoChange" : "Modify", before: was, after: now)
    }
    for resource in before?.resources ?? [] where after[resource.symbol] == nil {
      guard let before else { continue }
      changes.append(change(id(of: resource, in: before), "Delete", before: value(of: resource, in: before), after: nil))
    }
    return JSONExamplePrinter(reference: { symbol, _ in symbol }).text(["status": "Succeeded", "changes": .list(changes)])
  }

  private func change(_ id: String, _ type: ExampleValue, before: ExampleValue?, after: ExampleValue?) -> ExampleValue {
    ["resourceId": .text(id), "changeType": type, "before": before ?? .null, "after": after ?? .null]
  }

  private func value(of resource: AzureExample.Resource, in example: AzureExample) -> ExampleValue {
    let id = id(of: resource, in: example)
    let head: [ExampleValue.Member] = [
      .init("apiVersion", .text(resource.version)), .init("id", .text(id)), .init("name", .text(resource.name)),
      .init("type", .text(resource.type)), .init("resourceGroup", "rg-ai"),
    ]
    return .object(head + (resource.body.members ?? []).map { .init($0.name, resolved($0.value, in: example)) })
  }

  /// The value with references answered as a deployment would have answered them.
  private func resolved(_ value: ExampleValue, in example: AzureExample) -> ExampleValue {
    switch value {
    case .reference(let symbol, let path):
      guard let resource = example[symbol] else { return .text(symbol) }
      if path == ["id"] { return .text(id(of: resource, in: example)) }
      return .text(ExampleSpelling.guid(for: symbol + "." + path.joined(separator: ".")))
    case .list(let elements): return .list(elements.map { resolved($0, in: example) })
    case .object(let members):
      return .object(
        members.map { member in
          guard member.name.hasPrefix("${"), member.name.hasSuffix(".id}"),
            let resource = example[String(member.name.dropFirst(2).dropLast(4))]
          else { return .init(member.name, resolved(member.value, in: example)) }
          return .init(id(of: resource, in: example), resolved(member.value, in: example))
        })
    case .blocks, .text, .integer, .boolean, .null: return value
    }
  }

  private func id(of resource: AzureExample.Resource, in example: AzureExample) -> String {
    let parts = resource.type.split(separator: "/").map(String.init)
    let names = example.fullName(resource)
    let levels = zip(parts.dropFirst(), names).map { "/\($0)/\($1)" }.joined()
    let base = resource.scope.flatMap { example[$0] }.map { id(of: $0, in: example) } ?? Self.group
    return base + "/providers/" + (parts.first ?? "") + levels
  }
}

extension ExampleSpelling {
  /// An id that a deployed thing would have been given: the same for the same name.
  static func guid(for name: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    let padded = String(repeating: "0", count: max(0, 16 - digits.count)) + digits
    return "\(padded.prefix(8))-\(padded.dropFirst(8).prefix(4))-4\(padded.dropFirst(12).prefix(3))-8000-00000000a1a1"
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

extension ARMEvaluation {
  /// Positions of a template's resources in an order in which each one comes behind what it depends on (`dependsOn`), and
  /// behind its parent; otherwise as they are written. What depends on itself stays where it is written.
  func deploymentOrder(of entries: [ARMResourceEntry], among names: ARMResourceNames, in frame: ARMFrame) -> [Int] {
    let waitsFor = entries.map { entry in dependencies(of: entry, among: names, in: frame) }
    var order: [Int] = []
    var state = Array(repeating: 0, count: entries.count)
    for start in entries.indices where state[start] == 0 {
      // Depth first on a stack of its own: each resource once for what it waits for, once for itself.
      var open = [(position: start, isLeaving: false)]
      while let (position, isLeaving) = open.popLast() {
        if isLeaving {
          order.append(position)
          continue
        }
        guard state[position] == 0 else { continue }
        state[position] = 1
        open.append((position, true))
        for other in waitsFor[position].reversed() where state[other] == 0 { open.append((other, false)) }
      }
    }
    return order
  }

  /// What a resource waits for, by the ids of what `dependsOn` names; one without a type for what cannot be told.
  func dependencies(of entry: ARMResourceEntry, among names: ARMResourceNames, in frame: ARMFrame, placement: ARMPlacement) -> [ResourceID]
  {
    var found: [ResourceID] = []
    guard let list = frame.scope.file.document.value(entry.node, "dependsOn", ignoringCase: true) else { return found }
    for node in frame.scope.file.document.elements(list) {
      guard let target = value(of: node, in: frame).symbolicText else {
        found.append(ResourceID(type: "", name: SymbolicText("")))
        continue
      }
      let positions = names.positions(of: target)
      for position in positions {
        guard let identity = names.identity(at: position) else { continue }
        found.append(ResourceID(type: identity.type, name: identity.name))
      }
      guard positions.isEmpty else { continue }
      if let id = ResourceIdentifier(target) {
        found.append(ResourceID(type: id.type, name: id.name))
      } else {
        found.append(ResourceID(type: "", name: target))
      }
    }
    return found
  }

  private func dependencies(of entry: ARMResourceEntry, among names: ARMResourceNames, in frame: ARMFrame) -> [Int] {
    var found = entry.parent.map { [$0] } ?? []
    guard let list = frame.scope.file.document.value(entry.node, "dependsOn", ignoringCase: true) else { return found }
    for node in frame.scope.file.document.elements(list) {
      guard let target = value(of: node, in: frame).symbolicText else { continue }
      found += names.positions(of: target)
    }
    return found
  }
}

/// The resources of one template by all that `dependsOn` may call them.
struct ARMResourceNames {
  private var identities: [(type: String, name: SymbolicText)?] = []
  private var byLoop: [String: Int] = [:]
  private var bySymbolicName: [String: Int] = [:]
  private var byName: [SymbolicText: [(type: String, position: Int)]] = [:]

  init(_ entries: [ARMResourceEntry], _ evaluation: ARMEvaluation, _ frame: ARMFrame) {
    for (position, entry) in entries.enumerated() {
      if let name = entry.symbolicName { bySymbolicName[name] = position }
      let document = frame.scope.file.document
      if let copy = document.value(entry.node, "copy", ignoringCase: true),
        case .string(let loop)? = document.value(copy, "name", ignoringCase: true).flatMap(document.scalar)
      {
        byLoop[loop.lowercased()] = position
      }
      let identity = evaluation.identity(of: entry, in: frame)
      identities.append(identity.map { ($0.type, $0.name) })
      if let identity, let own = ResourceIdentifier(extensionOfType: identity.type, name: identity.name) {
        byName[own.name.folded, default: []].append((own.type.lowercased(), position))
      }
      guard entry.parent == nil, let identity else { continue }
      byName[identity.name.folded, default: []].append((identity.type.lowercased(), position))
    }
  }

  /// The type and full name of the resource at a position; of copies, as far as they share it.
  func identity(at position: Int) -> (type: String, name: SymbolicText)? {
    identities.indices.contains(position) ? identities[position] : nil
  }

  func positions(of target: SymbolicText) -> [Int] {
    if let name = target.known, let position = bySymbolicName[name] ?? byLoop[name.lowercased()] { return [position] }
    if let id = ResourceIdentifier(target) {
      return (byName[id.name.folded] ?? []).filter { $0.type == id.type.lowercased() }.map(\.position)
    }
    // A name alone, or `type/name`.
    if let found = byName[target.folded] { return found.map(\.position) }
    return []
  }
}

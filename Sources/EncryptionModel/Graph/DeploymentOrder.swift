/// Which declaration of a deployment waits for which.
extension Estate {
  /// Whether `first` is certainly deployed before `second`: by what it depends on, through nested deployments too. Undecided where
  /// a dependency on the way cannot be told.
  public func isDeployed(_ first: Declaration, before second: Declaration, in origin: Origin) -> Comparison {
    let declared = index.declared[origin] ?? [:]
    var seen: Set<ResourceID.Index> = []
    var open = second.dependencies + second.containers
    var isOpen = false
    // A nested deployment that both stand in is not waited for.
    let shared = Set(second.containers.map(\.index)).intersection(first.containers.map(\.index))
    let wanted = Set([first.id.index] + first.containers.map(\.index).filter { !shared.contains($0) })
    let ways = Set(second.containers.map(\.index))
    while let next = open.popLast() {
      guard seen.insert(next.index).inserted, seen.count < 4000 else { continue }
      if wanted.contains(next.index), !ways.contains(next.index) { return .same }
      let declaration = declared[next.index]
      // What is declared beside the first under another name is another, whatever the names are.
      if next.type.isEmpty || declaration == nil && next.type == first.id.type && next.name.compared(to: first.id.name) == .undecided {
        isOpen = true
      }
      guard let declaration else { continue }
      open += declaration.dependencies
      // Inside of what is waited for, everything has waited for its own; a way in has not.
      if !ways.contains(next.index) { open += declaration.containers.filter { !ways.contains($0.index) } }
    }
    return isOpen ? .undecided : .different
  }
}

import SourceText
import SyntaxTree

/// Which resource of a plan or state a place belongs to, by its address.
public struct PlanAddresses: Sendable {
  private struct Entry {
    var range: ByteRange
    var address: String
    var site: Site
  }

  /// In the order of their starts; none is within another.
  private var entries: [Entry] = []

  public init(_ file: SourceFile) {
    let document = file.document
    guard file.role == .plan, let top = document.topValue() else { return }
    var open: [(node: Node, depth: Int)] = []
    for state in [document.value(top, "values"), document.value(top, "planned_values"), document.value(top, "prior_state")] {
      guard let state else { continue }
      let values = document.value(state, "values") ?? state
      if let root = document.value(values, "root_module") { open.append((root, 0)) }
    }
    var lists = [document.value(top, "resource_changes")]
    while let (module, depth) = open.popLast() {
      lists.append(document.value(module, "resources"))
      guard depth < 32 else { continue }
      for inner in document.value(module, "child_modules").map(document.elements) ?? [] { open.append((inner, depth + 1)) }
    }
    for list in lists {
      for resource in list.map(document.elements) ?? [] {
        guard let node = document.value(resource, "address"), let address = document.text(resource, "address") else { continue }
        entries.append(Entry(range: document.range(resource), address: address, site: file.site(node)))
      }
    }
    entries.sort { $0.range.start < $1.range.start }
  }

  /// The address, and where it stands; nil outside of all resources.
  public func address(at range: ByteRange) -> (text: String, site: Site)? {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].range.start <= range.start { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return nil }
    let entry = entries[low - 1]
    return range.end <= entry.range.end ? (entry.address, entry.site) : nil
  }
}

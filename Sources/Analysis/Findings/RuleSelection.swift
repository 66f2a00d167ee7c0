import PolicyRules

/// Which rules the run was asked for (`--select`, `--ignore`).
struct RuleSelection {
  private let selected: Set<String>?
  private let ignored: Set<String>

  init(_ options: Host.Options) {
    selected = options.select.isEmpty ? nil : Set(options.select.flatMap { Registry.ids(selectedBy: $0) })
    ignored = Set(options.ignore.flatMap { Registry.ids(selectedBy: $0) })
  }

  func includes(_ id: String) -> Bool { (selected?.contains(id) ?? true) && !ignored.contains(id) }
}

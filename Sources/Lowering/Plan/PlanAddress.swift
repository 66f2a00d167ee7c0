/// An address of Terraform's, or a reference that begins with one: `module.hub["prod"].data.azurerm_key_vault.main[0].id`.
struct PlanAddress: Hashable {
  /// A name with the index behind it, brackets left out and quotes kept.
  struct Step: Hashable {
    var name: String
    var index: String?

    var text: String { name + (index.map { "[\($0)]" } ?? "") }
  }

  /// The module instances on the way.
  var modules: [Step] = []
  var isData = false
  /// Of a resource its type; else `var`, `local`, `each` and the like, or empty for an output of the last module.
  var type: String
  var name: String
  var index: String?
  /// What is asked of it.
  var path: [Step] = []

  /// Nil where the text is no address.
  init?(_ text: String) {
    var steps = Self.steps(text)[...]
    while steps.first?.name == "module", steps.count >= 2 {
      modules.append(steps[steps.startIndex + 1])
      steps = steps.dropFirst(2)
    }
    if steps.first?.name == "data" {
      isData = true
      steps = steps.dropFirst()
    }
    guard let first = steps.popFirst() else {
      guard !modules.isEmpty, !isData else { return nil }
      type = ""
      name = ""
      return
    }
    if !modules.isEmpty, !isData, steps.isEmpty {
      // `module.vault.key_id`: an output.
      type = ""
      name = first.name
      index = first.index
      return
    }
    guard let second = steps.popFirst() else { return nil }
    type = first.name
    name = second.name
    index = second.index
    path = Array(steps)
  }

  /// An output of a module, as a reference names it: everything behind the module is a path.
  static func output(_ text: String) -> (call: Step, name: String, path: [Step])? {
    let steps = steps(text)
    guard steps.count >= 3, steps[0].name == "module" else { return nil }
    return (steps[1], steps[2].name, (steps[2].index.map { [Step(name: $0)] } ?? []) + steps.dropFirst(3))
  }

  /// `module.hub["prod"]`; empty in the root module.
  var moduleInstance: String { modules.map { "module.\($0.text)" }.joined(separator: ".") }
  /// The modules without indices: where the configuration tells of it.
  var moduleNames: [String] { modules.map(\.name) }
  /// `data.azurerm_key_vault.main`, without modules and index.
  var block: String { (isData ? "data." : "") + type + "." + name }
  /// The address of all instances of the resource.
  var base: String { modules.isEmpty ? block : moduleInstance + "." + block }

  /// The text cut at dots and brackets that are not within quotes.
  static func steps(_ text: String) -> [Step] {
    var steps: [Step] = []
    var name = ""
    var index: String?
    var isQuoted = false
    var isEscaped = false
    var depth = 0
    func close() {
      guard !name.isEmpty || index != nil else { return }
      steps.append(Step(name: name, index: index))
      name = ""
      index = nil
    }
    for character in text {
      if depth > 0 {
        if isQuoted {
          index = (index ?? "") + String(character)
          if isEscaped {
            isEscaped = false
          } else if character == "\\" {
            isEscaped = true
          } else if character == "\"" {
            isQuoted = false
          }
          continue
        }
        if character == "]" {
          depth -= 1
          if depth == 0 { continue }
        }
        if character == "[" { depth += 1 }
        if character == "\"" { isQuoted = true }
        index = (index ?? "") + String(character)
        continue
      }
      switch character {
      case ".": close()
      case "[":
        if index != nil { close() }
        depth = 1
      default: name.append(character)
      }
    }
    close()
    return steps
  }
}

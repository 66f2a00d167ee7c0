/// Prints an example as Terraform's own formatter would leave it.
struct HCLExamplePrinter {
  let example: TerraformExample

  var text: String {
    example.blocks.map { block in
      let labels = block.labels.map { " \"\($0)\"" }.joined()
      return "\(block.kind)\(labels) {\n\(body(block.body.members ?? [], indent: "  "))}\n"
    }.joined(separator: "\n")
  }

  private func body(_ members: [ExampleValue.Member], indent: String) -> String {
    var text = ""
    // Equals signs stand under each other in a run of one-line arguments.
    var run: [(name: String, value: String)] = []
    func flush() {
      let width = run.map(\.name.count).max() ?? 0
      for argument in run {
        text += "\(indent)\(argument.name)\(String(repeating: " ", count: width - argument.name.count)) = \(argument.value)\n"
      }
      run = []
    }
    for member in members {
      if case .blocks(let blocks) = member.value {
        flush()
        for block in blocks {
          if !text.isEmpty { text += "\n" }
          text += "\(indent)\(member.name) {\n\(body(block, indent: indent + "  "))\(indent)}\n"
        }
      } else {
        let value = hcl(member.value, indent: indent)
        if value.contains("\n") {
          flush()
          text += "\(indent)\(member.name) = \(value)\n"
        } else {
          run.append((member.name, value))
        }
      }
    }
    flush()
    return text
  }

  private func hcl(_ value: ExampleValue, indent: String) -> String {
    switch value {
    case .text(let text): return ExampleSpelling.quoted(text)
    case .integer(let number): return String(number)
    case .boolean(let value): return value ? "true" : "false"
    case .null: return "null"
    case .reference(let address, let path):
      // The first block of a kind is asked for by its index: identity[0].principal_id.
      return ([address] + path).joined(separator: ".").replacing(".0.", with: "[0].")
    case .list(let elements): return "[" + elements.map { hcl($0, indent: indent) }.joined(separator: ", ") + "]"
    case .object(let members): return "{\n" + body(members, indent: indent + "  ") + indent + "}"
    case .blocks: return "[]"
    }
  }
}

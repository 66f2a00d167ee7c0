import SourceText
import SyntaxTree

/// What a plan tells of the configuration that it was made from: per module the expressions of its resources, calls and outputs.
struct PlanConfiguration {
  struct Module {
    /// By block: `data.azurerm_key_vault.main`.
    var expressions: [String: Node] = [:]
    /// The arguments of a call, by its name.
    var calls: [String: Node] = [:]
    /// The expression of an output, by its name.
    var outputs: [String: Node] = [:]
  }

  private var modules: [[String]: Module] = [:]
  /// The constraint on each provider's version, by the provider's own name.
  private(set) var versions: [String: String] = [:]

  /// More levels of modules are not followed.
  private static let maximumDepth = 32

  init(_ configuration: Node, in document: Document) {
    for provider in document.value(configuration, "provider_config").map(document.members) ?? [] {
      guard let constraint = document.text(provider.value, "version_constraint") else { continue }
      versions[document.text(provider.value, "name") ?? provider.name] = constraint
    }
    guard let root = document.value(configuration, "root_module") else { return }
    var open: [(path: [String], node: Node)] = [([], root)]
    while let (path, node) = open.popLast() {
      var module = Module()
      for resource in document.value(node, "resources").map(document.elements) ?? [] {
        guard let type = document.text(resource, "type"), let name = document.text(resource, "name") else { continue }
        let isData = document.text(resource, "mode") == "data"
        module.expressions[(isData ? "data." : "") + type + "." + name] = document.value(resource, "expressions")
      }
      for call in document.value(node, "module_calls").map(document.members) ?? [] {
        module.calls[call.name] = document.value(call.value, "expressions")
        if let inner = document.value(call.value, "module"), path.count < Self.maximumDepth { open.append((path + [call.name], inner)) }
      }
      for output in document.value(node, "outputs").map(document.members) ?? [] {
        module.outputs[output.name] = document.value(output.value, "expression")
      }
      modules[path] = module
    }
  }

  subscript(path: [String]) -> Module? { modules[path] }
}

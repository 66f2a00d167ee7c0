import EncryptionModel
import SourceText
import SyntaxTree

/// Terraform configurations → facts. A folder is a module.
public enum TerraformLowering {
  /// What the module of a folder with the local modules that it calls declares.
  ///
  /// - Parameters:
  ///   - root: the file that findings about the whole module belong to.
  ///   - variableFiles: paths of variable files beside those that Terraform loads by itself.
  public static func lower(
    folder: String, environment: String?, files: FileLookup, variableFiles: [String] = [],
    requestFormTag: String = ARMLowering.requestFormTag
  ) -> Declarations? {
    lower(
      folder: folder, environment: environment, files: files, variableFiles: variableFiles, requestFormTag: requestFormTag, memory: nil
    )?.declarations
  }

  /// The same with a memory: only that is evaluated which read something that has changed since the evaluation that left it.
  public static func lower(
    folder: String, environment: String?, files: FileLookup, variableFiles: [String] = [],
    requestFormTag: String = ARMLowering.requestFormTag, memory: consuming EvaluationMemory?
  ) -> RememberedDeclarations? {
    guard let root = TerraformModule.files(in: folder, files).first else { return nil }
    return RememberedDeclarations.evaluated(memory) { memory in
      let evaluation = TerraformEvaluation(files: files, memory: memory)
      var declarations = Declarations(root: root.id, dialect: .terraform, environment: environment, folder: folder)
      guard let scope = scope(folder: folder, environment: environment, variableFiles: variableFiles, evaluation) else {
        return (declarations, evaluation.trace)
      }
      let resources = Self.resources(of: scope, evaluation)
      TerraformDeclarations(resources, requestFormTag: requestFormTag, forgotten: evaluation.forgotten, trace: evaluation.trace)
        .azure.fill(&declarations)
      declarations.swappedArguments = swappedArguments(scope, evaluation)
      declarations.unread = unread(of: scope, evaluation)
      declarations.features = ProviderFeatures.all(in: scope, evaluation)
      return (declarations, evaluation.trace)
    }
  }

  private static func swappedArguments(_ root: TerraformScope, _ evaluation: TerraformEvaluation) -> [SwappedArgument] {
    var swapped = SwappedArguments()
    for scope in [root] + evaluation.scopes.values.sorted(by: { $0.path < $1.path }) {
      for file in scope.module.files {
        if let trace = evaluation.trace, scope.module.reads == nil {
          swapped.add(trace.names(of: file).swapped, in: file)
        } else {
          swapped.add(file)
        }
      }
    }
    return swapped.all
  }

  /// The resources and data sources of a module with those of the local modules that it calls.
  static func evaluate(
    folder: String, files: FileLookup, variableFiles: [String] = [], budget: EvaluationBudget = EvaluationBudget(steps: 2_000_000)
  ) -> [TerraformResource] {
    let evaluation = TerraformEvaluation(files: files, budget: budget)
    guard let scope = scope(folder: folder, environment: nil, variableFiles: variableFiles, evaluation) else { return [] }
    return resources(of: scope, evaluation, onlyEncryption: false)
  }

  static func scope(
    folder: String, environment: String?, variableFiles: [String], _ evaluation: TerraformEvaluation
  ) -> TerraformScope? {
    let module = evaluation.module(folder)
    guard let first = module.files.first else { return nil }
    let counterpart = FilePaths.resolve("..", from: first.counterpart) ?? folder
    let identity = Fingerprint.of(counterpart, environment ?? "")
    let given = VariableFiles.values(for: folder, extra: variableFiles, evaluation: evaluation, scope: identity)
    let scope = TerraformScope(
      module: module, path: "", identity: identity, given: given, providers: ProviderVersions.of(module, files: evaluation.files),
      rootFolder: folder)
    evaluation.adopt(scope)
    return scope
  }

  /// Calls of modules that are not among the files, those of a module that makes nothing but names left out.
  private static func unread(of root: TerraformScope, _ evaluation: TerraformEvaluation) -> [Unknown] {
    var unread: [Unknown] = []
    var open = [root]
    var count = 0
    while let scope = open.popLast(), count < maximumResources {
      count += 1
      for name in scope.module.calls.keys.sorted() {
        guard let call = scope.module.calls[name] else { continue }
        let made = evaluation.scopes(of: call, name, in: scope)
        open += made
        guard made.isEmpty, evaluation.instances(of: call, "module.\(name)", in: scope).all.isEmpty == false else { continue }
        let source = call.argument("source").flatMap { evaluation.value(of: $0, in: TerraformFrame(scope)).knownText }
        guard source?.lowercased().hasPrefix("azure/naming/") != true else { continue }
        unread.append(Unknown("the module \(name) is not among the files", at: call.labelSite))
      }
    }
    return unread
  }

  private static let maximumResources = 50_000

  /// - Parameter onlyEncryption: what is of a type that bears on no encryption is not read beyond its name.
  private static func resources(
    of root: TerraformScope, _ evaluation: TerraformEvaluation, onlyEncryption: Bool = true
  ) -> [TerraformResource] {
    var resources: [TerraformResource] = []
    var declared: [(TerraformModule.Declared, String, TerraformScope)] = []
    var open = [root]
    while let scope = open.popLast() {
      for (table, prefix) in [(scope.module.resources, ""), (scope.module.data, "data.")] {
        for key in table.keys.sorted() {
          guard let declaration = table[key], resources.count < maximumResources, !evaluation.budget.isExhausted else { continue }
          let type = declaration.type
          let isWhole = !onlyEncryption || AzurermType(rawValue: type) != nil || Azurerm.isAddition(type) || type.hasPrefix("azapi_")
          for instance in evaluation.instances(of: declaration, prefix + key, in: scope).all {
            let address = prefix + key + instance.key
            resources.append(
              isWhole ? evaluation.resource(declaration, address, instance, in: scope) : evaluation.outline(declaration, address, in: scope)
            )
            declared.append((declaration, prefix + key, scope))
          }
        }
      }
      for name in scope.module.calls.keys.sorted().reversed() {
        guard let call = scope.module.calls[name] else { continue }
        open += evaluation.scopes(of: call, name, in: scope).reversed()
      }
    }
    // What waits for what is asked where a grant may be waited for.
    let types = Set(resources.map(\.type))
    func any(_ holds: (AzurermType) -> Bool) -> Bool {
      types.contains { $0.hasPrefix("azapi_") || AzurermType(rawValue: $0).map(holds) == true }
    }
    if any(\.mayGrant), any(\.mayBeEncrypted) {
      for (index, (declaration, address, scope)) in declared.enumerated() {
        resources[index].dependencies = evaluation.dependencies(of: declaration, address, in: scope)
      }
    }
    return resources
  }
}

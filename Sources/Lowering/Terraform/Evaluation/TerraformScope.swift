import EncryptionModel
import SourceText
import SyntaxTree

/// One instance of a module with the values of its variables.
///
/// A class because values are remembered as they are asked for; it never leaves the thread that evaluates.
final class TerraformScope {
  let module: TerraformModule
  /// `module.hub["prod"].`; empty for the root.
  let path: String
  /// Hash of the instance, for the names of unknowns.
  let identity: UInt64
  /// What its resources without a provider of their own are deployed with: the root's, or the module's where a call hands providers on.
  let deployment: UInt64
  /// Values that a call or a variable file gives.
  let given: [String: EvaluatedValue]
  let depth: Int
  /// The calls that lead to it, the innermost first.
  let calls: [Related]
  let existence: EvaluatedResource.Existence
  /// By provider: as its own requirements, or its caller's, tell.
  let providers: [String: ProviderVersion]
  let rootFolder: String

  struct ValueKey: Hashable {
    let kind: EvaluationMemory.Key.Kind
    let name: String
  }

  var values: [ValueKey: EvaluatedValue] = [:]
  var inProgress: Set<ValueKey> = []
  /// Arguments that were asked for by `address.name`; nil is remembered too.
  var arguments: [String: GivenValue] = [:]
  var instances: [String: TerraformInstances] = [:]
  var children: [String: [TerraformScope]] = [:]
  /// By address without the module's path. A body is read once, however many others ask for it.
  var resources: [String: TerraformResource] = [:]
  /// Whether what is read in it is remembered for the next evaluation.
  var isTraced = false

  init(
    module: TerraformModule, path: String, identity: UInt64, given: [String: EvaluatedValue], depth: Int = 0, calls: [Related] = [],
    existence: EvaluatedResource.Existence = .certain, providers: [String: ProviderVersion], rootFolder: String,
    deployment: UInt64? = nil
  ) {
    self.module = module
    self.path = path
    self.identity = identity
    self.deployment = deployment ?? identity
    self.given = given
    self.depth = depth
    self.calls = calls
    self.existence = existence
    self.providers = providers
    self.rootFolder = rootFolder
  }
}

/// The instances that `count` or `for_each` make of a block.
struct TerraformInstances: Equatable, Sendable {
  struct Instance: Equatable, Sendable {
    /// `[0]`, `["prod"]`; empty where there is no repetition.
    var key: String
    /// The value of the key, for an index.
    var index: EvaluatedValue?
    /// `each` or `count`. The scope is not among them: it keeps the instances.
    var locals: [String: EvaluatedValue] = [:]

    func frame(in scope: TerraformScope) -> TerraformFrame {
      var frame = TerraformFrame(scope)
      frame.locals = locals
      return frame
    }
  }

  var all: [Instance]
  var isRepeated: Bool
  /// Whether `for_each` made them: they are a map and not a list.
  var isMap = false
  /// Why nobody knows how many there are; `all` has one that stands for each.
  var undecided: Unknown?
}

/// What names mean at one point: the module's instance, and what repetition and `for` add.
struct TerraformFrame {
  let scope: TerraformScope
  /// `for` variables, iterators of dynamic blocks; `each` and `count` under those names.
  var locals: [String: EvaluatedValue] = [:]

  init(_ scope: TerraformScope) { self.scope = scope }

  func with(_ name: String, _ value: EvaluatedValue) -> TerraformFrame {
    var frame = self
    frame.locals[name] = value
    return frame
  }
}

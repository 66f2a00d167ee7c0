import EncryptionModel
import SourceText

/// A resource or data source of a Terraform configuration, plan or state, as far as evaluation tells it.
///
/// Its arguments have Terraform's own names. A nested block is an array of objects, whatever way it was written, so that a
/// configuration and a plan read the same.
struct TerraformResource: Equatable, Sendable {
  enum Mode: Sendable { case managed, data }

  /// `module.hub["prod"].azurerm_key_vault.main[0]`.
  var address: String
  /// The address that `moved` blocks say it had: unknown parts keep the names that they had there, so that a move changes nothing.
  var formerAddress: String?
  var mode: Mode
  /// `azurerm_key_vault`.
  var type: String
  /// The provider's version as far as the files tell it.
  var provider: ProviderVersion
  /// An object.
  var body: EvaluatedValue
  var existence: EvaluatedResource.Existence
  /// The block, or the resource's object in a plan.
  var site: Site
  /// Where a finding about the whole resource points: its labels.
  var nameSite: Site
  /// Addresses, without indices, of what must be there before: `depends_on` and references.
  var dependencies: [String] = []
  /// Where one more of them would be written.
  var dependencySlot: Slot?
  /// Paths of `lifecycle.ignore_changes`; `["all"]` for all.
  var ignoredChanges: [String] = []
  /// Where the list stands.
  var ignoredChangesSite: Site?
  /// Whether its module declares, in however many instances, blocks that add a key to a resource.
  var hasKeyAdditionsBeside = false
  /// The module calls that lead to it, the innermost first.
  var calls: [Related] = []
  /// Hash of the module instance that it stands in, for names of unknowns.
  var scope: UInt64
  /// What tells the subscription that it is in, where no text does: the root module, and which configuration of the provider. Nil: the
  /// module instance.
  var deployment: UInt64?
  /// Whether its block is a text that can be changed, and not a report.
  var isWritten = false
  /// Deleted and created anew, as a plan tells.
  var replacement: Declaration.Replacement?
}

/// Which versions of a provider a configuration may run with.
struct ProviderVersion: Hashable, Sendable {
  /// `azurerm`, `azapi`.
  var name: String
  /// The major version: from the lock file, else the highest that the constraint allows; nil where nothing tells it.
  var major: Int?
  var minor: Int?
}

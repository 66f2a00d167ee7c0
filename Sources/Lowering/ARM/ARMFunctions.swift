import EncryptionModel
import SourceText

/// Template functions that need nothing but their arguments.
enum ARMFunctions {
  /// Nil: these are no arguments of the function.
  typealias Function = @Sendable ([EvaluatedValue], ARMFunctionContext) -> EvaluatedValue?

  /// Functions whose arguments must be known entirely.
  static let decided: [String: Function] = strings.merging(numbers) { $1 }.merging(comparisons) { $1 }.merging(dates) { $1 }
    .merging(encodings) { $1 }.merging(decidedCollections) { $1 }

  /// Functions that make something of unknown arguments too. Nil: try the other table, else the result is unknown.
  static let partial: [String: Function] = partialTexts.merging(collections) { $1 }.merging(logic) { $1 }

  /// What only the deployment tells.
  static let atDeployment: Set<String> = [
    "utcnow", "newguid", "pickzones", "providers", "references", "tophysicalzone", "tophysicalzones",
    "tologicalzone", "tologicalzones", "externalinput", "fail", "field", "getsecret", "resourceinfo", "roledefinitions", "parsecidr",
    "cidrsubnet", "cidrhost", "extensions", "variable", "like", "readenvironmentvariable",
  ]
}

/// Where a call stands, for the values that it makes.
struct ARMFunctionContext {
  let site: Site
  let scope: UInt64
  let budget: EvaluationBudget

  func null() -> EvaluatedValue { EvaluatedValue(.null, at: site) }
  func boolean(_ value: Bool) -> EvaluatedValue { EvaluatedValue(.boolean(value), at: site) }
  func integer(_ value: Int) -> EvaluatedValue { EvaluatedValue(.integer(value), at: site) }
  func text(_ value: String) -> EvaluatedValue { EvaluatedValue(.text(SymbolicText(value)), at: site) }
  func text(_ value: SymbolicText, cause: Unknown? = nil) -> EvaluatedValue {
    EvaluatedValue(.text(value), at: site, cause: value.hasSymbols ? cause : nil)
  }
  func array(_ elements: [EvaluatedValue]) -> EvaluatedValue { EvaluatedValue(.array(elements), at: site) }
  func object(_ object: EvaluatedObject) -> EvaluatedValue { EvaluatedValue(.object(object), at: site) }
}

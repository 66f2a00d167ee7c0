import EncryptionModel

/// What a resource of Terraform is in Azure, and what that says; remembered from one evaluation to the next.
struct TerraformFacts: Sendable {
  let resource: TerraformResource
  let evaluated: [EvaluatedResource]
  private var dependencies: [ResourceID]?
  /// Nil: what it waits for is not known yet.
  private(set) var facts: [AzureFacts]?

  init(resource: TerraformResource, evaluated: [EvaluatedResource]) {
    self.resource = resource
    self.evaluated = evaluated
  }

  /// Tells what must be there before it.
  mutating func wait(for others: [ResourceID], requestFormTag: String) {
    guard facts == nil || dependencies != others else { return }
    dependencies = others
    facts = evaluated.map { one in
      var one = one
      one.dependencies = others
      return AzureFacts(of: one, requestFormTag: requestFormTag)
    }
  }
}

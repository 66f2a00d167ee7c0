import EncryptionModel

extension [RulePage.Example] {
  /// One scenario of Azure resources as an ARM template, Bicep and a what-if result.
  static func azure(bad: AzureExample, good: AzureExample) -> [RulePage.Example] {
    [
      .init(.arm, bad: ARMExamplePrinter(example: bad).text, good: ARMExamplePrinter(example: good).text),
      .init(.bicep, bad: BicepExamplePrinter(example: bad).text, good: BicepExamplePrinter(example: good).text),
      .init(.whatIf, bad: WhatIfExamplePrinter(before: nil, after: bad).text, good: WhatIfExamplePrinter(before: nil, after: good).text),
    ]
  }

  /// One scenario of a change. A what-if result tells both sides itself.
  static func azure(before: AzureExample, bad: AzureExample, good: AzureExample) -> [RulePage.Example] {
    [
      .init(
        .arm, before: ARMExamplePrinter(example: before).text, bad: ARMExamplePrinter(example: bad).text,
        good: ARMExamplePrinter(example: good).text),
      .init(
        .bicep, before: BicepExamplePrinter(example: before).text, bad: BicepExamplePrinter(example: bad).text,
        good: BicepExamplePrinter(example: good).text),
      .init(
        .whatIf, bad: WhatIfExamplePrinter(before: before, after: bad).text,
        good: WhatIfExamplePrinter(before: before, after: good).text),
    ]
  }

  /// One scenario of Terraform as a configuration and a plan.
  static func terraform(bad: TerraformExample, good: TerraformExample) -> [RulePage.Example] {
    [
      .init(.terraform, bad: HCLExamplePrinter(example: bad).text, good: HCLExamplePrinter(example: good).text),
      .init(.plan, bad: PlanExamplePrinter(before: nil, after: bad).text, good: PlanExamplePrinter(before: nil, after: good).text),
    ]
  }

  /// One scenario of a change. A plan tells both sides itself.
  static func terraform(before: TerraformExample, bad: TerraformExample, good: TerraformExample) -> [RulePage.Example] {
    [
      .init(
        .terraform, before: HCLExamplePrinter(example: before).text, bad: HCLExamplePrinter(example: bad).text,
        good: HCLExamplePrinter(example: good).text),
      .init(
        .plan, bad: PlanExamplePrinter(before: before, after: bad).text, good: PlanExamplePrinter(before: before, after: good).text),
    ]
  }

  /// Without one of the dialects, which has a reason of its own among the page's gaps.
  func leavingOut(_ dialects: Dialect...) -> [RulePage.Example] { filter { !dialects.contains($0.dialect) } }
}

import EncryptionModel
import SourceText
import SyntaxTree
import TestSupport
import Testing

@testable import Lowering

/// A file that is not evaluated is one of which nothing would have come.
@Suite struct InterestTests {
  /// What full evaluation declares of what is asked for.
  private func finds(_ resources: [EvaluatedResource]) -> [String] {
    resources.filter { AzureDeclarations.isKnown($0.type.lowercased()) && !$0.isExisting }.map(\.name.expression)
  }

  @Test(.enabled(if: TestSupport.Corpora.isThere, "the corpora are not at hand"))
  func nothingComesOfTemplatesThatAreNotEvaluated() {
    var quiet = 0
    for path in TestSupport.Corpora.files(endings: [".json"]) {
      let bytes = TestSupport.Corpora.bytes(path)
      guard ARMLowering.isTemplate(bytes) else { continue }
      let file = SourceFile(
        id: FileID(1), path: path, role: .armTemplate, document: Document(SourceText(bytes), format: .json(.armTemplate)))
      guard let top = file.document.topValue(),
        !ARMInterest(document: file.document, isWanted: AzureDeclarations.isKnown).mayMatter(top)
      else { continue }
      quiet += 1
      var walk = ARMResourceWalk(evaluation: ARMEvaluation(budget: EvaluationBudget()), isWanted: AzureDeclarations.isKnown)
      walk.walk(ARMScope(file: file, template: top, identity: 1, placement: ARMPlacement(root: 1), given: [:]))
      #expect(finds(walk.resources) == [], "\(path)")
    }
    #expect(quiet > 100)
  }

  @Test(.enabled(if: TestSupport.Corpora.isThere, "the corpora are not at hand"))
  func nothingComesOfBicepFilesThatAreNotEvaluated() {
    var files: [String: SourceFile] = [:]
    for path in TestSupport.Corpora.files(endings: [".bicep"]) {
      files[path] = SourceFile(
        id: FileID(Int32(files.count + 1)), path: path, role: .bicep,
        document: Document(SourceText(TestSupport.Corpora.bytes(path)), format: .bicep))
    }
    let all = files
    let lookup = FileLookup(answer: { path in all[path].map { .source($0) } ?? .absent })
    var quiet = 0
    for (path, file) in files {
      var interest = BicepInterest(files: lookup, isWanted: AzureDeclarations.isKnown)
      guard !interest.mayMatter(file) else { continue }
      quiet += 1
      let evaluation = BicepEvaluation(files: lookup, budget: EvaluationBudget())
      var walk = BicepResourceWalk(evaluation: evaluation, isWanted: AzureDeclarations.isKnown)
      walk.walk(BicepLowering.scope(root: file, parameters: nil, environment: nil, evaluation))
      #expect(finds(walk.resources) == [], "\(path)")
    }
    #expect(quiet > 100)
  }

  @Test(arguments: [
    ("resource a 'Microsoft.Network/virtualNetworks@2024-01-01' = { name: 'n' }", false),
    ("resource a 'Microsoft.Network/virtualNetworks@2024-01-01' = { name: 'n' }\nmodule b 'gone.bicep' = {}", false),
    ("module b 'br/public:avm/res/network/virtual-network:0.7.0' = { params: { name: 'n' } }", false),
    ("module b 'br/public:avm/res/key-vault/vault:0.12.0' = { params: { name: 'n' } }", true),
    ("resource v 'Microsoft.KeyVault/vaults@2024-11-01' existing = { name: 'kv' }", false),
    (
      """
      resource v 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
        name: 'kv'
        resource k 'keys' = { name: 'k' }
      }
      """, true
    ),
    ("resource a 'Microsoft.Network/virtualNetworks@2024-01-01' = { name: 'n', scope: resourceGroup('managed') }", true),
    ("resource 'half written", true),
  ])
  func aLookAtTypesTells(_ bicep: String, matters: Bool) {
    let fixture = BicepFixture(bicep)
    var interest = BicepInterest(files: fixture.lookup, isWanted: AzureDeclarations.isKnown)
    #expect(interest.mayMatter(fixture.root) == matters)
  }
}

import Analysis
import EncryptionModel
import PolicyRules
import SourceText
import SyntaxTree
import TestSupport
import Testing

/// Violations planted into real files: each fix parses, ends its finding, starts none and leaves what is not planted as it was; nothing
/// is left to fix when all safe ones are applied.
@Suite(.enabled(if: Corpora.isThere, "the corpora are not at hand"))
struct RealTemplateFixTests {
  @Test func fixesInRealTemplatesMendWhatTheySay() {
    let files = ["foundry-samples", "quickstarts-six", "avm-bicep-six", "quickstarts-cmk-other"].flatMap {
      Corpora.files($0, endings: [".json"])
    }
    let planted = files.lazy.compactMap { path in PlantedFile(template: SourceText(Corpora.bytes(path)), from: path) }
    check(Self.sample(Array(planted), 16), atLeast: 40)
  }

  @Test(arguments: [PlantedFile.Style.asIs, .windows, .tabs]) func fixesInRealBicepFilesMendWhatTheySay(style: PlantedFile.Style) {
    let files = ["foundry-samples", "quickstarts-six", "avm-bicep-six", "bicep-user-submitted", "sample-openai-baseline"]
      .flatMap { Corpora.files($0, endings: [".bicep"]) }
    let planted = files.lazy.compactMap { path in PlantedFile(bicep: SourceText(Corpora.bytes(path)), style, from: path) }
    check(Self.sample(Array(planted), style == .asIs ? 16 : 6), atLeast: 20)
  }

  @Test(arguments: [PlantedFile.Style.asIs, .windows, .tabs]) func fixesInRealTerraformFilesMendWhatTheySay(style: PlantedFile.Style) {
    let files = ["azurerm-examples", "foundry-samples", "avm-tf-ptn-aiml-ai-foundry", "caf-tf", "azure-tf-quickstart"]
      .flatMap { Corpora.files($0, endings: [".tf"]) }
    let planted = files.lazy.compactMap { path in PlantedFile(terraform: SourceText(Corpora.bytes(path)), style, from: path) }
    check(Self.sample(Array(planted), style == .asIs ? 16 : 6), atLeast: 12)
  }

  /// So many of them, evenly spread.
  private static func sample(_ files: [PlantedFile], _ count: Int) -> [PlantedFile] {
    guard files.count > count else { return files }
    return (0..<count).map { files[$0 * files.count / count] }
  }

  private func check(_ files: [PlantedFile], atLeast: Int) {
    let fixes = files.reduce(0) { $0 + FixCheck($1).run().count }
    #expect(fixes >= atLeast, "the corpora have \(files.count) files to plant violations in")
  }
}

/// The same for manifests, which nobody else writes: the examples, in several styles.
@Suite struct ManifestFixTests {
  private static let plants = [
    "  kv-planted:\n    keys:\n      k: { type: EC }\n      large: { size: 4096 }\n",
    "  kv-planted: { softDelete: false, keys: { k: { type: EC } } }\n",
    "  kv-planted:\n    purgeProtection: false   # not yet\n    keys: { 'k': { \"type\": EC, size: 521 } }\n",
  ]

  @Test(arguments: plants.indices, ["\n", "\r\n"]) func fixesInManifestsMendWhatTheySay(plant: Int, newLine: String) {
    let head = "# Keys of the project\ncmkManifest: 1\n\nvaults:\n"
    let tail =
      "\nresources:\n  ai: { kind: foundry, region: eastus, capabilities: [], identity: systemAssigned, encryption: { source: customerManaged, key: kv-planted/k } }\n"
    let text = (head + Self.plants[plant] + tail).replacing("\n", with: newLine)
    #expect(FixCheck(PlantedFile(name: "a.cmk.yaml", text: SourceText(text), first: 0, from: "plant \(plant)")).run().count >= 2)
    let json = OtherForms.json(ofYAML: text).replacing("\n", with: newLine)
    for indent in ["  ", "\t", "    "] {
      let styled = SourceText(json.replacing("  ", with: indent))
      #expect(FixCheck(PlantedFile(name: "a.cmk.json", text: styled, first: 0, from: "plant \(plant) as JSON")).run().count >= 2)
    }
  }
}

import EncryptionModel
import Lowering
import SourceText
import Workspace

/// `swift run Generator facts CORPORA`: how much of what real Terraform configurations say about encryption is known.
struct FactReport {
  static let sets = [
    "avm-tf-cognitiveservices-account", "avm-tf-documentdb-databaseaccount", "avm-tf-keyvault-vault",
    "avm-tf-machinelearningservices-workspace", "avm-tf-ptn-aiml-ai-foundry", "avm-tf-ptn-aiml-landing-zone",
    "avm-tf-search-searchservice", "avm-tf-storage-storageaccount", "azurerm-examples", "azurerm-docs", "azapi-examples", "caf-tf",
    "foundry-samples",
  ]

  let tallies: [(set: String, deployments: Int, tally: FactTally)]

  init(_ corpora: String) {
    let folder = corpora.hasPrefix("/") ? corpora : FilePath.join(WorkingFolder.current, corpora)
    tallies = Self.sets.map { set in
      let found = set == "azurerm-docs" ? Self.fences(below: folder + "/" + set) : Self.folders(below: folder + "/" + set)
      var tally = FactTally()
      for (name, declarations) in found { tally.add(declarations, from: name) }
      return (set, found.count, tally)
    }
  }

  private static func folders(below folder: String) -> [(String, Declarations)] {
    let files = TerraformFolders()
    return files.roots(below: folder).compactMap { root in files.declarations(root).map { (root, $0) } }
  }

  /// The examples of a page, each a configuration of its own.
  private static func fences(below folder: String) -> [(String, Declarations)] {
    FolderWalk(suffixes: [".markdown", ".md"]).list([folder]).files.flatMap { path -> [(String, Declarations)] in
      guard let text = try? readText(path) else { return [] }
      return text.split(separator: "```hcl").dropFirst().compactMap { part in
        PeerText.terraform(String(part.firstRange(of: "```").map { part[..<$0.lowerBound] } ?? part)).map { (path, $0) }
      }
    }
  }

  func show() {
    print("| set | deployments | facts | known | absent | undecided |\n|---|---|---|---|---|---|")
    var all = FactTally()
    for entry in tallies {
      print("| \(entry.set) | \(entry.deployments) | \(entry.tally.line) |")
      all.add(entry.tally)
    }
    print("| all | \(tallies.reduce(0) { $0 + $1.deployments }) | \(all.line) |\n\nReasons for undecided facts:")
    for (reason, entry) in all.reasons.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }).prefix(10) {
      print("\(entry.count) × \(reason), for one: \(entry.example)")
    }
  }
}

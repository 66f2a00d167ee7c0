import Foundation
import SourceText
import Testing

@testable import SyntaxTree

@Suite("HCL: the corpora", .enabled(if: JSONCorpora.isThere, "the corpora are not beside the package"))
struct HCLConformanceTests {
  static let endings = [".tf", ".tfvars", ".hcl", ".tofu", ".hcldec"]

  /// Reads the files; tells those with mistakes by the end of their path, with the lines of the mistakes.
  private func mistakes(in files: [URL]) -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    for file in files {
      let document = Document(SourceText(JSONCorpora.bytes(file)), format: .hcl)
      #expect(tapeProblems(document) == [], "\(file.path)")
      let errors = document.syntaxErrors()
      if errors.isEmpty { continue }
      found[file.path.components(separatedBy: "/corpora/").last ?? file.path] = errors.map {
        document.text.position(of: $0.range.start, in: .utf8).line + 1
      }
    }
    return found
  }

  @Test(
    "Real Terraform has no mistakes",
    arguments: [
      "avm-tf-keyvault-vault", "avm-tf-cognitiveservices-account", "avm-tf-machinelearningservices-workspace",
      "avm-tf-storage-storageaccount",
      "avm-tf-documentdb-databaseaccount", "avm-tf-search-searchservice", "avm-tf-ptn-aiml-ai-foundry", "avm-tf-ptn-aiml-landing-zone",
      "azurerm-examples", "azapi-examples", "caf-tf", "azure-tf-quickstart", "foundry-samples", "sample-tf-openai", "peer-checkov",
      "peer-kics",
      "plan-regula", "plan-snyk-golden", "plan-terraform-compliance", "plan-avm-policy-mocks",
    ])
  func realFiles(_ set: String) {
    let files = JSONCorpora.files(set, endings: Self.endings)
    #expect(!files.isEmpty || set.hasPrefix("plan"))
    #expect(mistakes(in: files) == [:])
  }

  @Test("Files cut anywhere are in their tapes byte for byte")
  func truncations() {
    let files = JSONCorpora.files("hcl-python-hcl2/test/integration/hcl2_original", endings: [".tf"])
    #expect(!files.isEmpty)
    for file in files {
      let bytes = JSONCorpora.bytes(file)
      for length in 0..<min(bytes.count, 1500) {
        let problems = tapeProblems(Document(SourceText(Array(bytes[..<length])), format: .hcl))
        #expect(problems == [], "\(file.lastPathComponent) cut at \(length)")
      }
    }
  }

  @Test("The examples in the provider's documentation have no mistakes")
  func documentation() {
    var count = 0
    for file in JSONCorpora.files("azurerm-docs", endings: [".markdown", ".md"]) {
      let page = String(decoding: JSONCorpora.bytes(file), as: UTF8.self)
      for fence in page.components(separatedBy: "```hcl\n").dropFirst() {
        let text = fence.components(separatedBy: "```").first ?? ""
        count += 1
        #expect(hclMistakes(text) == [], "\(file.lastPathComponent)")
      }
    }
    #expect(count > 40)
  }

  @Test("OpenTofu's configurations: all that are broken in their syntax are told, and no others")
  func openTofu() {
    let root = "hcl-opentofu-testdata/internal/"
    // All other files in its folders for invalid configurations are sound in their syntax: their faults are unknown arguments and
    // blocks, wrong types, bad references and names, and combinations that a schema forbids.
    #expect(
      mistakes(in: JSONCorpora.files("hcl-opentofu-testdata", endings: Self.endings)) == [
        root + "configs/testdata/invalid-files/interp-in-data-label.tf": [1],
        root + "configs/testdata/invalid-files/interp-in-rsrc-label.tf": [1],
        root + "configs/testdata/invalid-files/json-as-native-syntax.tf": [1],
        root + "configs/testdata/invalid-modules/multiple-required-providers-with-syntax-error/other.tf": [6],
        root + "command/testdata/init-syntax-invalid-backend-attribute-invalid/main.tf": [4],
      ])
  }

  @Test("The specification's own suite: mistakes at the lines that it names, and nowhere else")
  func specificationSuite() {
    let root = "hcl-specsuite/specsuite/tests/structure/"
    let files = JSONCorpora.files("hcl-specsuite/specsuite", endings: [".hcl", ".hcldec", ".t"])
    #expect(files.count > 40)
    // unexpected.hcl has a name that the schema does not know: no fault of syntax.
    #expect(
      mistakes(in: files) == [
        root + "attributes/singleline_bad.hcl": [1],
        // Upstream stops a one-line block with a newline there; the last of its five is the block in a one-line block.
        root + "blocks/single_oneline_invalid.hcl": [1, 2, 4, 6, 9],
        root + "blocks/single_unclosed.hcl": [1],
      ])
  }

  @Test("The specification's heredocs and literals have its values")
  func specificationValues() throws {
    let folder = "hcl-specsuite/specsuite/tests/expressions/"
    func document(_ name: String) throws -> Document {
      let file = try #require(
        JSONCorpora.files("hcl-specsuite/specsuite", endings: [".hcl", ".t"]).first { $0.path.hasSuffix(folder + name) })
      return Document(SourceText(JSONCorpora.bytes(file)), format: .hcl)
    }
    let (given, expected) = (try document("heredoc.hcl"), try document("heredoc.t"))
    let result = try #require(expected.hclAttribute(expected.root, "result")?.value)
    let variables = ["bar": "Bar", "space_bar": "  Bar"]
    var compared = 0
    for group in expected.hclObjectItems(result) {
      let name = try #require(group.name)
      let values = expected.hclObjectItems(try #require(group.value))
      let texts = given.hclObjectItems(try #require(given.hclAttribute(given.root, name)?.value))
      #expect(values.count == texts.count)
      for (value, text) in zip(values, texts) {
        let parts = given.hclTemplateParts(try #require(text.value))
        let string = parts.map { part in
          switch part {
          case .text(let text, _): text
          case .interpolation(let node, _): node.flatMap { variables[given.string($0)] } ?? "?"
          default: "?"
          }
        }.joined()
        #expect(value.value.flatMap(expected.hclString) == string, "\(name).\(value.name ?? "")")
        compared += 1
      }
    }
    #expect(compared == 18)

    let (literals, said) = (try document("primitive_literals.hcl"), try document("primitive_literals.t"))
    for item in said.hclObjectItems(try #require(said.hclAttribute(said.root, "result")?.value)) {
      let name = try #require(item.name)
      let value = try #require(literals.hclAttribute(literals.root, name)?.value)
      #expect(item.value.flatMap(said.hclScalar) == literals.hclScalar(value), "\(name)")
    }
  }

  @Test("Upstream's fuzz seeds: configurations have no mistakes, the rest does no harm")
  func fuzzSeeds() {
    let seeds = JSONCorpora.files("hcl-specsuite", endings: [".hcl", ".hcle", ".hclt", ".tmpl"]).filter {
      $0.path.contains("/fuzz/testdata/")
    }
    #expect(seeds.count > 50)
    for seed in seeds {
      let file = Document(SourceText(JSONCorpora.bytes(seed)), format: .hcl)
      // A seed is Go: []byte("…"), whose escapes are HCL's as far as they occur.
      let quoted = file.text.string(ByteRange(0, file.text.count)).components(separatedBy: "[]byte(").last ?? ""
      let literal = Document(
        SourceText("x = " + quoted.replacingOccurrences(of: "${", with: "$${").dropLast(quoted.hasSuffix(")\n") ? 2 : 1)), format: .hcl)
      let text = literal.hclAttribute(literal.root, "x")?.value.flatMap(literal.hclString) ?? ""
      let document = Document(SourceText(text), format: .hcl)
      #expect(tapeProblems(document) == [])
      if seed.path.contains("ParseConfig"), seed.lastPathComponent != "function-call-tmpl.hcl" {
        #expect(document.syntaxErrors() == [], "\(seed.path): \(text)")
      }
    }
  }

  @Test("terraform-config-inspect and python-hcl2: what Terraform itself refuses is told")
  func otherReaders() {
    let root = "hcl-python-hcl2/test/integration/"
    #expect(
      mistakes(in: JSONCorpora.files("hcl-config-inspect", endings: Self.endings)) == [
        "hcl-config-inspect/tfconfig/testdata/invalid-braces/invalid-braces.tf": [5]
      ])
    #expect(
      mistakes(in: JSONCorpora.files("hcl-python-hcl2", endings: Self.endings)) == [
        // A comma on the line after the value, which python-hcl2 tolerates.
        root + "hcl2_original/smoke.tf": [16],
        // Escaped quotes inside a directive, which python-hcl2 tolerates.
        root + "specialized/template_directives.tf": [7],
        root + "specialized/template_directives_reconstructed.tf": [7],
      ])
  }

  @Test("tree-sitter-hcl's tests: what parses there has no mistakes here")
  func treeSitter() {
    var refused: [String] = []
    var count = 0
    for file in JSONCorpora.files("hcl-treesitter-corpus/test/corpus", endings: [".txt"]) {
      let lines = String(decoding: JSONCorpora.bytes(file), as: UTF8.self).components(separatedBy: "\n")
      let bars = lines.indices.filter { lines[$0].hasPrefix("=====") }
      for k in stride(from: 0, to: bars.count - 1, by: 2) {
        let end = k + 2 < bars.count ? bars[k + 2] : lines.count
        let body = lines[(bars[k + 1] + 1)..<end]
        guard let rule = body.firstIndex(where: { $0.hasPrefix("-----") }) else { continue }
        let tree = body[rule...].joined()
        if tree.contains("ERROR") || tree.contains("MISSING") { continue }
        count += 1
        let text = body[..<rule].joined(separator: "\n")
        if !hclMistakes(text).isEmpty { refused.append("\(file.lastPathComponent): \(lines[bars[k] + 1]): \(hclMistakes(text))") }
      }
    }
    #expect(count > 60)
    // Terraform refuses these too: JSON in a file of the native syntax, a hexadecimal number, an interpolation of nothing.
    #expect(
      refused == [
        "json.txt: top level object: [\"2:1 expected an argument or a block\"]",
        "literals.txt: numeric literal hex 1: [\"2:7 expected a new line after the value\"]",
        "templates.txt: empty template interpolation: [\"2:10 expected a value\"]",
      ])
  }
}

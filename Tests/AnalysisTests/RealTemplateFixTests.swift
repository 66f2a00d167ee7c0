import Analysis
import SourceText
import SyntaxTree
import TestSupport
import Testing

/// Violations planted into real templates: each safe fix ends its finding, starts none, leaves every other byte as it was.
@Suite struct RealTemplateFixTests {
  @Test(.enabled(if: Corpora.isThere, "the corpora are not at hand"))
  func safeFixesInRealTemplatesMendWhatTheySay() {
    var fixes = 0
    for set in ["foundry-samples", "quickstarts-six", "avm-bicep-six", "quickstarts-cmk-other"] {
      for path in Corpora.files(set, endings: [".json"]) {
        let text = SourceText(Corpora.bytes(path))
        guard text.count < 200_000, let planted = Self.planted(text) else { continue }
        fixes += check(path, planted)
      }
    }
    #expect(fixes > 50, "the corpora have templates to plant violations in")
  }

  private func check(_ path: String, _ planted: SourceText) -> Int {
    var host = Host(options: Host.Options(today: Workbench.today, root: "/w"))
    host.setFile("/w/t.json", planted)
    let before = host.snapshot()
    var tried = 0
    for finding in before.findings {
      for fix in finding.fixes where fix.isSafe {
        tried += 1
        let edits = fix.edits.flatMap(\.edits)
        let (fixed, refused) = planted.bytes.applying(edits)
        #expect(refused.isEmpty)
        var after = Host(options: host.options)
        after.setFile("/w/t.json", SourceText(fixed))
        let now = after.snapshot().findings.map { "\($0.rule) \($0.subject.name) \($0.message)" }
        let was = before.findings.map { "\($0.rule) \($0.subject.name) \($0.message)" }
        #expect(now.count < was.count, "\(path): \(finding.message)")
        #expect(Set(now).isSubset(of: Set(was)), "\(path): \(Set(now).subtracting(was))")
        #expect(edits.reduce(0) { $0 + $1.range.length + $1.replacement.count } < 500, "\(path): \(fix.title) is a small change")
      }
    }
    let all = before.fixAll(in: "/w/t.json")
    if tried > 0, let all {
      var fixed = Host(options: host.options)
      fixed.setFile("/w/t.json", SourceText(planted.bytes.applying(all).text))
      #expect(fixed.snapshot().fixAll(in: "/w/t.json") == nil, "\(path): nothing is left to fix")
      let left = fixed.snapshot().findings.filter { $0.fixes.contains(where: \.isSafe) }.map { "\($0.rule) \($0.message)" }
      #expect(left == [], "\(path)")
    }
    return tried
  }

  /// The template with a vault without protection, a key of the wrong size and an account that encrypts with it; nil where it has
  /// no array or object of resources to plant them in.
  private static func planted(_ text: SourceText) -> SourceText? {
    let document = Document(text, format: .json(.armTemplate))
    guard document.syntaxErrors(limit: 1).isEmpty, let top = document.topValue(),
      let schema = document.value(top, "$schema"), document.string(schema).lowercased().contains("deploymenttemplate"),
      let resources = document.value(top, "resources")
    else { return nil }
    let literal: (Int) -> Literal = { number in
      let object: [[Literal.Property]] = [
        [
          .init("type", .string("Microsoft.KeyVault/vaults")), .init("apiVersion", .string("2023-07-01")),
          .init("name", .string("kv-planted")),
        ],
        [
          .init("type", .string("Microsoft.KeyVault/vaults/keys")), .init("apiVersion", .string("2023-07-01")),
          .init("name", .string("kv-planted/k")),
          .init("properties", .object([.init("kty", .string("EC")), .init("keySize", .integer(521))])),
        ],
        [
          .init("type", .string("Microsoft.CognitiveServices/accounts")), .init("apiVersion", .string("2025-06-01")),
          .init("name", .string("planted")), .init("kind", .string("OpenAI")),
          .init(
            "properties",
            .object([
              .init(
                "encryption",
                .object([
                  .init("keySource", .string("Microsoft.KeyVault")),
                  .init(
                    "keyVaultProperties",
                    .object([.init("keyVaultUri", .string("https://kv-planted.vault.azure.net/")), .init("keyName", .string("k"))])),
                ]))
            ])),
        ],
      ]
      return .object(object[number])
    }
    var planted = text
    for number in 0..<3 {
      let document = Document(planted, format: .json(.armTemplate))
      guard let top = document.topValue(), let list = document.value(top, "resources") else { return nil }
      let path = document.dataKind(list) == .array ? [] : ["planted\(number)"]
      let edits = document.textEdits(for: .insert(into: list, path: path, literal(number)))
      guard !edits.isEmpty else { return nil }
      planted = SourceText(planted.bytes.applying(edits).text)
    }
    _ = resources
    return planted
  }
}

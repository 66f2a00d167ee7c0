import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// Broken, hostile and senseless templates: less comes back, nothing traps, the work is bounded.
@Suite struct ARMRobustnessTests {
  /// A generator whose numbers are the same in every run (SplitMix64).
  struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9e37_79b9_7f4a_7c15
      var bits = state
      bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
      bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
      return bits ^ bits >> 31
    }
  }

  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func damagedTemplatesAreRead() throws {
    let templates = (Corpora.templates("foundry-samples") + Corpora.templates("quickstarts-six")).filter { $0.bytes.count < 70_000 }
    try #require(templates.count > 50)
    var random = Random(state: 1)
    let scraps = [
      "\"", "[", "]", "{", "}", "'", ",", ":", "parameters('", "variables('", "[if(", "\"copy\":", "null", "\u{0}", "é", "-1", "1e999",
    ]
    for round in 0..<600 {
      let (path, original) = templates[round % templates.count]
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let start = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...40, using: &random))
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes.removeSubrange(start..<end)
        case 1: bytes.insert(contentsOf: bytes[start..<end], at: Int.random(in: 0..<bytes.count, using: &random))
        default: bytes.insert(contentsOf: (scraps.randomElement(using: &random) ?? "").utf8, at: start)
        }
        if bytes.isEmpty { bytes = original }
      }
      let file = Corpora.file(path, bytes)
      let budget = EvaluationBudget()
      _ = ARMLowering.evaluate(template: file, parameters: nil, environment: nil, budget: budget)
      #expect(!budget.isExhausted, "\(path) \(round)")
      let facts = ARMLowering.lower(template: file, parameters: nil, environment: nil).declarations
      for vault in facts.vaults { #expect(file.items.range(of: vault.site) != nil) }
    }
  }

  /// Every function with arguments of every kind, one to three of them.
  @Test func functionsTakeAnything() {
    let values = [
      "null()", "true()", "-1", "0", "9223372036854775807", "-9223372036854775808", "'{0,-9223372036854775808}{0:N-5}'", "''", "'a'", "'1'",
      "'2020-01-01'", "createArray()",
      "createArray(1, 'a', null())",
      "createObject()", "createObject('a', 1)", "parameters('x')", "resourceGroup()", "resourceGroup().id", "if(parameters('x'), 1, 'b')",
      "concat('a', parameters('y'))", "reference('kv')", "union(createObject('a', 1), parameters('o'))",
      "lambda('a', lambdaVariables('a'))",
    ]
    let names =
      ARMFunctions.decided.keys.sorted() + ARMFunctions.partial.keys.sorted() + [
        "if", "and", "or", "parameters", "variables", "lambdaVariables", "copyIndex", "map", "filter", "reduce", "sort", "toObject",
        "groupBy",
        "mapValues", "reference", "resourceId", "subscriptionResourceId", "tenantResourceId", "extensionResourceId", "resourceGroup",
        "listKeys",
        "utcNow", "pickZones", "nothing.at.all",
      ]
    var random = ARMRobustnessTests.Random(state: 7)
    for name in Set(names).sorted() {
      var calls = ["[\(name)()]"] + values.map { "[\(name)(\($0))]" }
      for _ in 0..<120 {
        let some = (0..<Int.random(in: 2...4, using: &random)).compactMap { _ in values.randomElement(using: &random) }
        calls.append("[\(name)(\(some.joined(separator: ", "))).a[0]]")
        calls.append("[\(name)(\(some.joined(separator: ", ")))]")
      }
      for call in calls {
        let value = ARMFunctionTests.value(call)
        #expect(value.isDecided || !value.reason.reason.isEmpty, "\(call)")
      }
    }
  }

  @Test func whatRefersToItselfIsUndecided() {
    let sections = #"""
      "parameters": { "p": { "defaultValue": "[parameters('q')]" }, "q": { "defaultValue": "[parameters('p')]" } },
      "variables": { "v": "[concat(variables('w'), 'x')]", "w": "[variables('v')]" }
      """#
    let key = #"""
      { "type": "Microsoft.KeyVault/vaults/keys", "name": "[concat(variables('v'), '/k')]", "properties": { "kty": "[parameters('p')]" } },
      { "type": "Microsoft.Resources/deployments", "name": "[reference('n').outputs.a.value]", "properties": { "template": {
          "resources": [], "outputs": { "a": { "value": "[reference('n').outputs.a.value]" } } } } }
      """#
    let fixture = ARMFixture.array(key, sections: sections)
    guard case .undecided(let unknown)? = fixture.lower().keys.first?.type else {
      Issue.record("\(fixture.lower())")
      return
    }
    #expect(unknown.reason == "parameter p depends on itself")
  }

  @Test func deepAndWideTemplatesEnd() {
    // A nested template in a nested template, and so on.
    var inner = #"{ "resources": [] }"#
    for level in 0..<200 {
      inner =
        #"{ "resources": [ { "type": "Microsoft.Resources/deployments", "name": "d\#(level)", "properties": { "template": \#(inner) } } ] }"#
    }
    #expect(ARMFixture(inner).lower().vaults.isEmpty)
    // Copies of copies.
    let copy = #""copy": { "name": "c", "count": 800 }"#
    let many = #"""
      { "type": "Microsoft.Resources/deployments", "name": "d", \#(copy), "properties": { "template": { "resources": [
        { "type": "Microsoft.Resources/deployments", "name": "e", \#(copy), "properties": { "template": { "resources": [
          { "type": "Microsoft.KeyVault/vaults", "name": "kv", \#(copy), "properties": {} } ] } } } ] } } }
      """#
    let facts = ARMFixture.array(many).lower()
    #expect(facts.vaults.count == 1)
    // Conditions that double with every level.
    var variables = [#""v0": "[if(parameters('p'), 'a', 'b')]""#]
    for level in 1...60 {
      variables.append(#""v\#(level)": "[if(parameters('p'), variables('v\#(level - 1)'), concat(variables('v\#(level - 1)'), 'x'))]""#)
    }
    let vault = #"{ "type": "Microsoft.KeyVault/vaults", "name": "[variables('v60')]", "properties": "[variables('v60')]" }"#
    let fixture = ARMFixture.array(
      vault, sections: #""parameters": { "p": { "type": "bool" } }, "variables": { \#(variables.joined(separator: ", ")) }"#)
    #expect(fixture.lower().vaults.count == 1)
  }

  @Test func conditionsAtEveryLevelOfAPropertyAreNotMultiplied() {
    var value = "'Microsoft.KeyVault'"
    for name in ["keySource", "encryption", "properties"] {
      let object = "createObject('\(name)', \(value))"
      value = (0..<6).reduce(object) { inner, index in "if(equals(parameters('p'), \(index)), createObject('x', \(index)), \(inner))" }
    }
    let account = #"{ "type": "Microsoft.CognitiveServices/accounts", "name": "a", "properties": "[\#(value).properties]" }"#
    let sections = #""parameters": { "p": { "type": "int" } }"#
    let source = ARMFixture.array(account, sections: sections).lower().resources.first?.encryption.source
    func outcomes(_ fact: Fact<EncryptionSource>?) -> Int {
      if case .either(let facts, _)? = fact { facts.reduce(0) { $0 + outcomes($1) } } else { 1 }
    }
    #expect(source?.value == nil)
    #expect((2...64).contains(outcomes(source)))
  }

  @Test func workGrowsWithTheTemplate() {
    func steps(_ count: Int) -> Int {
      let resources = (0..<count).map { index in
        #"""
        { "type": "Microsoft.KeyVault/vaults", "name": "[concat(parameters('stem'), '\#(index)')]", "properties": {},
          "resources": [ { "type": "keys", "name": "k", "properties": { "kty": "[variables('kty')]" } } ] },
        { "type": "Microsoft.Resources/deployments", "name": "d\#(index)", "properties": { "expressionEvaluationOptions": { "scope": "inner" },
          "parameters": { "v": { "value": "[reference('d\#(max(0, index - 1))').outputs.v.value]" } },
          "template": { "parameters": { "v": { "type": "string", "defaultValue": "x" } }, "resources": [],
            "outputs": { "v": { "value": "[concat('\#(index)')]" } } } } }
        """#
      }
      let fixture = ARMFixture.array(
        resources.joined(separator: ","), sections: #""parameters": { "stem": { "defaultValue": "kv" } }, "variables": { "kty": "RSA" }"#)
      let budget = EvaluationBudget()
      let found = ARMLowering.evaluate(template: fixture.file, parameters: nil, environment: nil, budget: budget)
      #expect(found?.count == 3 * count)
      return EvaluationBudget().steps - budget.steps
    }
    let small = steps(100)
    let large = steps(400)
    #expect(large < 5 * small, "\(small) \(large)")
  }

  @Test func whatIsNoTemplateHasNoFacts() {
    for text in [
      "", "[]", "1", "{", "{ \"resources\": 3 }", "{ \"resources\": [ null, 1, \"x\", {} ] }", "{ \"resources\": { \"a\": 1 } }",
    ] {
      #expect(FactListing().lines(ARMFixture(text).lower()).isEmpty)
    }
  }
}

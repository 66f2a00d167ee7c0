import EncryptionModel
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// One scenario in the array form and in the form with symbolic names: the facts are the same.
@Suite struct ARMLoweringTests {
  /// Resources written as `name: body` in both forms.
  static func forms(_ resources: [(String, String)], sections: String = "") -> [ARMFixture] {
    let head =
      #""$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0","#
    let extra = sections.isEmpty ? "" : sections + ","
    return [
      ARMFixture("{ \(head) \(extra) \"resources\": [ \(resources.map(\.1).joined(separator: ",\n")) ] }"),
      ARMFixture(
        """
        { \(head) "languageVersion": "2.0", \(extra)
          "resources": { \(resources.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ",\n")) } }
        """),
    ]
  }

  func lines(_ fixture: ARMFixture, _ parameters: ARMFixture? = nil) -> [String] {
    FactListing(fixture.file).plain(fixture.lower(parameters: parameters))
  }

  static let vault = #"{ "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv", "properties": {} }"#
  static let account = #"""
    { "type": "Microsoft.CognitiveServices/accounts", "apiVersion": "2025-06-01", "name": "ai", "kind": "AIServices", "properties": {
        "encryption": { "keySource": "Microsoft.KeyVault",
          "keyVaultProperties": { "keyVaultUri": "[reference(resourceId('Microsoft.KeyVault/vaults', 'kv')).vaultUri]", "keyName": "cmk" } } } }
    """#

  @Test func aVaultSaysWhatItSays() throws {
    for fixture in Self.forms([
      ("kv", #"{ "type": "Microsoft.KeyVault/vaults", "name": 3️⃣"kv"3️⃣, "properties": 1️⃣{ "enableSoftDelete": 2️⃣"false"2️⃣ }1️⃣ }"#)
    ]) {
      let vault = try #require(fixture.lower().vaults.first)
      #expect(vault.name.known == "kv")
      let missing = try #require(fixture.site("1️⃣"))
      let slot = Slot(.property(in: missing, path: ["enablePurgeProtection"]), vocabulary: .azure)
      let name = try #require(fixture.site("3️⃣"))
      #expect(vault.purgeProtection == .absent(Place(name, slot: slot)))
      let site = try #require(fixture.site("2️⃣"))
      #expect(vault.softDelete == .known(false, Place(site, slot: Slot(.value(site), vocabulary: .azure))))
    }
  }

  @Test func theDecidingLiteralIsTheDefaultOfAParameterThatIsReadOnce() throws {
    for fixture in Self.forms(
      [
        (
          "key",
          #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/cmk", "properties": { "kty": "RSA", "keySize": 2️⃣"[parameters('size')]"2️⃣ } }"#
        )
      ],
      sections: #""parameters": { "size": { "type": "int", "defaultValue": 1️⃣40961️⃣ } }"#)
    {
      let key = try #require(fixture.lower().keys.first)
      let literal = try #require(fixture.site("1️⃣"))
      let use = try #require(fixture.site("2️⃣"))
      let slot = Slot(.value(literal), vocabulary: .azure)
      var place = Place(literal, slot: slot, related: [Related("used here", at: use)])
      place.use = use
      #expect(key.size == .known(4096, place))
    }
  }

  @Test func aParameterThatOthersReadTooIsReportedAtTheProperty() throws {
    for fixture in Self.forms(
      [
        ("a", #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/a", "properties": { "keySize": 2️⃣"[parameters('size')]"2️⃣ } }"#),
        ("b", #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/b", "properties": { "keySize": "[parameters('size')]" } }"#),
      ], sections: #""parameters": { "size": { "type": "int", "defaultValue": 1️⃣30721️⃣ } }"#)
    {
      let key = try #require(fixture.lower().keys.first)
      let literal = try #require(fixture.site("1️⃣"))
      let use = try #require(fixture.site("2️⃣"))
      let slot = Slot(.value(use), vocabulary: .azure)
      #expect(key.size == .known(3072, Place(use, slot: slot, related: [Related("the value comes from here", at: literal)])))
    }
  }

  @Test func theKeyOfAnAccountLeadsToTheVaultOfTheTemplate() throws {
    for fixture in Self.forms([("kv", Self.vault), ("ai", Self.account)]) {
      #expect(
        lines(fixture) == [
          "vault kv softDelete=absent purgeProtection=absent", "foundry ai source=customerManaged key=kv/cmk version=absent",
        ])
    }
  }

  @Test func aSymbolicNameIsAReference() throws {
    let fixture = Self.forms([
      ("vault", Self.vault),
      (
        "ai",
        Self.account.replacing("[reference(resourceId('Microsoft.KeyVault/vaults', 'kv')).vaultUri]", with: "[reference('vault').vaultUri]")
      ),
    ])[1]
    #expect(lines(fixture).last == "foundry ai source=customerManaged key=kv/cmk version=absent")
  }

  @Test func aNameAloneRefersToAResourceOfTheTemplate() throws {
    for target in [
      "reference('kv')", "reference(variables('id'), '2023-07-01')", "reference(variables('id'), '2023-07-01', 'full').properties",
    ] {
      for fixture in Self.forms(
        [
          ("vault", Self.vault),
          ("ai", Self.account.replacing("reference(resourceId('Microsoft.KeyVault/vaults', 'kv'))", with: target)),
        ], sections: #""variables": { "id": "[concat(resourceGroup().id, '/providers/Microsoft.KeyVault/vaults/', 'kv')]" }"#)
      {
        #expect(lines(fixture).last == "foundry ai source=customerManaged key=kv/cmk version=absent", "\(target)")
      }
    }
  }

  @Test func anExistingVaultIsOnlyReferredTo() throws {
    let existing = #"{ "existing": true, "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv" }"#
    let key = #"{ "type": "Microsoft.KeyVault/vaults/keys", "apiVersion": "2023-07-01", "name": "kv/cmk", "properties": {} }"#
    let fixture = Self.forms([("vault", existing), ("key", key)])[1]
    #expect(fixture.lower().vaults.map(\.isReference) == [true])
  }

  @Test func aParameterWithoutADefaultIsUndecidedAndNamesItself() throws {
    for fixture in Self.forms(
      [
        (
          "key",
          #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "[concat(parameters('v'), '/cmk')]", "properties": { "kty": "[parameters('t')]" } }"#
        )
      ],
      sections: #""parameters": { "v": { "type": "string" }, "t": { "type": "string" } }"#)
    {
      let key = try #require(fixture.lower().keys.first)
      #expect(key.vault.display == "‹parameters('v')›")
      #expect(key.name.known == "cmk")
      guard case .undecided(let unknown) = key.type else {
        Issue.record("\(key.type)")
        continue
      }
      #expect(unknown.reason == "parameter t has no default")
    }
  }

  @Test func aParameterWhoseTypeAllowsNullIsNull() throws {
    let sections = #"""
      "definitions": { "size": { "$ref": "#/definitions/number" }, "number": { "type": "int", "nullable": true } },
      "parameters": { "a": { "type": "string", "nullable": true }, "b": { "$ref": "#/definitions/size" } }
      """#
    let key =
      #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/k", "properties": { "kty": "[parameters('a')]", "keySize": "[parameters('b')]" } }"#
    let forms = Self.forms([("k", key)], sections: sections)
    #expect(lines(forms[1]) == ["key kv/k type=absent size=absent"])
    // Before language version 2.0 types allow no null.
    #expect(lines(forms[0]) == ["key kv/k type=?(parameter a has no default) size=?(parameter b has no default)"])
  }

  @Test func aParameterFileDecides() throws {
    let parameters = ARMFixture(
      #"{ "parameters": { "T": { "value": 1️⃣"EC"1️⃣ }, "n": { "reference": { "keyVault": { "id": "x" }, "secretName": "s" } } } }"#,
      path: "/w/main.parameters.json", role: .armParameters, number: 2)
    for fixture in Self.forms(
      [
        (
          "key",
          #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/cmk", "properties": { "kty": 2️⃣"[parameters('t')]"2️⃣, "keySize": "[parameters('n')]" } }"#
        )
      ],
      sections: #""parameters": { "n": { "type": "int" }, "t": { "type": "string", "defaultValue": "RSA" } }"#)
    {
      let key = try #require(fixture.lower(parameters: parameters).keys.first)
      let literal = try #require(parameters.site("1️⃣"))
      let use = try #require(fixture.site("2️⃣"))
      var place = Place(literal, slot: Slot(.value(literal), vocabulary: .azure), related: [Related("used here", at: use)])
      place.use = use
      #expect(key.type == .known(.ec, place))
      guard case .undecided(let unknown) = key.size else {
        Issue.record("\(key.size)")
        continue
      }
      #expect(unknown.reason == "parameter n comes from a key vault")
    }
  }

  @Test func bothBranchesOfAnUndecidedConditionAreKept() throws {
    for fixture in Self.forms(
      [
        (
          "kv",
          #"{ "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": { "enablePurgeProtection": "[if(parameters('p'), true(), null())]" } }"#
        )
      ],
      sections: #""parameters": { "p": { "type": "bool" } }"#)
    {
      let vault = try #require(fixture.lower().vaults.first)
      guard case .either(let branches, _) = vault.purgeProtection else {
        Issue.record("\(vault.purgeProtection)")
        continue
      }
      #expect(branches.map(\.value) == [true, nil])
    }
  }

  @Test func aResourceWhoseConditionIsFalseIsNotThere() {
    let gone = #"{ "condition": "[equals('a', 'b')]", "type": "Microsoft.KeyVault/vaults", "name": "gone", "properties": {} }"#
    let maybe = #"{ "condition": "[parameters('p')]", "type": "Microsoft.KeyVault/vaults", "name": "maybe", "properties": {} }"#
    for fixture in Self.forms([("a", gone), ("b", maybe)], sections: #""parameters": { "p": { "type": "bool" } }"#) {
      #expect(fixture.lower().vaults.map(\.name.display) == ["maybe"])
    }
  }

  @Test func copiesAreResourcesOfTheirOwn() {
    let keys = #"""
      { "type": "Microsoft.KeyVault/vaults/keys", "name": "[format('kv/{0}', variables('all')[copyIndex()].name)]",
        "copy": { "name": "keys", "count": "[length(variables('all'))]" },
        "properties": { "keySize": "[variables('all')[copyIndex('keys')].size]" } }
      """#
    for fixture in Self.forms(
      [("k", keys)], sections: #""variables": { "all": [ { "name": "a", "size": 2048 }, { "name": "b", "size": 4096 } ] }"#)
    {
      #expect(lines(fixture) == ["key kv/a type=absent size=2048", "key kv/b type=absent size=4096"])
    }
  }

  @Test func loopsOfVariablesAndProperties() {
    let sections = #"""
      "variables": { "copy": [ { "name": "names", "count": 2, "input": "[concat('k', copyIndex('names', 1))]" } ],
        "more": { "copy": [ { "name": "sizes", "count": 2, "input": "[mul(1024, add(copyIndex('sizes'), 2))]" } ] } }
      """#
    let key =
      #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "[concat('kv/', variables('names')[1])]", "properties": { "keySize": "[variables('more').sizes[1]]" } }"#
    for fixture in Self.forms([("k", key)], sections: sections) { #expect(lines(fixture) == ["key kv/k2 type=absent size=3072"]) }
  }

  @Test func childResourcesHaveRelativeTypesAndNames() {
    let vault = #"""
      { "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": { "enablePurgeProtection": true },
        "resources": [ { "type": "keys", "name": "cmk", "properties": { "kty": "RSA" } } ] }
      """#
    for fixture in Self.forms([("kv", vault)]) {
      #expect(lines(fixture) == ["vault kv softDelete=absent purgeProtection=true", "key kv/cmk type=RSA size=absent"])
    }
  }

  @Test func createThenEncryptIsOneResource() {
    let plain = #"{ "type": "Microsoft.CognitiveServices/accounts", "name": "AI", "kind": "AIServices", "properties": {} }"#
    let nested = #"""
      { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "encrypt", "properties": {
          "mode": "Incremental", "expressionEvaluationOptions": { "scope": "inner" },
          "parameters": { "uri": { "value": "https://kv.vault.azure.net/" } },
          "template": { "parameters": { "uri": { "type": "string" } }, "resources": [
            { "type": "microsoft.cognitiveservices/Accounts", "name": "ai", "kind": "AIServices", "properties": { "encryption": {
                "keySource": "Microsoft.KeyVault", "keyVaultProperties": { "keyVaultUri": "[parameters('uri')]", "keyName": "cmk" } } } } ] } } }
      """#
    for fixture in Self.forms([("a", plain), ("b", nested)]) {
      #expect(lines(fixture) == ["foundry AI source=customerManaged key=kv/cmk version=absent"])
    }
  }

  @Test func anOuterScopedTemplateReadsTheParametersAroundIt() {
    let nested = #"""
      { "type": "Microsoft.Resources/deployments", "name": "n", "properties": { "template": {
          "parameters": { "v": { "type": "string", "defaultValue": "inner" } },
          "resources": [ { "type": "Microsoft.KeyVault/vaults", "name": "[parameters('v')]", "properties": {} } ] } } }
      """#
    let forms = Self.forms([("n", nested)], sections: #""parameters": { "v": { "type": "string", "defaultValue": "outer" } }"#)
    #expect(forms[0].lower().vaults.map(\.name.known) == ["outer"])
    // With symbolic names every nested template has a scope of its own.
    #expect(forms[1].lower().vaults.map(\.name.known) == ["inner"])
  }

  @Test func outputsOfANestedDeploymentAreFollowed() {
    let module = #"""
      { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "keyModule", "properties": {
          "expressionEvaluationOptions": { "scope": "inner" }, "mode": "Incremental", "template": {
            "resources": [ { "type": "Microsoft.KeyVault/vaults", "name": "kv", "properties": {} } ],
            "outputs": { "uri": { "type": "string", "value": "[reference(resourceId('Microsoft.KeyVault/vaults', 'kv')).vaultUri]" } } } } }
      """#
    let account = Self.account.replacing(
      "[reference(resourceId('Microsoft.KeyVault/vaults', 'kv')).vaultUri]",
      with: "[reference(resourceId('Microsoft.Resources/deployments', 'keyModule'), '2022-09-01').outputs.uri.value]")
    for fixture in Self.forms([("m", module), ("ai", account)]) {
      #expect(lines(fixture).last == "foundry ai source=customerManaged key=kv/cmk version=absent")
    }
  }

  @Test func outputsOfCopiedDeploymentsAreFollowed() {
    let modules = #"""
      { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "[format('m-{0}', copyIndex())]",
        "copy": { "name": "modules", "count": 2 }, "properties": {
          "expressionEvaluationOptions": { "scope": "inner" }, "mode": "Incremental",
          "parameters": { "size": { "value": "[mul(2048, add(copyIndex(), 1))]" } }, "template": {
            "parameters": { "size": { "type": "int" } }, "resources": [],
            "outputs": { "size": { "type": "int", "value": "[parameters('size')]" } } } } }
      """#
    let key = #"""
      { "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/k", "properties": {
          "keySize": "[reference(resourceId('Microsoft.Resources/deployments', 'm-1'), '2022-09-01').outputs.size.value]" } }
      """#
    for fixture in Self.forms([("modules", modules), ("k", key)]) { #expect(lines(fixture) == ["key kv/k type=absent size=4096"]) }
    let symbolic = Self.forms([
      ("modules", modules), ("k", key.replacing("resourceId('Microsoft.Resources/deployments', 'm-1')", with: "'modules[1]'")),
    ])[1]
    #expect(lines(symbolic) == ["key kv/k type=absent size=4096"])
  }

  @Test func aLinkedTemplateIsNotRead() {
    let linked =
      #"{ "type": "Microsoft.Resources/deployments", "name": "l", "properties": { "templateLink": { "uri": "https://x/y.json" } } }"#
    let key =
      #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "kv/k", "properties": { "kty": "[reference('l').outputs.type.value]" } }"#
    for fixture in Self.forms([("l", linked), ("k", key)]) {
      guard case .undecided? = fixture.lower().keys.first?.type else {
        Issue.record("\(fixture.lower().keys)")
        continue
      }
    }
  }

  @Test func userDefinedFunctionsAreCalled() {
    let sections = #"""
      "functions": [ { "namespace": "own", "members": { "vaultName": { "parameters": [ { "name": "stem", "type": "string" } ],
          "output": { "type": "string", "value": "[concat('kv-', parameters('stem'))]" } } } } ]
      """#
    let vault = #"{ "type": "Microsoft.KeyVault/vaults", "name": "[own.vaultName('x')]", "properties": {} }"#
    for fixture in Self.forms([("v", vault)], sections: sections) { #expect(fixture.lower().vaults.map(\.name.known) == ["kv-x"]) }
  }

  @Test func namesThatHangOnTheSameUnknownAreTheSame() {
    let key = #"{ "type": "Microsoft.KeyVault/vaults/keys", "name": "[concat(variables('kv'), '/cmk')]", "properties": {} }"#
    let account = Self.account.replacing(
      "[reference(resourceId('Microsoft.KeyVault/vaults', 'kv')).vaultUri]",
      with: "[concat('https://', variables('kv'), environment().suffixes.keyvaultDns)]")
    for fixture in Self.forms(
      [("k", key), ("a", account)], sections: #""variables": { "kv": "[toLower(concat('KV', uniqueString(resourceGroup().id)))]" }"#)
    {
      let facts = fixture.lower()
      #expect(facts.keys.first?.vault.display == "kv‹uniqueString(resourceGroup().id)›")
      #expect(facts.keys.first?.vault.isSame(as: facts.resources.first?.encryption.key?.vault ?? SymbolicText("")) == true)
    }
  }
}

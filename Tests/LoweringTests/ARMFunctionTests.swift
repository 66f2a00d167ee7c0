import EncryptionModel
import Foundation
import SourceText
import SyntaxTree
import Testing

@testable import Lowering

/// Template functions against cases that somebody else wrote down.
@Suite struct ARMFunctionTests {
  /// The value of an expression in a template with these variables.
  static func value(_ expression: String, variables: String = "{}") -> EvaluatedValue {
    let fixture = ARMFixture(#"{ "variables": \#(variables), "outputs": { "x": { "value": "\#(expression)" } } }"#)
    let document = fixture.file.document
    let scope = ARMScope(
      file: fixture.file, template: document.topValue() ?? document.root, identity: 1, placement: ARMPlacement(root: 1), given: [:])
    guard let output = scope.outputs["x"], let node = document.value(output.value, "value") else {
      return .unknown("", scope: 0, because: "no output", at: .start(of: fixture.file.id))
    }
    return ARMEvaluation().value(of: node, in: ARMFrame(scope))
  }

  @Test(.enabled(if: Corpora.root != nil, "the corpora are not here"))
  func functionsAgreeWithTheDerivedCases() throws {
    let root = try #require(Corpora.root)
    let data = try Data(contentsOf: root.appendingPathComponent("_derived/arm-function-cases.json"))
    let table = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let cases = try #require(table["cases"] as? [[String: Any]])
    var disagreements: [Int: String] = [:]
    for (index, item) in cases.enumerated() {
      let name = try #require(item["function"] as? String)
      let arguments = item["args"] as? [Any] ?? []
      var variables: [String: Any] = [:]
      for (position, argument) in arguments.enumerated() { variables["a\(position)"] = argument }
      let text = String(decoding: try JSONSerialization.data(withJSONObject: variables), as: UTF8.self)
      let call = "[\(name)(\(arguments.indices.map { "variables('a\($0)')" }.joined(separator: ", ")))]"
      let value = Self.value(call, variables: text)
      let expected: String
      if item["error"] as? Bool == true {
        expected = "error"
      } else {
        expected = String(
          decoding: try JSONSerialization.data(
            withJSONObject: item["expected"] ?? NSNull(), options: [.fragmentsAllowed, .withoutEscapingSlashes, .sortedKeys]), as: UTF8.self
        )
      }
      let found = value.isDecided ? JSONText.of(value) : "error"
      if found != expected {
        disagreements[index] = "\(call) \(text): expected \(expected), found \(value.isDecided ? found : value.summary)"
      }
    }
    // Ids in a subscription, a group and loops that the cases' own harness makes up: here they are those of the deployment.
    let contextual: Set<Int> = [36, 37, 39, 40, 45, 47, 52, 53, 54, 91, 92, 93]
    // The cases' hashes and their percent encoding are not those of Azure's own engine, whose values Bicep's baselines have.
    let hashes: Set<Int> = [118, 142, 143, 145]
    // `mod` takes integers; that a text passes is a liberty of the cases' implementation.
    let lenient: Set<Int> = [98]
    let adjudicated = contextual.union(hashes).union(lenient)
    let surprises = disagreements.filter { !adjudicated.contains($0.key) }
    #expect(surprises.isEmpty, "\(surprises.values.sorted().joined(separator: "\n"))")
    #expect(Set(disagreements.keys) == adjudicated)
    #expect(cases.count > 150)
  }

  /// Decided results, written as JSON.
  @Test(arguments: [
    ("[concat('a', 'b', 1)]", #""ab1""#), ("[concat(createArray(1), createArray(2))]", "[1,2]"),
    ("[format('{0:D3}-{1}', 7, true())]", #""007-True""#),
    ("[if(equals('a', 'A'), 1, 2)]", "2"), ("[if(or(false(), not(false())), 'x', 'y')]", #""x""#), ("[and(true(), false())]", "false"),
    ("[toLower('ABC')]", #""abc""#), ("[last(split('a/b/c', '/'))]", #""c""#), ("[first('xyz')]", #""x""#), ("[take('abc', 2)]", #""ab""#),
    ("[union(createObject('a', 1, 'b', createObject('c', 1)), createObject('b', createObject('d', 2)))]", #"{"a":1,"b":{"c":1,"d":2}}"#),
    ("[shallowMerge(createArray(createObject('b', createObject('c', 1)), createObject('b', createObject('d', 2))))]", #"{"b":{"d":2}}"#),
    (#"[json('{\"a\": [1, null, true]}').a[2]]"#, "true"), ("[json('null')]", "null"), ("[coalesce(null(), 'x')]", #""x""#),
    ("[tryGet(createObject('a', createObject('b', 3)), 'a', 'b')]", "3"), ("[tryGet(createObject('a', 1), 'z', 'b')]", "null"),
    ("[contains(createObject('Name', 1), 'name')]", "true"), ("[contains('Abc', 'b')]", "true"),
    ("[contains(createArray('a'), 'b')]", "false"),
    ("[map(range(0, 3), lambda('i', mul(lambdaVariables('i'), 2)))]", "[0,2,4]"),
    ("[filter(createArray(1, 2, 3), lambda('n', greater(lambdaVariables('n'), 1)))]", "[2,3]"),
    ("[reduce(createArray(1, 2, 3), 0, lambda('a', 'b', add(lambdaVariables('a'), lambdaVariables('b'))))]", "6"),
    ("[sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))]", "[1,2,3]"),
    ("[toObject(createArray('x', 'y'), lambda('k', lambdaVariables('k')), lambda('k', 1))]", #"{"x":1,"y":1}"#),
    ("[groupBy(createArray('ab', 'ac'), lambda('k', first(lambdaVariables('k'))))]", #"{"a":["ab","ac"]}"#),
    ("[mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))]", #"{"a":2}"#),
    ("[base64ToString(base64('Grüße'))]", #""Grüße""#), ("[uriComponent('UB*8h 0+=_)9h9n')]", #""UB%2A8h%200%2B%3D_%299h9n""#),
    ("[guid('asdf')]", #""228d27cc-6fdb-5934-b7ac-1efccebade04""#), ("[uniqueString('asd', 'asdf', 'asdf')]", #""iizpqit7ih3cc""#),
    ("[uniqueString('/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/myRg')]", #""js26ofeqkqeve""#),
    ("[string(createArray(1, 'a'))]", #""[1,\"a\"]""#),
    ("[dateTimeAdd('2020-04-07T14:53:14Z', '-P9D')]", #""2020-03-29T14:53:14Z""#),
    ("[dateTimeToEpoch('2023-05-02T15:16:13Z')]", "1683040573"),
    ("[dateTimeAdd('2020-01-31 00:00:00Z', 'P1M', 'yyyy-MM-dd')]", #""2020-02-29""#),
    ("[items(createObject('b', 1, 'a', 2))[0].key]", #""a""#),
    ("[substring('abcdef', 2, 3)]", #""cde""#), ("[replace('a-b-c', '-', '')]", #""abc""#), ("[padLeft(7, 3, '0')]", #""007""#),
    ("[empty('')]", "true"), ("[empty(concat('a', parameters('x')))]", "false"), ("[length(createArray())]", "0"), ("[int('12')]", "12"),
    ("[bool('TRUE')]", "true"), ("[max(1, 5, 3)]", "5"), ("[range(2, 3)]", "[2,3,4]"), ("[distinct(createArray(1, 1, 2))]", "[1,2]"),
    ("[intersection(createArray(1, 2), createArray(2, 3))]", "[2]"), ("[flatten(createArray(createArray(1), createArray(2)))]", "[1,2]"),
    ("[skip(createArray(1, 2, 3), 1)]", "[2,3]"), ("[indexOf('Hello', 'L')]", "2"),
    ("[uri('https://a.b/c/', 'd.json')]", #""https://a.b/c/d.json""#),
    ("[\n  concat(\n 'it''s' , ' ok')\n]", #""it's ok""#), ("[[not an expression]", #""[not an expression]""#),
    ("[not closed", #""[not closed""#),
  ])
  func functionsOfKnownValues(_ expression: String, _ expected: String) {
    let value = Self.value(expression)
    #expect(value.isDecided, "\(value.reason.reason)")
    #expect(JSONText.of(value) == expected)
  }

  /// Unknown results, by their names and reasons.
  @Test(arguments: [
    ("[uniqueString(resourceGroup().id)]", "uniqueString(resourceGroup().id)"),
    ("[parameters('nowhere')]", "parameters('nowhere')"), ("[utcNow()]", "utcNow()"), ("[noSuchFunction(1)]", "noSuchFunction(1)"),
    ("[concat('kv-', uniqueString(subscription().id))]", "kv-{uniqueString(subscription().id)}"),
    ("[resourceGroup().location]", "resourceGroup().location"),
    ("[if(parameters('x'), 1, 2)]", "if(parameters('x'), 1, 2)"), ("[broken(]", "[broken(]"),
    ("[substring(concat(parameters('v'), 'abc/'), 0, Sub(length(concat(parameters('v'), 'abc/')), 1))]", "{parameters('v')}abc"),
    ("[reference(resourceId('Microsoft.KeyVault/vaults', 'kv')).vaultUri]", "https://kv{environment().suffixes.keyvaultDns}/"),
    (
      "[reference(resourceId('Microsoft.KeyVault/vaults/keys', 'kv', 'k')).keyUri]", "https://kv{environment().suffixes.keyvaultDns}/keys/k"
    ),
  ])
  func whatTheDeploymentTellsIsUnknown(_ expression: String, _ name: String) {
    let value = Self.value(expression)
    #expect(!value.isDecided)
    #expect(value.summary == name)
    #expect(!value.reason.reason.isEmpty)
  }

  @Test func anExpressionOfManyLevelsIsUnknownAndNoCrash() {
    let deep = "[" + String(repeating: "concat(", count: 20_000) + "'x'" + String(repeating: ")", count: 20_000) + "]"
    #expect(!Self.value(deep).isDecided)
    let wide = "[concat(" + Array(repeating: "'x'", count: 20_000).joined(separator: ",") + ")]"
    #expect(Self.value(wide).knownText?.count == 20_000)
  }

  @Test func variablesThatDoubleEachOtherStopAtTheBudget() {
    var variables: [String] = [#""v0": "xxxxxxxxxx""#]
    for index in 1...40 { variables.append(#""v\#(index)": "[concat(variables('v\#(index - 1)'), variables('v\#(index - 1)'))]""#) }
    #expect(!Self.value("[variables('v40')]", variables: "{ \(variables.joined(separator: ",")) }").isDecided)
  }
}

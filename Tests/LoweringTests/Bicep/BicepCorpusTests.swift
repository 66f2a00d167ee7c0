import EncryptionModel
import Foundation
import SourceText
import SyntaxTree
import TestSupport
import Testing

@testable import Lowering

/// Values that Bicep's own tests tell.
@Suite(.enabled(if: TestSupport.Corpora.isThere, "the corpora are not at hand"))
struct BicepCorpusTests {
  @Test func evaluationAgreesWithTheDerivedCases() throws {
    let folder = try #require(TestSupport.Corpora.folder)
    let table = try Self.object(Array(Data(contentsOf: URL(fileURLWithPath: folder + "/_derived/bicep-evaluation-cases.json"))))
    let cases = try #require(table["cases"] as? [[String: Any]])
    #expect(!cases.isEmpty)
    for item in cases {
      let name = try #require(item["name"] as? String)
      let outputs = BicepFixture(try #require(item["bicep"] as? String)).outputs()
      // The answer of a deployed resource is what upstream's test makes up; before the deployment nobody knows it.
      let isMadeUp = !(item["needs"] as? [String] ?? []).isEmpty
      for (output, expected) in try #require(item["outputs"] as? [String: Any]) {
        let value = try #require(outputs[output])
        if isMadeUp {
          #expect(!value.isDecided, "\(name).\(output)")
        } else {
          #expect(Self.text(of: value) == Self.text(expected), "\(name).\(output)")
        }
      }
    }
  }

  /// Values that upstream's harness puts into the environment, or that a key vault keeps.
  private static let outside: Set<String> = [
    "stringfromEnvironmentVariables", "intfromEnvironmentVariables", "boolfromEnvironmentVariables", "intfromEnvironmentVariablesDefault",
    "kvSecret", "kvSecretExpression", "secureStrParam1",
  ]

  @Test(arguments: ["Expressions", "Extends", "Extensions", "External_Inputs_DeployCommands", "Parameters", "TypedVariables"])
  func parameterFilesAgreeWithTheirBaselines(_ name: String) throws {
    let folder = "bicep-baselines-param/src/Bicep.Core.Samples/Files/baselines_bicepparam/\(name)"
    let fixture = BicepFixture.corpus(folder + "/parameters.bicepparam")
    let bytes = try #require(fixture.texts["/w/parameters.json"]).bytes
    let expected = try #require(try Self.object(Array(bytes))["parameters"] as? [String: Any])
    let values = BicepParameterFile.values(of: fixture.root, root: 1, evaluation: BicepEvaluation(files: fixture.lookup))
    #expect(Set(values.keys) == Set(expected.keys.map { $0.lowercased() }))
    for (parameter, assignment) in expected {
      let value = try #require(values[parameter.lowercased()])
      if Self.outside.contains(parameter) {
        #expect(!value.isDecided, "\(parameter)")
      } else {
        #expect(value.isDecided, "\(parameter): \(value.summary)")
        #expect(Self.text(of: value) == Self.text((assignment as? [String: Any])?["value"] as Any), "\(parameter)")
      }
    }
  }

  @Test func aParameterFileGetsTheValuesOfTheOneThatItExtends() {
    let folder = "bicep-snapshots/src/Bicep.Cli.IntegrationTests/Files/BuildParamsCommandTests/Extends"
    let fixture = BicepFixture.corpus(folder + "/main.bicepparam")
    let values = BicepParameterFile.values(of: fixture.root, root: 1, evaluation: BicepEvaluation(files: fixture.lookup))
    #expect(
      values.mapValues(JSONText.of) == [
        "stringparam": "\"foo\"", "intparam": "123", "boolparam": "false", "arrayparam": "[]", "objectparam": "{}",
      ])
  }

  @Test(arguments: ["null_parameter_value", "outputs"])
  func resourcesAndOutputsAgreeWithTheSnapshots(_ name: String) throws {
    let fixture = BicepFixture.corpus("bicep-snapshots/src/Bicep.Cli.IntegrationTests/Files/SnapshotCommandTests/\(name)/main.bicep")
    let snapshot = try Self.object(Array(try #require(fixture.texts["/w/main.snapshot.json"]).bytes))
    // Where upstream's test deploys to.
    let placement = ARMPlacement(
      subscription: SymbolicText("00000000-0000-0000-0000-000000000000"), resourceGroup: SymbolicText("myRg"), root: 1)
    for (output, expected) in try #require(snapshot["outputs"] as? [String: Any]) {
      let value = try #require(fixture.outputs(parameters: "main.bicepparam", placement: placement)[output])
      if let text = expected as? String, text.hasPrefix("[") {
        #expect(!value.isDecided, "\(output)")
      } else {
        #expect(Self.text(of: value) == Self.text(expected), "\(output)")
      }
    }
    let evaluation = BicepEvaluation(files: fixture.lookup)
    let given = BicepLowering.scope(
      root: fixture.root, parameters: fixture.files["/w/main.bicepparam"], environment: nil, evaluation
    ).given
    var walk = BicepResourceWalk(evaluation: evaluation, isWanted: { _ in true })
    walk.walk(BicepScope(file: fixture.root, identity: 1, placement: placement, given: given))
    let resources = try #require(snapshot["predictedResources"] as? [[String: Any]])
    #expect(walk.resources.count == resources.count)
    for (resource, expected) in zip(walk.resources, resources) {
      #expect(resource.type == expected["type"] as? String)
      #expect(resource.name.known == expected["name"] as? String)
      #expect(resource.apiVersion == expected["apiVersion"] as? String)
      for (name, value) in expected where !["id", "type", "name", "apiVersion"].contains(name) {
        let found = try #require(resource.body.object?[name])
        #expect(Self.text(of: found.value) == Self.text(value), "\(name)")
      }
    }
  }

  private static func object(_ bytes: [UInt8]) throws -> [String: Any] {
    let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    return try #require(try JSONSerialization.jsonObject(with: Data(bytes[start...])) as? [String: Any])
  }

  /// With the names of objects in their order.
  private static func text(of value: EvaluatedValue) -> String {
    let text = JSONText.of(value)
    return (try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)).map(Self.text) ?? text
  }

  private static func text(_ value: Any) -> String {
    let data = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .withoutEscapingSlashes, .sortedKeys])
    return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

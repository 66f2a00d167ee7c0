import EncryptionModel
import Foundation
import SourceText
import SyntaxTree
import TestSupport
import Testing

@testable import Lowering

/// Whatever a file holds, lowering comes to an end.
@Suite struct BicepRobustnessTests {
  @Test(.enabled(if: TestSupport.Corpora.isThere, "the corpora are not at hand"))
  func everyBicepFileOfTheCorporaIsLoweredWithinTheBudget() {
    var known: [String: FileLookup.Answer] = [:]
    func answer(_ path: String) -> FileLookup.Answer {
      if let answer = known[path] { return answer }
      let bytes = TestSupport.Corpora.bytes(path)
      let answer: FileLookup.Answer
      if bytes.isEmpty {
        answer = .absent
      } else if path.hasSuffix(".bicep") || path.hasSuffix(".bicepparam") {
        answer = .source(file(path, .bicep, .bicep, bytes))
      } else if ARMLowering.isTemplate(bytes) {
        answer = .source(file(path, .armTemplate, .json(.armTemplate), bytes))
      } else {
        answer = .text(SourceText(bytes))
      }
      known[path] = answer
      return answer
    }
    func file(_ path: String, _ role: FileRole, _ format: Format, _ bytes: [UInt8]) -> SourceFile {
      SourceFile(id: FileID(Int32(known.count + 1)), path: path, role: role, document: Document(SourceText(bytes), format: format))
    }
    let paths = TestSupport.Corpora.files(endings: [".bicep"])
    #expect(paths.count > 1000)
    var exhausted: [String] = []
    for path in paths {
      guard case .source(let root) = answer(path) else { continue }
      let lookup = FileLookup(answer: answer)
      let budget = EvaluationBudget()
      _ = BicepLowering.evaluate(root: root, parameters: nil, environment: nil, files: lookup, budget: budget)
      if budget.isExhausted { exhausted.append(path) }
    }
    #expect(exhausted.isEmpty, "\(exhausted)")
  }

  @Test(arguments: [
    "var a = b\nvar b = a\noutput x any = a",
    "param p string = p\noutput x any = p",
    "resource a 'Microsoft.KeyVault/vaults@2023-07-01' = { name: a.name }\noutput x any = a.name",
    "resource a 'Microsoft.KeyVault/vaults@2023-07-01' = { name: 'x', parent: b }\nresource b 'Microsoft.KeyVault/vaults@2023-07-01' = { name: 'y', parent: a }\noutput x any = a.id",
    "resource a 'Microsoft.KeyVault/vaults@2023-07-01' = [for i in a: { name: i.name }]\noutput x any = a[0].id",
    "resource a 'Microsoft.KeyVault/vaults@2023-07-01' = { name: 'x', scope: a }\noutput x any = a.id",
    "func f(x string) string => f(x)\noutput x any = f('a')",
    "module m 'main.bicep' = { name: 'm' }\noutput x any = m.outputs.x",
    "import { v } from 'main.bicep'\noutput x any = v",
    "import * as t from 'main.bicep'\noutput x any = t.v\nvar v = t.v",
    "output x any = reduce(range(0, 9000), [], (a, b) => concat(a, [b], a))",
    "output x any = map(range(0, 10000), i => map(range(0, 10000), j => i * j))",
    "output x any = 9223372036854775807 + 1 * 9223372036854775807 - -9223372036854775807 / 0 % 0",
    "type t = u\ntype u = t\nparam p t\noutput x any = p",
    "output x any = [1, 2][^9223372036854775807] ?? [1][?-1] ?? {}.?a.b.c[?0]!.d",
    "resource v 'Microsoft.KeyVault/vaults@2023-07-01' = if (", "module m = ", "param", "@", "resource", "{", "output x any = a ? b :",
  ])
  func circlesAndExcessEnd(_ text: String) {
    let fixture = BicepFixture(text)
    _ = fixture.lower()
    _ = fixture.outputs()
  }

  @Test func deepNestingEnds() {
    for open in ["(", "[", "{ a: ", "!", "-", "toLower(", "true ? 1 : ", "1 + "] {
      let text = "output x any = " + String(repeating: open, count: 3000) + "1"
      let fixture = BicepFixture(text)
      _ = fixture.lower()
      _ = fixture.outputs()
    }
    let chain = "output x any = a" + String(repeating: ".b", count: 5000)
    _ = BicepFixture(chain).outputs()
    _ = BicepFixture("output x any = " + String(repeating: "1 + ", count: 5000) + "1").outputs()
  }

  @Test func modulesThatCallEachOtherEnd() {
    let fixture = BicepFixture(
      "module b 'b.bicep' = { params: { x: 1 } }\nmodule c 'b.bicep' = { params: { x: b.outputs.y } }",
      ["b.bicep": "param x int\nmodule a 'main.bicep' = { name: 'a' }\nmodule b 'main.bicep' = { name: 'b' }\noutput y int = x"])
    _ = fixture.lower()
  }
}

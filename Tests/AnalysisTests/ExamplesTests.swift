import Foundation
import Testing

/// The files of `Schemas/Examples` say what they promise.
@Suite struct ExamplesTests {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/Schemas/Examples/"

  private func lines(_ name: String) throws -> [String] {
    let text = try String(contentsOfFile: Self.folder + name, encoding: .utf8)
    var workbench = Workbench([(name, text)])
    return workbench.lines()
  }

  @Test(arguments: ["compliant.cmk.yaml", "clean-template.json"]) func aCleanExampleHasNoFinding(name: String) throws {
    #expect(try lines(name) == [])
  }

  @Test func theTemplateHasTheViolationsThatATemplateCanExpress() throws {
    let lines = try lines("violations-template.json")
    let rules = lines.map { $0.split(separator: " ")[2] }
    #expect(
      Set(rules) == [
        "CMK011", "CMK012", "CMK013", "CMK014", "CMK101", "CMK102", "CMK201", "CMK202", "CMK208", "CMK508", "CMK806", "CMK901", "CMK902",
      ],
      "\(lines.joined(separator: "\n"))")
  }

  @Test func everyViolationThatTheManifestAnnouncesIsFoundOnItsLine() throws {
    let text = try String(contentsOfFile: Self.folder + "violations.cmk.yaml", encoding: .utf8)
    var announced: Set<String> = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let mark = line.range(of: "# CMK") else { continue }
      // A comment on a line of its own speaks of the next one.
      let isWholeLine = line.first { $0 != " " } == "#"
      announced.insert("\(number + (isWholeLine ? 2 : 1)) CMK\(line[mark.upperBound...].prefix(3))")
    }
    #expect(announced.count == 18)
    let lines = try lines("violations.cmk.yaml")
    let found = Set(
      lines.map { line in
        let fields = line.split(separator: " ")
        return "\(line.split(separator: ":")[1]) \(fields[2])"
      })
    #expect(announced.subtracting(found).sorted() == [], "\(lines.joined(separator: "\n"))")
  }
}

import Testing

@Suite struct ExitStatusTests {
  @Test func nothingFoundIsZeroAndAnErrorIsOne() throws {
    let clean = try Console(["a.cmk.yaml": Sample.clean])
    #expect(clean("--check").status == 0)
    let large = try Console(["a.cmk.yaml": Sample.large])
    let result = large("--check")
    #expect(result.status == 1)
    #expect(result.output.hasPrefix("a.cmk.yaml:2:70: error CMK202 key-size\n"))
    #expect(result.error.isEmpty)
  }

  @Test func failOnMovesTheBar() throws {
    let console = try Console(["a.cmk.yaml": Sample.clean.replacing("type: RSA", with: "typ: RSA")])
    #expect(console("--check").status == 0)
    #expect(console("--check", "--fail-on", "warning").status == 1)
    #expect(console("--check", "--fail-on=info").status == 1)
    let large = try Console(["a.cmk.yaml": Sample.large])
    #expect(large("--check", "--fail-on", "never").status == 0)
  }

  @Test func aForeignFileThatIsNamedIsSilence() throws {
    let console = try Console(["notes.txt": "cmkManifest: 1", "package.json": "{}"])
    let result = console("--check", "--quiet", "notes.txt", "package.json")
    #expect(result.status == 0)
    #expect(result.output.isEmpty)
  }

  @Test func anUnreadablePathIsTwoAndTheRestIsStillReported() throws {
    let console = try Console(["a.cmk.yaml": Sample.large])
    let result = console("--check", "a.cmk.yaml", "missing.cmk.yaml")
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("cmklint: "))
    #expect(result.error.contains("missing.cmk.yaml"))
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(result.output.contains("CMK202"))
  }

  @Test func severalReasonsAreOneLine() throws {
    let console = try Console(["a.cmk.yaml": Sample.clean])
    let result = console("--check", "one.yaml", "two.yaml", "--against", "no-such-revision")
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("cmklint: ") && result.error.hasSuffix("\n"))
    #expect(result.error.split(separator: "\n").count == 1)
    #expect(result.error.contains("one.yaml") && result.error.contains("two.yaml"))
  }

  @Test(arguments: [
    ["a.cmk.yaml"], ["--nonsense"], ["--check", "--format", "pdf"], ["--check", "--today", "2026-02-30"],
    ["--check", "--select", "CMK2O2"],
    ["--check", "--fail-on", "fatal"], ["--check", "--jobs", "0"], ["--explain", "CMK999"], ["--schema", "x"], ["--completions", "tcsh"],
    ["--check", "--stdio"], ["--check", "-0"], ["--check", "--stdin-path", "a"], ["--explain"], ["--check", "--config", "none.json"],
    ["--check", "--against", "no-such-revision"], ["--check", "--select", ","], ["--check", "--ignore", ""],
    ["--check", "--format", "sarif"], ["--inventory"],
  ])
  func badUsageIsTwoWithOneLine(arguments: [String]) throws {
    let console = try Console(["a.cmk.yaml": Sample.large])
    let result: Console.Result =
      switch arguments.count {
      case 1: console(arguments[0])
      case 2: console(arguments[0], arguments[1])
      default: console(arguments[0], arguments[1], arguments[2])
      }
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("cmklint: "))
    #expect(result.error.hasSuffix("\n") && result.error.split(separator: "\n").count == 1)
  }

  @Test func whoeverAsksForHelpGetsIt() throws {
    let console = try Console()
    #expect(console("--check", "--help").output.contains("usage:"))
    #expect(console("-h", "infra", "--fix").status == 0)
  }

  @Test func aSyntaxErrorIsAFindingAndTheRestOfTheFileIsChecked() throws {
    let console = try Console([
      "a.cmk.json": #"{ "cmkManifest": 1, "vaults": { "kv": { "keys": { "k": { "size": 4096 } } } }, "identities": { ] }"#
    ])
    let result = console("--check")
    #expect(result.status == 1)
    #expect(result.output.contains("CMK001"))
    #expect(result.output.contains("CMK101"))
  }

  @Test func aConfigurationThatDoesNotParseIsTwoAndAnUnknownPropertyIsAFinding() throws {
    let broken = try Console(["a.cmk.yaml": Sample.large, ".cmklint.json": "{ \"rules\": "])
    let result = broken("--check")
    #expect(result.status == 2)
    #expect(result.output.contains("CMK202"))
    let unknown = try Console(["a.cmk.yaml": Sample.clean, ".cmklint.json": #"{ "ruels": {} }"#])
    #expect(unknown("--check").output.contains("CMK002"))
    #expect(unknown("--check").status == 0)
  }

  @Test func theOtherModesWork() throws {
    let console = try Console()
    #expect(console("--version").output == "cmklint 0.1.0\n")
    #expect(console("--help").output.contains("--check"))
    #expect(console("--explain", "key-size").output.contains("CMK202"))
    #expect(console("--list-rules").output.split(separator: "\n").count >= 18)
    #expect(console("--list-rules", "--format", "json").output.contains("\"id\": \"CMK101\""))
    for schema in ["manifest", "config", "findings"] { #expect(console("--schema", schema).output.contains("2020-12")) }
    for shell in ["bash", "zsh", "fish"] { #expect(console("--completions", shell).output.contains("cmklint")) }
  }
}

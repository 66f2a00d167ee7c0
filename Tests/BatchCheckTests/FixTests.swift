import Testing

@Suite struct FixTests {
  @Test func fixWritesTheSafeFixesAndReportsWhatRemains() throws {
    let console = try Console(["a.cmk.yaml": Sample.large])
    let result = console("--check", "--fix")
    #expect(result.status == 0)
    #expect(console.folder.read("a.cmk.yaml") == Sample.clean)
    #expect(console("--check", "--fix").status == 0, "and is stable")
    #expect(console.folder.read("a.cmk.yaml") == Sample.clean)
  }

  @Test func unsafeFixesNeedToBeAskedFor() throws {
    let text = Sample.foundry("{ source: microsoftManaged, previous: { source: customerManaged, key: kv/k } }")
    let console = try Console(["a.cmk.yaml": text])
    #expect(console("--check", "--fix").status == 1)
    #expect(console.folder.read("a.cmk.yaml") == text)
    #expect(console("--check", "--unsafe-fixes").status == 0)
    #expect(
      console.folder.read("a.cmk.yaml").contains("source: customerManaged, key: kv/k, previous:")
        || !console.folder.read("a.cmk.yaml").contains("microsoftManaged"))
  }

  @Test func diffPrintsAPatchAndWritesNothing() throws {
    let console = try Console(["sub/a.cmk.yaml": Sample.large])
    let result = console("--check", "--diff")
    #expect(result.status == 1)
    #expect(console.folder.read("sub/a.cmk.yaml") == Sample.large)
    try console.folder.git("init", "-q")
    try console.folder.git("apply", input: result.output)
    #expect(console.folder.read("sub/a.cmk.yaml") == Sample.clean)
    let none = console("--check", "--diff")
    #expect(none.status == 0 && none.output.isEmpty)
  }

  @Test func standardInputIsFixedToStandardOutput() throws {
    let console = try Console()
    let result = console("--check", "-", "--fix", input: Sample.large)
    #expect(result.output == Sample.clean)
    #expect(result.status == 0)
  }

  @Test func lineBreaksAndLastLinesStayAsTheyAre() throws {
    let text = String(Sample.large.replacing("\n", with: "\r\n").dropLast())
    let console = try Console(["a.cmk.yaml": text])
    _ = console("--check", "--fix")
    #expect(console.folder.read("a.cmk.yaml") == text.replacing("4096", with: "2048"))
  }

  @Test func whatIsAcceptedIsNotMended() throws {
    let console = try Console(["a.cmk.yaml": Sample.large])
    #expect(console("--check", "--write-baseline", "accepted.json").status == 1)
    try console.folder.write("b.cmk.yaml", Sample.large.replacing("kv", with: "kw"))
    #expect(console("--check", "--fix", "--baseline", "accepted.json").status == 0)
    #expect(console.folder.read("a.cmk.yaml") == Sample.large)
    #expect(!console.folder.read("b.cmk.yaml").contains("4096"))
  }
}

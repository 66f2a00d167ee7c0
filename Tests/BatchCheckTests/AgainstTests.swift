import Testing

@Suite struct AgainstTests {
  private let before = Sample.foundry("{ source: customerManaged, key: kv/k }")
  private let after = Sample.foundry("{ source: customerManaged, key: kv2/k }")

  @Test func aGitRevisionIsTheStateBefore() throws {
    let console = try Console(["infra/a.cmk.yaml": before])
    try console.folder.git("init", "-q")
    try console.folder.git("add", "-A")
    try console.folder.git("commit", "-qm", "before")
    #expect(console("--check", "--against", "HEAD").status == 0)
    try console.folder.write("infra/a.cmk.yaml", after)
    let result = console("--check", "--against", "HEAD", "--format", "json")
    #expect(result.status == 1)
    #expect(result.output.contains("CMK705"))
    #expect(result.output.contains("\"revision\": \"HEAD\""))
    #expect(console("--check").status == 0, "without a state before there is no transition")
    #expect(console("--check", "--against", "rev:HEAD", "infra").status == 1)
  }

  @Test func theMergeBaseCountsAndNotTheTipOfTheBranch() throws {
    let console = try Console(["a.cmk.yaml": before])
    try console.folder.git("init", "-q", "-b", "main")
    try console.folder.git("add", "-A")
    try console.folder.git("commit", "-qm", "before")
    try console.folder.git("checkout", "-qb", "topic")
    try console.folder.git("checkout", "-q", "main")
    try console.folder.write("a.cmk.yaml", after)
    try console.folder.git("commit", "-qam", "moved on main")
    try console.folder.git("checkout", "-q", "topic")
    #expect(console("--check", "--against", "main").status == 0)
  }

  @Test func aFolderOrAFileIsTheStateBeforeAndBeatsARevisionOfItsName() throws {
    let console = try Console(["new/a.cmk.yaml": after, "HEAD/a.cmk.yaml": before])
    try console.folder.git("init", "-q")
    #expect(console("--check", "new", "--against", "HEAD").output.contains("CMK705"))
    #expect(console("--check", "new", "--against", "HEAD/a.cmk.yaml").output.contains("CMK705"))
  }

  @Test func outsideOfARepositoryARevisionIsTwo() throws {
    let console = try Console(["a.cmk.yaml": before])
    let result = console("--check", "--against", "main")
    #expect(result.status == 2)
    #expect(result.error.hasPrefix("cmklint: --against main: "))
  }
}

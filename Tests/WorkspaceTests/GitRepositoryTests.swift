import TestSupport
import Testing

@testable import Workspace

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

@Suite struct GitRepositoryTests {
  private static let awkward = [
    "a b.tf", "qu\"ote's.tf", "é/ü.tf", "line\nbreak.tf", "-x.tf", "*.tf", ":(top)x.tf", "tab\there.tf", "$(x).tf",
  ]

  private func repository() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.git("init", "-q", "-b", "main")
    return folder
  }

  private func commit(_ folder: TemporaryFolder, _ message: String) throws {
    try folder.git("add", "-A")
    try folder.git("commit", "-q", "--allow-empty", "-m", message)
  }

  @Test func theRepositoryIsFoundUpwardsFromAFileThatNeedNotExist() throws {
    let folder = try repository()
    try folder.write("a/b/x.tf")
    for path in ["a/b/x.tf", "a/b", "", "a/gone/new.tf"] {
      #expect(try GitRepository(enclosing: folder(path)).workTree == folder.path)
    }
    let outside = try TemporaryFolder()
    #expect(throws: GitError.noRepository(path: outside.path)) { try GitRepository(enclosing: outside.path) }
  }

  @Test func aWorkTreeBesideTheRepositoryBelongsToIt() throws {
    let folder = try repository()
    try folder.write("main/x.tf", "x")
    try commit(folder, "one")
    let other = try TemporaryFolder()
    try folder.git("worktree", "add", "-q", "--detach", other("w t"))
    let found = try GitRepository(enclosing: other("w t/main/x.tf"))
    #expect(found.folder == GitFolder.enclosing(other("w t")))
    #expect(found.workTree == other("w t"))
    #expect(found.folder.commonFolder == folder(".git"))
    #expect(try found.head == GitRepository(enclosing: folder.path).head)
  }

  @Test func filesAndContentsOfARevisionComeBackByteByByte() throws {
    let folder = try repository()
    for name in Self.awkward { try folder.write(name, "content of \(name)\n\0\u{feff}") }
    try folder.write("sub/empty.tf")
    try commit(folder, "one")
    try folder.write("later.tf")
    let repository = try GitRepository(enclosing: folder.path)
    let head = try #require(try repository.head)
    let files = try repository.files(at: head)
    #expect(Set(files.map(\.path)) == Set(Self.awkward + ["sub/empty.tf"]))
    let contents = try repository.blobs(files.map(\.blob))
    for (file, content) in zip(files, contents) {
      #expect(content == Array((file.path == "sub/empty.tf" ? "" : "content of \(file.path)\n\0\u{feff}").utf8))
    }
    #expect(try repository.files(at: head, below: "sub").map(\.path) == ["sub/empty.tf"])
    #expect(try repository.files(at: head, below: "./é/").map(\.path) == ["é/ü.tf"])
    #expect(try repository.files(at: head, below: "nowhere") == [])
  }

  @Test func aLinkInARevisionHasTheContentThatItLeadsTo() throws {
    let folder = try repository()
    try folder.write("common/providers.tf", "providers")
    try folder.write("a/main.tf", "main")
    symlink("../common/providers.tf", folder("a/providers.tf"))
    symlink("providers.tf", folder("a/again.tf"))
    symlink("round.tf", folder("a/round.tf"))
    symlink("../common", folder("a/folder.tf"))
    symlink("/etc/passwd", folder("a/outside.tf"))
    try commit(folder, "one")
    let repository = try GitRepository(enclosing: folder.path)
    let files = try repository.files(at: try #require(try repository.head), below: "a")
    #expect(files.map(\.path) == ["a/again.tf", "a/main.tf", "a/providers.tf"])
    #expect(try repository.blobs(files.map(\.blob)) == ["providers", "main", "providers"].map { Array($0.utf8) })
  }

  @Test func aRepositoryThatGitCannotReadIsNotTakenForAnUnknownRevision() throws {
    let folder = try repository()
    try commit(folder, "one")
    let repository = try GitRepository(enclosing: folder.path)
    try folder.write(".git/config", "[broken\n")
    #expect { try repository.resolve("HEAD") } throws: { error in
      if case GitError.failed(command: "rev-parse", _) = error { true } else { false }
    }
  }

  @Test func aProgramThatIsNotThereIsToldFromOneThatFails() throws {
    guard case .failure(let failure) = spawn(["cmklint-no-such-program"], input: 0, output: 1, errors: 2) else {
      throw TemporaryFolder.Failure(action: "spawn")
    }
    #expect(failure.code == ENOENT)
  }

  @Test func changedPathsAreThoseWrittenDeletedStagedAndUntrackedButNotIgnored() throws {
    let folder = try repository()
    for name in Self.awkward + ["same.tf", "deleted.tf", "staged.tf"] { try folder.write(name, "1") }
    try folder.write(".gitignore", "ignored.tf\n")
    try commit(folder, "one")
    let repository = try GitRepository(enclosing: folder.path)
    let head = try #require(try repository.head)
    #expect(try repository.changedPaths(since: head) == [])
    for name in Self.awkward { try folder.write(name, "2") }
    try folder.write("staged.tf", "2")
    try folder.git("add", "staged.tf")
    try folder.git("rm", "-q", "deleted.tf")
    try folder.write("same.tf", "1")
    try folder.write("new dir/untracked.tf")
    try folder.write("ignored.tf")
    let expected = Self.awkward + ["staged.tf", "deleted.tf", "new dir/untracked.tf"]
    #expect(try repository.changedPaths(since: head) == expected.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    try commit(folder, "two")
    #expect(try repository.changedPaths(since: head) == expected.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test func theMergeBaseIsTheLastCommonCommit() throws {
    let folder = try repository()
    try commit(folder, "base")
    let repository = try GitRepository(enclosing: folder.path)
    let base = try #require(try repository.head)
    try folder.git("checkout", "-q", "-b", "topic")
    try commit(folder, "topic")
    try folder.git("checkout", "-q", "main")
    try commit(folder, "main")
    #expect(try repository.mergeBase("topic") == base)
    #expect(try repository.mergeBase("HEAD~1") == base)
    #expect(try repository.resolve("topic~1") == base)
    try folder.git("checkout", "-q", "--orphan", "alone")
    try commit(folder, "alone")
    #expect(throws: GitError.noMergeBase(revision: "main")) { try repository.mergeBase("main") }
  }

  @Test(arguments: ["nope", "", "-h", "--help", "origin/main", "a b", "HEAD:x", "no\nline"])
  func anUnknownRevisionIsNamed(revision: String) throws {
    let folder = try repository()
    try commit(folder, "one")
    let repository = try GitRepository(enclosing: folder.path)
    #expect(throws: GitError.unknownRevision(revision)) { try repository.resolve(revision) }
  }

  @Test func aRepositoryWithoutCommitsHasNoHead() throws {
    let folder = try repository()
    #expect(try GitRepository(enclosing: folder.path).head == nil)
  }

  @Test func thousandsOfBlobsAreReadByOneProcessWithoutWaitingForEachOther() throws {
    let folder = try repository()
    let content = String(repeating: "x", count: 100_000)
    for i in 0..<50 { try folder.write("\(i).tf", content + "\(i)") }
    try commit(folder, "one")
    let repository = try GitRepository(enclosing: folder.path)
    let blobs = try repository.files(at: try #require(try repository.head)).map(\.blob)
    // Far more ids than a pipe holds, and far more content.
    let absent = (0..<10_000).compactMap { BlobID(line: Array((String(repeating: "0", count: 34) + "\(100_000 + $0)").utf8)[...]) }
    let contents = try repository.blobs(absent + blobs + absent.reversed() + blobs)
    #expect(contents.count == 20_100)
    #expect(contents.prefix(10_000).allSatisfy { $0 == nil })
    #expect(contents[10_000..<10_050].allSatisfy { ($0?.count ?? 0) > 100_000 })
    #expect(contents.suffix(50) == contents[10_000..<10_050])
  }

  @Test func severalThreadsMayAskAtOnce() throws {
    let folder = try repository()
    try folder.write("a", String(repeating: "x", count: 300_000))
    try commit(folder, "one")
    let repository = try GitRepository(enclosing: folder.path)
    let blobs = try repository.files(at: try #require(try repository.head)).map(\.blob)
    let counts = WorkerPool.concurrentMap(Array(0..<24), jobs: 6) { _ in (try? repository.blobs(blobs))?.first??.count }
    #expect(counts == Array(repeating: 300_000, count: 24))
  }

  @Test func aBlobThatIsMissingOrTooLargeIsNil() throws {
    let folder = try repository()
    try folder.write("a", "12345")
    try folder.write("b", "123")
    try commit(folder, "one")
    let repository = try GitRepository(enclosing: folder.path)
    let ids = try repository.files(at: try #require(try repository.head)).map(\.blob)
    let missing = try #require(BlobID(line: Array(String(repeating: "0", count: 40).utf8)[...]))
    #expect(try repository.blobs([ids[0], missing, ids[1]], limit: 4) == [nil, nil, Array("123".utf8)])
    #expect(try repository.blobs([]) == [])
  }

  @Test func aListingBeyondTheLimitIsAnError() throws {
    let folder = try repository()
    for i in 0..<20 { try folder.write("\(i).tf") }
    try commit(folder, "one")
    let repository = try GitRepository(enclosing: folder.path, listingLimit: 100)
    let head = try #require(try repository.head)
    #expect(throws: GitError.tooMuchOutput(command: "ls-tree", limit: 100)) { try repository.files(at: head) }
  }

  @Test func piecesOfAnySizeMakeTheSameBlobs() {
    let stream = Array(
      "\(String(repeating: "a", count: 40)) blob 3\nx\ny\n\(String(repeating: "b", count: 40)) missing\nccc blob 0\n\n".utf8)
    for size in 1...stream.count {
      var reader = BlobStream(expected: 3, limit: 10)
      for start in stride(from: 0, to: stream.count, by: size) {
        let isRead = Array(stream[start..<min(start + size, stream.count)]).withUnsafeBufferPointer { reader.take($0) }
        #expect(isRead)
      }
      #expect(reader.blobs == [Array("x\ny".utf8), nil, []])
    }
  }
}

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

@Suite struct FolderWalkTests {
  private func walk(_ folder: TemporaryFolder, _ suffixes: String...) -> [String] {
    FolderWalk(suffixes: suffixes).list([folder.path]).files.map { FilePath.relative($0, to: folder.path) }
  }

  @Test func filesAreListedInTheOrderOfTheirPathsByteByByte() throws {
    let folder = try TemporaryFolder()
    for name in ["b/x.tf", "b.tf", "b-c/x.tf", "a/z/y.tf", "a/A.tf", "a/é.tf", "skip.txt"] { try folder.write(name) }
    #expect(walk(folder, ".tf") == ["a/A.tf", "a/z/y.tf", "a/é.tf", "b-c/x.tf", "b.tf", "b/x.tf"])
  }

  @Test func closedFoldersAreNotEnteredAndOtherDotFoldersAre() throws {
    let folder = try TemporaryFolder()
    for name in [".git/a.tf", ".terraform/a.tf", "x/node_modules/a.tf", ".build/a.tf", ".github/a.tf", "x/.a.tf"] { try folder.write(name) }
    #expect(walk(folder, ".tf") == [".github/a.tf", "x/.a.tf"])
  }

  @Test func ignoreFilesHoldBelowTheirFolderAndTheNearestWins() throws {
    let folder = try TemporaryFolder()
    try folder.write(".gitignore", "*.tf\nout/\n/top\n")
    try folder.write("a/.gitignore", "!keep.tf\n")
    for name in ["x.tf", "a/keep.tf", "a/x.tf", "out/x.json", "a/out/x.json", "top/x.json", "a/top/x.json"] { try folder.write(name) }
    #expect(walk(folder, ".tf", ".json") == ["a/keep.tf", "a/top/x.json"])
  }

  @Test func theIgnoreFilesAboveTheNamedFolderHoldUpToTheRepository() throws {
    let folder = try TemporaryFolder()
    try folder.write(".gitignore", "no.tf\n")
    try folder.write("repo/.git/HEAD", "ref: refs/heads/main\n")
    try folder.write("repo/.git/info/exclude", "local.tf\n")
    try folder.write("repo/.gitignore", "a/b/gone.tf\n")
    for name in ["no.tf", "local.tf", "gone.tf", "x.tf"] { try folder.write("repo/a/b/" + name) }
    let files = FolderWalk(suffixes: [".tf"]).list([folder("repo/a/b")]).files
    #expect(files.map(FilePath.name) == ["no.tf", "x.tf"])
  }

  @Test func aFolderThatIsIgnoredIsWalkedIfItIsNamed() throws {
    let folder = try TemporaryFolder()
    try folder.write(".git/HEAD")
    try folder.write(".gitignore", "out/\n")
    try folder.write("out/x.tf")
    #expect(walk(folder, ".tf") == [])
    #expect(FolderWalk(suffixes: [".tf"]).list([folder("out")]).files == [folder("out/x.tf")])
  }

  @Test func aRepositoryInsideAnotherStartsAnew() throws {
    let folder = try TemporaryFolder()
    try folder.write(".git/HEAD")
    try folder.write(".gitignore", "*.tf\n")
    try folder.write("inner/.git/HEAD")
    try folder.write("inner/x.tf")
    #expect(walk(folder, ".tf") == ["inner/x.tf"])
  }

  @Test func linksToFoldersAreNotFollowedAndLinksToFilesAreTwins() throws {
    let folder = try TemporaryFolder()
    try folder.write("real/z.tf")
    symlink("real", folder("a"))
    symlink("real/z.tf", folder("link.tf"))
    symlink("nowhere", folder("dangling.tf"))
    symlink("real", folder("folder.tf"))
    link(folder("real/z.tf"), folder("real/zz.tf"))
    let found = FolderWalk(suffixes: [".tf"]).list([folder.path])
    #expect(found.files == [folder("real/z.tf")])
    #expect(found.twins.map(\.path) == [folder("link.tf"), folder("real/zz.tf")])
    #expect(found.twins.allSatisfy { $0.file == folder("real/z.tf") })
    #expect(found.errors == [])
  }

  @Test func aFolderNamedTwiceIsListedOnce() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/x.tf")
    try folder.write("b/x.tf")
    let found = FolderWalk(suffixes: [".tf"]).list([folder("a"), folder.path, folder("a/")])
    #expect(found.files == [folder("a/x.tf"), folder("b/x.tf")])
    #expect(found.twins == [])
  }

  @Test func whatCannotBeListedIsReportedAndTheRestIsListed() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/x.tf")
    try folder.write("b/x.tf")
    let found = FolderWalk(suffixes: [".tf"]).list([folder("gone"), folder("a/x.tf"), folder("b")])
    #expect(found.files == [folder("b/x.tf")])
    #expect(found.errors == [.missing(path: folder("gone")), .notFolder(path: folder("a/x.tf"))])
  }

  @Test(.disabled(if: geteuid() == 0, "root may list every folder"))
  func aFolderWithoutPermissionIsReportedAndTheRestIsListed() throws {
    let folder = try TemporaryFolder()
    for name in ["a/x.tf", "b/x.tf", "c/x.tf"] { try folder.write(name) }
    chmod(folder("b"), 0)
    defer { chmod(folder("b"), 0o700) }
    let found = FolderWalk(suffixes: [".tf"]).list([folder.path])
    #expect(found.files == [folder("a/x.tf"), folder("c/x.tf")])
    #expect(found.errors == [.noPermission(path: folder("b"))])
  }

  @Test func theFilesOfOneFolderIncludeIgnoredOnesAndLinksToFiles() throws {
    let folder = try TemporaryFolder()
    for name in [".gitignore", "b.tf", "a.tf", "sub/x.tf", "c.txt"] { try folder.write(name, "*") }
    symlink("sub/x.tf", folder("link.tf"))
    symlink("sub", folder("sub.tf"))
    #expect(try FolderWalk(suffixes: [".tf"]).filesDirectly(in: folder.path).map(FilePath.name) == ["a.tf", "b.tf", "link.tf"])
    #expect(throws: FileError.missing(path: folder("gone"))) { try FolderWalk(suffixes: []).filesDirectly(in: folder("gone")) }
  }

  @Test func aNameThatIsNotTextIsReported() throws {
    let folder = try TemporaryFolder()
    let bytes = Array(folder("x").utf8).map { CChar(bitPattern: $0) } + [CChar(bitPattern: 0xff), 0x2e, 0x74, 0x66, 0]
    close(open(bytes, O_CREAT | O_WRONLY, 0o644))
    let found = FolderWalk(suffixes: [".tf"]).list([folder.path])
    #expect(found.files == [])
    #expect(found.errors == [.nameNotText(folder: folder.path, name: "x\u{fffd}.tf")])
  }

  @Test func foldersNestedAThousandDeepAreWalked() throws {
    let folder = try TemporaryFolder()
    try folder.write(String(repeating: "d/", count: 1000) + "x.tf")
    #expect(walk(folder, ".tf").count == 1)
  }
}

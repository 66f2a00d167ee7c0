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

@Suite struct FileWriterTests {
  private func names(_ folder: TemporaryFolder) -> [String] {
    FolderWalk(suffixes: []).list([folder.path]).files.map(FilePath.name)
  }

  @Test func aFileIsReplacedAndKeepsItsMode() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a b.tf", "old")
    chmod(path, 0o640)
    let read = try FileReader.readStamped(path)
    let written = try FileWriter.replace(path, with: Array("new".utf8), ifUnchangedSince: read.stamp)
    #expect(try FileReader.read(path) == Array("new".utf8))
    #expect(try FileStamp(of: path) == written)
    var status = stat()
    stat(path, &status)
    #expect(status.st_mode & 0o7777 == 0o640)
    #expect(names(folder) == ["a b.tf"])
  }

  @Test func aFileThatChangedSinceItWasReadIsLeftAlone() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", "old")
    let read = try FileReader.readStamped(path)
    try folder.write("a", "changed")
    #expect(throws: FileError.changedSinceRead(path: path)) { try FileWriter.replace(path, with: [], ifUnchangedSince: read.stamp) }
    #expect(try FileReader.read(path) == Array("changed".utf8))
    unlink(path)
    #expect(throws: FileError.changedSinceRead(path: path)) { try FileWriter.replace(path, with: [], ifUnchangedSince: read.stamp) }
    #expect(names(folder) == [])
  }

  @Test func aLinkStaysAndItsTargetIsReplaced() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("real/a", "old")
    symlink("real/a", folder("link"))
    try FileWriter.replace(folder("link"), with: Array("new".utf8), ifUnchangedSince: FileReader.readStamped(folder("link")).stamp)
    #expect(try FileReader.read(path) == Array("new".utf8))
    var status = stat()
    lstat(folder("link"), &status)
    #expect(kindBits(status.st_mode) == mode_t(S_IFLNK))
    symlink("nowhere", folder("dangling"))
    #expect(throws: FileError.missing(path: folder("dangling"))) { try FileWriter.replace(folder("dangling"), with: []) }
  }

  @Test func aNewFileIsMadeWithTheUsualMode() throws {
    let folder = try TemporaryFolder()
    try FileWriter.replace(folder("new"), with: [1, 2])
    try folder.write("usual")
    var new = stat(), usual = stat()
    stat(folder("new"), &new)
    stat(folder("usual"), &usual)
    #expect(new.st_mode == usual.st_mode)
    #expect(try FileReader.read(folder("new")) == [1, 2])
  }

  @Test func whatCannotBeReplacedLeavesNothingBehind() throws {
    let folder = try TemporaryFolder()
    try folder.write("sub/x")
    #expect(throws: FileError.isFolder(path: folder("sub"))) { try FileWriter.replace(folder("sub"), with: []) }
    #expect(throws: FileError.missing(path: folder("gone/x"))) { try FileWriter.replace(folder("gone/x"), with: []) }
    #expect(throws: FileError.notRegular(path: "/dev/null")) { try FileWriter.replace("/dev/null", with: []) }
    if geteuid() != 0 {
      chmod(folder("sub"), 0o500)
      #expect(throws: FileError.noPermission(path: folder("sub/x"))) { try FileWriter.replace(folder("sub/x"), with: [1]) }
      chmod(folder("sub"), 0o700)
      chmod(folder("sub/x"), 0o400)
      #expect(throws: FileError.noPermission(path: folder("sub/x"))) { try FileWriter.replace(folder("sub/x"), with: [1]) }
    }
    #expect(names(folder) == ["x"])
  }
}

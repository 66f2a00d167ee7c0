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

@Suite struct FileReaderTests {
  @Test func aFileIsReadByteByByte() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a b\n.tf", "\u{feff}x\0y\r\n")
    #expect(try FileReader.read(path) == Array("\u{feff}x\0y\r\n".utf8))
    #expect(try FileReader.read(folder.write("empty")) == [])
  }

  @Test func whatCannotBeReadSaysWhy() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", "12345")
    #expect(throws: FileError.missing(path: folder("b"))) { try FileReader.read(folder("b")) }
    #expect(throws: FileError.isFolder(path: folder.path)) { try FileReader.read(folder.path) }
    #expect(throws: FileError.notFolder(path: path + "/x")) { try FileReader.read(path + "/x") }
    #expect(throws: FileError.tooLarge(path: path, limit: 4)) { try FileReader.read(path, limit: 4) }
    #expect(try FileReader.read(path, limit: 5).count == 5)
    #expect(throws: FileError.invalidPath(path: "a\0b")) { try FileReader.read("a\0b") }
    chmod(path, 0)
    if geteuid() != 0 { #expect(throws: FileError.noPermission(path: path)) { try FileReader.read(path) } }
  }

  @Test func aPipeIsReadToItsEndAndNoFurtherThanTheLimit() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("big", String(repeating: "x", count: 100_000))
    let file = open(path, O_RDONLY)
    defer { close(file) }
    guard case .bytes(let bytes) = readToEnd(file, limit: 100_000) else { throw TemporaryFolder.Failure(action: "read") }
    #expect(bytes.count == 100_000)
    lseek(file, 0, SEEK_SET)
    guard case .overLimit = readToEnd(file, limit: 99_999) else { throw TemporaryFolder.Failure(action: "read") }
  }

  @Test func theStampTellsAWrittenAndAReplacedFileFromTheOneThatWasRead() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", "one")
    let read = try FileReader.readStamped(path)
    #expect(try FileStamp(of: path) == read.stamp)
    try folder.write("a", "longer")
    #expect(try FileStamp(of: path) != read.stamp)
    try folder.write("b", "one")
    rename(folder("b"), path)
    #expect(try FileStamp(of: path) != read.stamp)
  }

  @Test func messagesAreOneLine() {
    #expect(FileError.missing(path: "a\nb\u{1b}").message == "No such file or folder: 'a\\nb\\u{1b}'. Check the path.")
  }
}

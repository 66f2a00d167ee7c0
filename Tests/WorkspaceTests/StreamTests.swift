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

@Suite struct StreamTests {
  @Test func everythingArrivesThroughAPipeThatIsSmallerThanIt() throws {
    let pair = try #require(closedOnExecPipe())
    _ = fcntl(pair.write, F_SETFL, O_NONBLOCK)
    let ends = WorkerPool.concurrentMap([true, false], jobs: 2) { isWriter -> [UInt8]? in
      if !isWriter { return try? InputStream(descriptor: pair.read).readAll() }
      defer { close(pair.write) }
      var output = OutputStream(descriptor: pair.write, capacity: 1000)
      for i in 0..<100_000 { do { try output.write("\(i)\n") } catch { return nil } }
      do { try output.flush() } catch { return nil }
      return []
    }
    close(pair.read)
    #expect(ends[0] == [])
    #expect(ends[1] == Array((0..<100_000).map { "\($0)\n" }.joined().utf8))
  }

  @Test func aReaderThatHasGoneIsAnErrorAndNotTheEnd() throws {
    let pair = try #require(closedOnExecPipe())
    close(pair.read)
    var output = OutputStream(descriptor: pair.write)
    try output.write("x")
    var caught: StreamError?
    do { try output.flush() } catch { caught = error }
    #expect(caught == .brokenPipe)
    close(pair.write)
  }

  @Test func nothingIsWrittenBeforeThereIsEnough() throws {
    let pair = try #require(closedOnExecPipe())
    _ = fcntl(pair.read, F_SETFL, O_NONBLOCK)
    var output = OutputStream(descriptor: pair.write, capacity: 4)
    try output.write("abc")
    guard case .failed(EAGAIN) = readExactly(pair.read, 10) else { throw TemporaryFolder.Failure(action: "read") }
    try output.write("de")
    close(pair.write)
    #expect(try InputStream(descriptor: pair.read).readAll() == Array("abcde".utf8))
    close(pair.read)
  }

  @Test func aPipeIsNoTerminal() throws {
    let pair = try #require(closedOnExecPipe())
    let output = OutputStream(descriptor: pair.write)
    let (isTerminal, width) = (output.isTerminal, output.terminalWidth)
    #expect(!isTerminal)
    #expect(width == nil)
    close(pair.read)
    close(pair.write)
  }

  @Test func inputBeyondTheLimitIsAnError() throws {
    let folder = try TemporaryFolder()
    let file = open(try folder.write("a", "12345"), O_RDONLY)
    defer { close(file) }
    #expect(throws: StreamError.tooLarge(limit: 4)) { try InputStream(descriptor: file).readAll(limit: 4) }
  }
}

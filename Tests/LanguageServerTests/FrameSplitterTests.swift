import Testing

@testable import LanguageServer

@Suite struct FrameSplitterTests {
  /// All steps of the stream, handed over in pieces of `size` bytes.
  private func steps(_ stream: String, size: Int = .max) -> [FrameSplitter.Step] {
    var splitter = FrameSplitter()
    var steps: [FrameSplitter.Step] = []
    var rest = Array(stream.utf8)[...]
    while !rest.isEmpty {
      let piece = Array(rest.prefix(size))
      rest = rest.dropFirst(size)
      piece.withUnsafeBytes { splitter.append($0) }
      reading: while true {
        let step = splitter.next()
        switch step {
        case .incomplete: break reading
        case .body: steps.append(step)
        case .broken: return steps + [step]
        }
      }
    }
    return steps
  }

  private func bodies(_ texts: String...) -> [FrameSplitter.Step] { texts.map { .body(Array($0.utf8)) } }

  @Test(arguments: [1, 2, 3, 7, 1000])
  func bodiesAreFoundHoweverTheStreamIsTorn(size: Int) {
    let stream = "Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\n\"é\"Content-Length: 0\r\n\r\n"
    #expect(steps(stream, size: size) == bodies("{}", "\"é\"", ""))
  }

  @Test(arguments: [
    "content-length: 2\r\n\r\n", "CONTENT-LENGTH:2\r\n\r\n", "Content-Length:   2  \r\n\r\n", "X-Other: 1\r\nContent-Length: 2\r\n\r\n",
    "Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n", "Content-Length: 2\n\n",
    "\r\nContent-Length: 2\r\n\r\n",
  ])
  func headersOfManySpellingsAreRead(header: String) {
    #expect(steps(header + "{}") == bodies("{}"))
  }

  @Test(arguments: [
    "Content-Length: -5\r\n\r\n", "Content-Length: abc\r\n\r\n", "Content-Length: \r\n\r\n", "Content-Length: 18446744073709551617\r\n\r\n",
    "X-Nothing: 1\r\n\r\n", "garbage\r\n\r\n", "Content-Length: 999999999999\r\n\r\n",
  ])
  func aHeaderWithoutAUsableLengthEndsTheStream(header: String) {
    #expect(steps(header) == [.broken("a header without a usable Content-Length")])
  }

  @Test func aHeaderThatNeverEndsIsGivenUp() {
    #expect(steps(String(repeating: "x", count: 40_000)) == [.broken("a header without an end")])
  }

  @Test func theEndIsKnownToLieInsideAMessage() {
    var splitter = FrameSplitter()
    #expect(!splitter.isInsideMessage)
    Array("Content-Length: 5\r\n\r\n{".utf8).withUnsafeBytes { splitter.append($0) }
    #expect(splitter.next() == .incomplete)
    #expect(splitter.isInsideMessage)
  }
}

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Reads frames from a file descriptor and leaves what they say in the mailbox, until the stream ends.
struct FrameInput: Sendable {
  let descriptor: Int32
  let mailbox: Mailbox

  func run() {
    var splitter = FrameSplitter()
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let got = read(descriptor, chunk.baseAddress, chunk.count)
      if got < 0, errno == EINTR { continue }
      if got < 0, errno == EAGAIN {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, -1)
        continue
      }
      guard got > 0 else { return mailbox.post(.endOfInput(isTorn: splitter.isInsideMessage)) }
      splitter.append(UnsafeRawBufferPointer(rebasing: chunk[..<got]))
      cutting: while true {
        switch splitter.next() {
        case .body(let bytes): mailbox.post(JSONReader.value(of: bytes).map { .message(Message($0)) } ?? .unparsable)
        case .incomplete: break cutting
        case .broken(let reason): return mailbox.post(.brokenStream(reason))
        }
      }
    }
  }
}

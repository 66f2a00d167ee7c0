#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// Writes frames to a file descriptor. There is one, and one thread uses it.
struct FrameOutput: Sendable {
  private let descriptor: Int32
  /// The client does not read any more.
  private(set) var isBroken = false

  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Writes header and body with one call of the system, as far as it takes them.
  mutating func write(_ body: [UInt8]) {
    let header = Array("Content-Length: \(body.count)\r\n\r\n".utf8)
    guard !isBroken else { return }
    isBroken = !header.withUnsafeBytes { head in
      body.withUnsafeBytes { body in Self.write([head, body], to: descriptor) }
    }
  }

  private static func write(_ parts: [UnsafeRawBufferPointer], to descriptor: Int32) -> Bool {
    var parts = parts[...]
    while true {
      while let first = parts.first, first.isEmpty { parts.removeFirst() }
      if parts.isEmpty { return true }
      let vectors = parts.map { iovec(iov_base: UnsafeMutableRawPointer(mutating: $0.baseAddress), iov_len: $0.count) }
      var written = writev(descriptor, vectors, Int32(vectors.count))
      if written < 0 {
        if errno == EINTR { continue }
        guard errno == EAGAIN else { return false }
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&waiting, 1, -1)
        continue
      }
      while let first = parts.first, written > 0 {
        let taken = min(written, first.count)
        written -= taken
        parts[parts.startIndex] = UnsafeRawBufferPointer(rebasing: first[taken...])
        if taken == first.count { parts.removeFirst() }
      }
    }
  }
}

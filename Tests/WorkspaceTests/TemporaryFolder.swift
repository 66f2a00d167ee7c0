#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

@testable import Workspace

/// A folder that lives as long as a test, absolute and free of symbolic links.
final class TemporaryFolder {
  let path: String

  struct Failure: Error {
    let action: String
  }

  init() throws {
    let base = WorkingFolder.environment("TMPDIR") ?? "/tmp"
    var template = Array((base + "/cmklint-test-XXXXXX").utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in buffer.baseAddress.flatMap { mkdtemp($0) } != nil }
    guard made, let resolved = resolvedPath(String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)) else {
      throw Failure(action: "mkdtemp")
    }
    path = resolved
  }

  deinit { _ = Self.run(["rm", "-rf", path], in: "/") }

  func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders above it.
  @discardableResult
  func write(_ name: String, _ content: String = "") throws -> String {
    let full = self(name)
    var folder = path
    for part in name.split(separator: "/").dropLast() {
      folder += "/" + part
      mkdir(folder, 0o755)
    }
    guard let file = fopen(full, "w") else { throw Failure(action: "write \(name)") }
    defer { fclose(file) }
    let bytes = Array(content.utf8)
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(action: "write \(name)") }
    return full
  }

  /// Runs git in the folder and returns what it wrote.
  @discardableResult
  func git(_ arguments: String..., input: String = "") throws -> String {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    var bytes: [UInt8] = []
    let ending = try GitProcess.run(identity + arguments, in: path, input: Array(input.utf8)) {
      bytes.append(contentsOf: $0)
      return true
    }
    guard ending.status <= 1 else { throw Failure(action: ending.complaint) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func run(_ arguments: [String], in folder: String) -> Int32 {
    let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(nothing) }
    guard case .success(let child) = spawn(arguments, input: nothing, output: nothing, errors: nothing) else { return -1 }
    var status: Int32 = 0
    waitpid(child, &status, 0)
    return status
  }
}

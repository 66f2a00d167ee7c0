#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// The text of a whole file.
func readText(_ path: String) throws(ToolError) -> String {
  guard let file = fopen(path, "rb") else { throw .unreadable(path) }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&chunk, 1, chunk.count, file)
    if count == 0 { break }
    bytes += chunk[..<count]
  }
  guard ferror(file) == 0 else { throw .unreadable(path) }
  return String(decoding: bytes, as: UTF8.self)
}

/// Replaces the text of a file.
func writeText(_ text: String, to path: String) throws(ToolError) {
  guard let file = fopen(path, "wb") else { throw .unwritable(path) }
  let bytes = Array(text.utf8)
  let written = fwrite(bytes, 1, bytes.count, file)
  guard fclose(file) == 0, written == bytes.count else { throw .unwritable(path) }
}

/// From a client's URI to a path and back. The client's own string is what is sent back for a document it opened; these
/// are for looking things up and for files that it never named.
enum DocumentURI {
  /// The absolute path of a `file:` URI: percent-decoded, a drive letter in lower case. Nil for other schemes and for
  /// what is no UTF-8 once decoded.
  static func path(of uri: String) -> String? {
    guard let rest = remainder(of: uri, scheme: "file") else { return nil }
    var path = rest
    if rest.hasPrefix("//") {
      // An authority: empty, `localhost`, or the host of a network share, which has no path here.
      let afterSlashes = rest.dropFirst(2)
      guard let slash = afterSlashes.firstIndex(of: "/") else { return nil }
      let host = afterSlashes[..<slash]
      guard host.isEmpty || host.lowercased() == "localhost" else { return nil }
      path = afterSlashes[slash...]
    }
    guard path.hasPrefix("/"), let decoded = percentDecoded(untilQuery(path)) else { return nil }
    return withLowerDrive(decoded)
  }

  /// The scheme in lower case; empty where there is none.
  static func scheme(of uri: String) -> String {
    guard let colon = uri.firstIndex(of: ":") else { return "" }
    return uri[..<colon].lowercased()
  }

  /// A path that stands for a document that is no file: unlike any other document's, with the extension of its language.
  static func standIn(for uri: String, fileExtension: String) -> String {
    let scheme = scheme(of: uri)
    let rest = uri.dropFirst(min(uri.count, scheme.count + 1))
    let name = percentDecoded(untilQuery(rest)) ?? String(rest)
    var parts = name.split(separator: "/").map(String.init)
    let last = parts.popLast() ?? "document"
    let folder = (["", "\(scheme):"] + parts).joined(separator: "/")
    let needsExtension = !fileExtension.isEmpty && !last.dropFirst().contains(".")
    return "\(folder)/\(last)" + (needsExtension ? "." + fileExtension : "")
  }

  /// The `file:` URI of an absolute path.
  static func uri(of path: String) -> String {
    var result = "file://"
    if !path.hasPrefix("/") { result += "/" }
    for byte in path.utf8 {
      if unreserved.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return result
  }

  private static let unreserved = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)

  private static func remainder(of uri: String, scheme: String) -> Substring? {
    guard uri.utf8.count > scheme.utf8.count, Self.scheme(of: uri) == scheme else { return nil }
    return uri.dropFirst(scheme.count + 1)
  }

  private static func untilQuery(_ text: Substring) -> Substring {
    text.firstIndex { $0 == "?" || $0 == "#" }.map { text[..<$0] } ?? text
  }

  private static func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2).compactMap(hexValue)
      if byte == UInt8(ascii: "%"), digits.count == 2 {
        bytes.append(digits[0] << 4 | digits[1])
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    if bytes.contains(0) { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: nil
    }
  }

  /// `/C:/a` and `/c:/a` are one file.
  private static func withLowerDrive(_ path: String) -> String {
    let start = Array(path.utf8.prefix(4))
    guard start.count >= 3, start[2] == UInt8(ascii: ":"), (0x41...0x5a).contains(start[1]), start.count == 3 || start[3] == 0x2f else {
      return path
    }
    return "/" + path.dropFirst(1).prefix(1).lowercased() + path.dropFirst(2)
  }
}

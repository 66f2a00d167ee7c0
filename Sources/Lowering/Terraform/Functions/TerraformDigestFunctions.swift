import SourceText

extension TerraformFunctions {
  static let digests: [String: Function] = [
    "md5": { arguments, context in digest(arguments, context, hexadecimal, MD5.digest) },
    "sha1": { arguments, context in digest(arguments, context, hexadecimal, SHA1.digest) },
    "sha256": { arguments, context in digest(arguments, context, hexadecimal, SHA2.digest256) },
    "sha512": { arguments, context in digest(arguments, context, hexadecimal, SHA2.digest512) },
    "base64sha256": { arguments, context in digest(arguments, context, Base64.encoded, SHA2.digest256) },
    "base64sha512": { arguments, context in digest(arguments, context, Base64.encoded, SHA2.digest512) },
    "uuidv5": { arguments, context in
      guard arguments.count == 2, let space = text(arguments, 0).flatMap(namespace), let name = text(arguments, 1) else { return nil }
      var digest = Array(SHA1.digest(space + Array(name.utf8)).prefix(16))
      digest[6] = digest[6] & 0x0f | 0x50
      digest[8] = digest[8] & 0x3f | 0x80
      var spelled = ""
      for (index, byte) in digest.enumerated() {
        if [4, 6, 8, 10].contains(index) { spelled += "-" }
        spelled += hexadecimal([byte])
      }
      return context.text(spelled)
    },
  ]

  /// The digest of a file's bytes, spelled as the function spells it (`filesha256`, `filebase64sha512`).
  static func digest(of bytes: [UInt8], by name: String) -> String? {
    switch name {
    case "filemd5": hexadecimal(MD5.digest(bytes))
    case "filesha1": hexadecimal(SHA1.digest(bytes))
    case "filesha256": hexadecimal(SHA2.digest256(bytes))
    case "filesha512": hexadecimal(SHA2.digest512(bytes))
    case "filebase64sha256": Base64.encoded(SHA2.digest256(bytes))
    case "filebase64sha512": Base64.encoded(SHA2.digest512(bytes))
    default: nil
    }
  }

  private static func digest(
    _ arguments: [EvaluatedValue], _ context: ARMFunctionContext, _ spelled: ([UInt8]) -> String, _ made: ([UInt8]) -> [UInt8]
  ) -> EvaluatedValue? {
    guard arguments.count == 1, let text = text(arguments, 0) else { return nil }
    let bytes = Array(text.utf8)
    context.budget.spend(bytes.count / 16)
    return context.text(spelled(made(bytes)))
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// RFC 9562's namespaces by name, or any UUID.
  private static func namespace(_ name: String) -> [UInt8]? {
    let numbers = ["dns": "0", "url": "1", "oid": "2", "x500": "4"]
    let spelled = numbers[name].map { "6ba7b81\($0)-9dad-11d1-80b4-00c04fd430c8" } ?? name
    let digits = Array(spelled.utf8.filter { $0 != UInt8(ascii: "-") })
    guard digits.count == 32 else { return nil }
    let bytes = stride(from: 0, to: 32, by: 2).compactMap { UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16) }
    return bytes.count == 16 ? bytes : nil
  }
}

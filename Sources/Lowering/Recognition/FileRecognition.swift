import SourceText
import SyntaxTree

/// Tells which role a file plays, by its name and, cheaply, by its content (SPEC §2). Most files of a repository are none of
/// ours: they must cost no more than a look.
public enum FileRecognition {
  /// Whether a file of this name could play a role at all.
  public static func isCandidate(name: String) -> Bool { notation(name) != nil }

  private enum Notation { case json, jsonc, yaml, terraformJSON, terraform, bicep }

  private static func notation(_ name: String) -> Notation? {
    let utf8 = name.utf8
    func hasSuffix(_ suffix: StaticString) -> Bool {
      guard utf8.count >= suffix.utf8CodeUnitCount else { return false }
      var index = 0
      return utf8.suffix(suffix.utf8CodeUnitCount).allSatisfy { byte in
        defer { index += 1 }
        return (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) == suffix.utf8Start[index]
      }
    }
    if hasSuffix(".tf.json") || hasSuffix(".tfvars.json") { return .terraformJSON }
    if hasSuffix(".tf") || hasSuffix(".tfvars") { return .terraform }
    if hasSuffix(".bicep") || hasSuffix(".bicepparam") { return .bicep }
    if hasSuffix(".json") { return .json }
    if hasSuffix(".jsonc") { return .jsonc }
    if hasSuffix(".yaml") || hasSuffix(".yml") { return .yaml }
    return nil
  }

  /// What a document is, with the notation to parse it in; nil when it is none of ours. `languageID` decides where the name
  /// says nothing (an untitled document).
  public static func recognise(path: String, bytes: [UInt8], languageID: String? = nil) -> (role: FileRole, format: Format)? {
    let name = path.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) ?? path
    let lower = name.lowercased()
    if lower == ".cmklint.json" { return (.configuration, .json(.relaxed)) }
    if lower == ".cmklint.yaml" || lower == ".cmklint.yml" { return (.configuration, .yaml) }
    var notation = notation(lower)
    if notation == nil {
      switch languageID {
      case "yaml", "azure-pipelines": notation = .yaml
      case "jsonc": notation = .jsonc
      case "json", "arm-template", "arm-parameters": notation = .json
      case "bicep", "bicep-params": notation = .bicep
      case "terraform", "terraform-vars", "hcl", "opentofu", "tf": notation = .terraform
      case nil: notation = bytes.first(where: { !isSpace($0) }) == UInt8(ascii: "{") ? .json : lower.contains(".") ? nil : .yaml
      default: return nil
      }
    }
    guard let notation else { return nil }
    switch notation {
    case .bicep: return (.bicep, .bicep)
    case .terraform: return (.terraform, .hcl)
    case .terraformJSON: return (.terraform, .json(.strict))
    case .yaml:
      if lower.hasSuffix(".cmk.yaml") || lower.hasSuffix(".cmk.yml") || YAMLTopKey.isPresent("cmkManifest", in: bytes) {
        return (.manifest, .yaml)
      }
    case .json, .jsonc:
      if lower.hasSuffix(".cmk.json") || lower.hasSuffix(".cmk.jsonc") { return (.manifest, .json(.relaxed)) }
      if let kind = DeploymentSchema.kind(of: bytes) {
        let format = Format.json(notation == .jsonc ? .relaxed : .armTemplate)
        return (kind == .template ? .armTemplate : .armParameters, format)
      }
      if JSONTopKey.isPresent("cmkManifest", in: bytes) { return (.manifest, .json(.relaxed)) }
    }
    return nil
  }

  /// The standard name of a configuration in the notation of the file's own name.
  public static func configurationName(for path: String) -> String {
    let lower = path.lowercased()
    return lower.hasSuffix(".json") || lower.hasSuffix(".jsonc") ? ".cmklint.json" : ".cmklint.yaml"
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte) || byte == 0xef || byte == 0xbb || byte == 0xbf
  }
}

/// Whether a YAML text has a key at the left margin, in block style.
enum YAMLTopKey {
  static func isPresent(_ key: String, in bytes: [UInt8]) -> Bool {
    let key = Array(key.utf8)
    return ByteSearch.positions(of: key, in: bytes).contains { position in
      var start = position
      var quote: UInt8?
      if start > 0, bytes[start - 1] == 0x22 || bytes[start - 1] == 0x27 {
        start -= 1
        quote = bytes[start]
      }
      guard start == 0 || bytes[start - 1] == 0x0a || bytes[start - 1] == 0x0d || start == 3 && bytes[0] == 0xef || isInFlow(start, bytes)
      else { return false }
      var end = position + key.count
      if let quote {
        guard end < bytes.count, bytes[end] == quote else { return false }
        end += 1
      }
      while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
      return end < bytes.count && bytes[end] == UInt8(ascii: ":")
    }
  }

  /// The key is the first of a flow mapping that is the whole document: `{ cmkManifest: 1, … }`.
  private static func isInFlow(_ start: Int, _ bytes: [UInt8]) -> Bool {
    var i = start - 1
    while i >= 0, FileRecognition.isSpace(bytes[i]) { i -= 1 }
    guard i >= 0, bytes[i] == UInt8(ascii: "{") else { return false }
    i -= 1
    while i >= 0, FileRecognition.isSpace(bytes[i]) { i -= 1 }
    return i < 0
  }
}

/// Whether a JSON text has a property at its top.
enum JSONTopKey {
  static func isPresent(_ key: String, in bytes: [UInt8]) -> Bool {
    guard !ByteSearch.positions(of: Array("\"\(key)\"".utf8), in: bytes).isEmpty else { return false }
    let document = Document(SourceText(bytes), format: .json(.relaxed))
    guard let top = document.topValue() else { return false }
    return document.value(top, key) != nil
  }
}

/// Which deployment schema a JSON text names in `$schema`.
enum DeploymentSchema {
  enum Kind { case template, parameters }

  /// Looks for `"$schema"` and reads the value behind it; a text without it is not parsed.
  static func kind(of bytes: [UInt8]) -> Kind? {
    for position in ByteSearch.positions(of: Array("\"$schema\"".utf8), in: bytes).prefix(4) where isAtTop(position, bytes) {
      var i = position + 9
      while i < bytes.count, FileRecognition.isSpace(bytes[i]) || bytes[i] == UInt8(ascii: ":") { i += 1 }
      guard i < bytes.count, bytes[i] == 0x22 else { continue }
      var value: [UInt8] = []
      i += 1
      while i < bytes.count, bytes[i] != 0x22, value.count < 300 {
        value.append(bytes[i])
        i += 1
      }
      let url = String(decoding: value, as: UTF8.self).lowercased()
      if url.contains("deploymenttemplate.json") { return .template }
      if url.contains("deploymentparameters.json") { return .parameters }
    }
    return nil
  }
}

extension DeploymentSchema {
  /// Whether a place lies in the outermost object and in nothing inside it: a template may stand in another file's value.
  private static func isAtTop(_ position: Int, _ bytes: [UInt8]) -> Bool {
    var depth = 0
    var isInString = false
    var i = 0
    while i < position {
      switch bytes[i] {
      case 0x22: isInString.toggle()
      case 0x5c where isInString: i += 1
      case 0x7b where !isInString, 0x5b where !isInString: depth += 1
      case 0x7d where !isInString, 0x5d where !isInString: depth -= 1
      case 0x2f where !isInString && i + 1 < position && bytes[i + 1] == 0x2f:
        while i < position, bytes[i] != 0x0a, bytes[i] != 0x0d { i += 1 }
      case 0x2f where !isInString && i + 1 < position && bytes[i + 1] == 0x2a:
        i += 2
        while i + 1 < position, !(bytes[i] == 0x2a && bytes[i + 1] == 0x2f) { i += 1 }
        i += 1
      default: break
      }
      i += 1
    }
    return depth == 1
  }
}

/// Finds a run of bytes.
enum ByteSearch {
  static func positions(of needle: [UInt8], in bytes: [UInt8]) -> [Int] {
    guard let first = needle.first, bytes.count >= needle.count else { return [] }
    var found: [Int] = []
    bytes.withUnsafeBufferPointer { text in
      var i = 0
      let last = text.count - needle.count
      while i <= last {
        if text[i] == first {
          var k = 1
          while k < needle.count, text[i + k] == needle[k] { k += 1 }
          if k == needle.count { found.append(i) }
        }
        i += 1
      }
    }
    return found
  }
}

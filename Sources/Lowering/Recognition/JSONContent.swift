/// What a JSON text is by the keys of its outermost object; nothing is parsed.
///
/// One pass that knows no more of JSON than strings, brackets and comments; it ends as soon as the answer is certain.
struct JSONContent {
  enum Kind { case template, parameters, manifest, plan, whatIf, foreign }

  private(set) var kind = Kind.foreign
  /// A change of the bytes from here on leaves the answer as it is.
  private(set) var firmFrom = Int.max

  init(of bytes: [UInt8]) {
    var keys: Set<String> = []
    var isStateVersion = false
    JSONTopKeys.scan(bytes) { key, value in
      switch key {
      case "$schema":
        guard let (url, end) = Self.string(at: value, in: bytes) else { return true }
        let lower = url.lowercased()
        if lower.contains("deploymenttemplate.json") {
          kind = .template
        } else if lower.contains("deploymentparameters.json") {
          kind = .parameters
        }
        guard kind != .foreign else { return true }
        firmFrom = end
        return false
      case "version": isStateVersion = Self.isFour(at: value, in: bytes)
      default: break
      }
      keys.insert(key)
      return true
    }
    if kind != .foreign { return }
    func has(_ names: String...) -> Bool { names.contains(where: keys.contains) }
    if has("cmkManifest") {
      kind = .manifest
    } else if has("format_version"), has("resource_changes", "planned_values", "values", "prior_state") {
      kind = .plan
    } else if isStateVersion, has("terraform_version"), has("resources", "lineage") {
      kind = .plan
    } else if has("changes", "Changes") || has("properties", "Properties") && has("status", "Status"), Self.namesChanges(bytes) {
      kind = .whatIf
    }
  }

  /// Three shapes: of the REST interface, of Azure CLI, of PowerShell.
  private static func namesChanges(_ bytes: [UInt8]) -> Bool {
    [#""changeType""#, #""ChangeType""#].contains { ByteSearch.first(of: Array($0.utf8), in: bytes) { $0 } != nil }
  }

  /// The text at a place behind a colon, escapes as they stand, and where its quote ends.
  private static func string(at start: Int, in bytes: [UInt8]) -> (text: String, end: Int)? {
    guard start < bytes.count, bytes[start] == 0x22 else { return nil }
    var end = start + 1
    while end < bytes.count, bytes[end] != 0x22, end - start < 300 { end += 1 }
    return (String(decoding: bytes[(start + 1)..<end], as: UTF8.self), min(end + 1, bytes.count))
  }

  private static func isFour(at start: Int, in bytes: [UInt8]) -> Bool {
    start < bytes.count && bytes[start] == 0x34 && !(start + 1 < bytes.count && (0x30...0x39).contains(bytes[start + 1]))
  }
}

/// The keys of the outermost object of a JSON text, comments allowed.
enum JSONTopKeys {
  /// Calls `visit` with each key of at most 20 bytes and where its value begins, until that returns false.
  static func scan(_ bytes: [UInt8], _ visit: (String, Int) -> Bool) {
    bytes.withUnsafeBufferPointer { text in
      var depth = 0
      var i = 0
      let count = text.count
      func skipGap(_ start: Int) -> Int {
        var i = start
        while i < count {
          if FileRecognition.isSpace(text[i]) {
            i += 1
          } else if text[i] == 0x2f, i + 1 < count, text[i + 1] == 0x2f {
            while i < count, text[i] != 0x0a, text[i] != 0x0d { i += 1 }
          } else if text[i] == 0x2f, i + 1 < count, text[i + 1] == 0x2a {
            i += 2
            while i + 1 < count, !(text[i] == 0x2a && text[i + 1] == 0x2f) { i += 1 }
            i += 2
          } else {
            break
          }
        }
        return min(i, count)
      }
      i = skipGap(0)
      guard i < count, text[i] == 0x7b else { return }
      while i < count {
        switch text[i] {
        case 0x22:
          let start = i + 1
          i = start
          while i < count, text[i] != 0x22 { i += text[i] == 0x5c ? 2 : 1 }
          let end = min(i, count)
          i += 1
          guard depth == 1, end - start <= 20 else { continue }
          let colon = skipGap(i)
          guard colon < count, text[colon] == 0x3a else { continue }
          let key = String(decoding: UnsafeBufferPointer(rebasing: text[start..<end]), as: UTF8.self)
          i = skipGap(colon + 1)
          if !visit(key, i) { return }
        case 0x7b, 0x5b:
          depth += 1
          i += 1
        case 0x7d, 0x5d:
          depth -= 1
          i += 1
        case 0x2f:
          let next = skipGap(i)
          i = next > i ? next : i + 1
        default: i += 1
        }
      }
    }
  }
}

/// Which deployment schema a JSON text names in `$schema`.
enum DeploymentSchema {
  enum Kind { case template, parameters }

  /// Nil for a text of another kind, or of none.
  static func kind(of bytes: [UInt8]) -> Kind? {
    switch JSONContent(of: bytes).kind {
    case .template: .template
    case .parameters: .parameters
    case .manifest, .plan, .whatIf, .foreign: nil
    }
  }
}

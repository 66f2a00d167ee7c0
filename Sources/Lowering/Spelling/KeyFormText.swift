import EncryptionModel

/// A key named with its version or without, written by changing what stands there.
public enum KeyFormText {
  /// The new text in place of `text`; nil where it cannot be changed to the form.
  public static func rewritten(_ text: String, as form: Encryption.KeyForm) -> String? {
    switch form {
    case .versionless: versionless(text)
    case .versioned: versioned(text)
    }
  }

  private static func versionless(_ text: String) -> String? {
    for (ending, other) in [(".keyUriWithVersion", ".keyUri"), (".id", ".versionless_id")] {
      if let changed = replacing(ending, with: other, atTheEndOf: text) { return changed }
    }
    // A literal address: all of it is there, and nothing is computed.
    guard text.contains("/keys/"), !text.contains("{"), !text.contains("(") else { return nil }
    var segments = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let keys = segments.firstIndex(where: { $0.lowercased() == "keys" }), segments.count == keys + 3, let last = segments.popLast()
    else { return nil }
    let quote = last.last.map { $0 == "\"" || $0 == "'" ? String($0) : "" } ?? ""
    return segments.joined(separator: "/") + quote
  }

  private static func versioned(_ text: String) -> String? {
    for (ending, other) in [(".keyUri", ".keyUriWithVersion"), (".versionless_id", ".id")] {
      if let changed = replacing(ending, with: other, atTheEndOf: text) { return changed }
    }
    return nil
  }

  /// ARM's expressions end in `]` and a quotation mark.
  private static func replacing(_ ending: String, with other: String, atTheEndOf text: String) -> String? {
    var tail = ""
    var head = text[...]
    while let last = head.last, "\"]".contains(last) {
      tail = String(last) + tail
      head = head.dropLast()
    }
    guard head.hasSuffix(ending) else { return nil }
    return head.dropLast(ending.count) + other + tail
  }
}

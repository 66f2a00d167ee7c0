import EncryptionModel

/// Values that are written by changing what stands at their place, whatever the dialect.
public enum SpellingInPlace {
  /// The new text in place of `text`; nil where the value is no such one, or the text cannot be changed to it.
  public static func text(_ value: AmendedValue, inPlaceOf text: String) -> String? {
    switch value {
    case .keyForm(.versionless): versionless(text)
    case .keyForm(.versioned): versioned(text)
    case .apiVersion(let version): dated(text, version)
    default: nil
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

  /// `'Microsoft.KeyVault/vaults@2023-07-01'`, or the version alone.
  private static func dated(_ text: String, _ version: String) -> String? {
    guard let quote = text.first, quote == "\"" || quote == "'", text.last == quote, !text.contains("${"), !text.contains("(") else {
      return nil
    }
    let inside = text.dropFirst().dropLast()
    guard let at = inside.lastIndex(of: "@") else {
      return inside.contains("/") ? nil : "\(quote)\(version)\(quote)"
    }
    return "\(quote)\(inside[...at])\(version)\(quote)"
  }
}

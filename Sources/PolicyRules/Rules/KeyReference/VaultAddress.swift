import EncryptionModel

/// What is wrong with the address of a vault or of a key in it (AZURE.md §2J).
struct VaultAddress {
  /// A clause: `it begins with http:`.
  private(set) var fault: String?
  /// The address as it should be, where that can be told.
  private(set) var corrected: String?

  /// Whether it waits for a person to fill it in.
  private(set) var isPlaceholder = false

  /// `isKey`: the address is that of a key.
  init(_ text: SymbolicText, isKey: Bool) { judge(text, isKey: isKey) }

  private mutating func judge(_ text: SymbolicText, isKey: Bool) {
    guard case .text(let head)? = text.pieces.first else { return }
    let prefix = head.lowercased()
    let hasScheme = prefix.hasPrefix("https://")
    guard let whole = text.known else {
      if prefix.hasPrefix("http://") {
        fault = "it begins with http: and not with https:"
      } else if Placeholder.isFilledIn(head) || isKey && prefix.hasPrefix("/subscriptions/") {
        return
      } else if !hasScheme {
        // A text that is too short may still become one.
        if !"https://".hasPrefix(prefix) { fault = "it does not begin with https://" }
      } else if text.hasDotBeforeSuffix {
        fault = "environment().suffixes.keyvaultDns begins with a dot of its own"
      } else if !isKey, let path = text.knownPath {
        fault = "it has a path: '/\(path)'"
      } else if isKey, text.isAddressOfVault {
        fault = "it is not that of a key: /keys/NAME"
      }
      return
    }
    if Placeholder.isFilledIn(whole) { return }
    isPlaceholder = Placeholder.isForPeople(whole)
    // A resource id in place of an address is another mistake.
    if isKey, prefix.hasPrefix("/subscriptions/") { return }
    let rest: Substring
    if hasScheme {
      rest = whole.dropFirst("https://".count)
    } else if prefix.hasPrefix("http://") {
      fault = "it begins with http: and not with https:"
      rest = whole.dropFirst("http://".count)
    } else {
      fault = "it does not begin with https://"
      rest = whole[...]
    }
    let segments = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let host = (segments.first ?? "").lowercased()
    let path = segments.dropFirst().filter { !$0.isEmpty }
    let bare = host.hasSuffix(":443") ? String(host.dropLast(4)) : host
    let labels = bare.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let name = labels.first ?? ""
    guard Self.isVaultName(name) else {
      fault = fault ?? "'\(name)' is no name of a vault"
      return
    }
    guard labels.count == 2, Self.maySuffix(labels[1]) else {
      fault = fault ?? "'\(bare)' is no host of a vault"
      return
    }
    if isKey {
      guard let first = path.first, first.lowercased() == "keys", (2...3).contains(path.count) else {
        fault = fault ?? "it is not that of a key: /keys/NAME"
        return
      }
    } else if !path.isEmpty {
      fault = fault ?? "it has a path: '/\(path.joined(separator: "/"))'"
    }
    if fault != nil { corrected = "https://\(bare)/" + (isKey ? path.joined(separator: "/") : "") }
  }

  private static func isVaultName(_ name: String) -> Bool {
    (1...24).contains(name.utf8.count) && name.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d }
  }

  /// Clouds that only their customers know have suffixes of their own, which name the service too.
  private static func maySuffix(_ suffix: String) -> Bool { suffix.hasPrefix("vault.") || suffix.hasPrefix("managedhsm.") }
}

/// Texts that stand for something that comes later.
enum Placeholder {
  /// Whether a tool puts something in its place before the deployment: nobody knows what.
  static func isFilledIn(_ text: String) -> Bool {
    ["GET-PREREQ-", "GEN-UNIQUE", "GEN-", "#{", "$(", "{{", "__"].contains { text.contains($0) }
  }

  /// Whether a person is to write something in its place: `<your-key-vault>`.
  static func isForPeople(_ text: String) -> Bool { text.contains("<") && text.contains(">") }
}

extension SymbolicText {
  /// The first part behind the host that has no unknown in it; nil where there is none.
  fileprivate var knownPath: String? {
    let unknown: Character = "\u{0}"
    let text = pieces.map { if case .text(let text) = $0 { text } else { String(unknown) } }.joined()
    return text.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3).first { !$0.isEmpty && !$0.contains(unknown) }
      .map(String.init)
  }

  /// Whether it is certainly the address of a vault alone: the suffix that the cloud decides, and nothing behind it.
  fileprivate var isAddressOfVault: Bool {
    guard pieces.count >= 2 else { return false }
    var rest = pieces
    if case .text("/")? = rest.last { rest.removeLast() }
    return rest.last.map(Self.isSuffix) ?? false
  }

  /// Whether a dot stands before the suffix that the cloud decides, which has one.
  fileprivate var hasDotBeforeSuffix: Bool {
    zip(pieces, pieces.dropFirst()).contains { first, second in
      guard case .text(let text) = first else { return false }
      return text.hasSuffix(".") && Self.isSuffix(second)
    }
  }

  private static func isSuffix(_ piece: Piece) -> Bool {
    guard case .symbol(let symbol) = piece else { return false }
    return symbol.name.lowercased() == "environment().suffixes.keyvaultdns"
  }

  /// Whether the suffix of one cloud is written in the address.
  var hasWrittenSuffix: Bool {
    pieces.contains { piece in
      guard case .text(let text) = piece else { return false }
      let folded = text.lowercased()
      return [".vault.azure.net", ".vault.azure.cn", ".vault.usgovcloudapi.net", ".vault.microsoftazure.de"].contains {
        folded.containsText($0)
      }
    }
  }
}

extension String {
  /// Whether the text has another one in it.
  fileprivate func containsText(_ other: String) -> Bool { replacing(other, "") != self }
}

import EncryptionModel
import SourceText

/// A resource of which a template asks something that only its deployment tells (`reference(…)`), with the properties asked
/// for so far.
public struct ResourceHandle: Equatable, Sendable {
  /// `Microsoft.KeyVault/vaults`; nil where it is not known.
  public var type: String?
  /// The full name, `vault/key`.
  public var name: SymbolicText
  /// Properties below the resource: `identity`, `principalId`. Those that stand below `properties` have it left out.
  public var path: [String]
  /// Whether the next property is one of the resource itself and not one below its `properties`.
  public var isFull: Bool
  public var scope: UInt64

  public init(type: String?, name: SymbolicText, path: [String] = [], isFull: Bool = false, scope: UInt64) {
    self.type = type
    self.name = name
    self.path = path
    self.isFull = isFull
    self.scope = scope
  }

  /// One property further down.
  public func property(_ name: String) -> ResourceHandle {
    var next = self
    if isFull, path.isEmpty, name.lowercased() == "properties" {
      next.isFull = false
    } else {
      next.path.append(name)
    }
    return next
  }

  /// As people would write it: `reference('kv').vaultUri`.
  public var display: String {
    let shown = name.known.map { "'\($0)'" } ?? name.expression
    return (["reference(\(type.map { $0 + " " } ?? "")\(shown))"] + (isFull ? ["full"] : []) + path).joined(separator: ".")
  }

  /// The answer where Azure's naming rules tell it (a vault's URI), else an unknown with the question's name.
  public var text: SymbolicText {
    RuntimeProperty.text(of: self) ?? SymbolicText(UnknownName.symbol(display, scope: scope))
  }
}

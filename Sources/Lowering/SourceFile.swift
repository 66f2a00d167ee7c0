import EncryptionModel
import SourceText
import SyntaxTree

/// A file that lowering reads: parsed, with its items.
public struct SourceFile: Sendable {
  public let id: FileID
  /// Absolute, `/`-separated, normalised.
  public let path: String
  /// The path of the same file in the present workspace: what names in it are told apart by, so that a file of an earlier state
  /// in another folder speaks of the same unknowns.
  public let counterpart: String
  public let role: FileRole
  public let document: Document
  public let items: ItemTable

  public init(id: FileID, path: String, counterpart: String? = nil, role: FileRole, document: Document) {
    self.id = id
    self.path = path
    self.counterpart = counterpart ?? path
    self.role = role
    self.document = document
    items = Items.table(of: document, role: role, file: id)
  }

  /// A text that is built in, told as a part of the file that calls it: nothing in it has a place of its own.
  init(builtIn document: Document, in caller: SourceFile) {
    id = caller.id
    path = caller.path
    counterpart = caller.counterpart
    role = caller.role
    self.document = document
    items = caller.items
  }

  /// The site of a node's bytes.
  public func site(_ node: Node) -> Site { items.site(document.range(node)) }
  public func site(_ range: ByteRange) -> Site { items.site(range) }

  /// The folder that the file is in.
  public var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }

  public var name: String {
    guard let slash = path.lastIndex(of: "/") else { return path }
    return String(path[path.index(after: slash)...])
  }
}

/// What a file is to the program (SPEC §2).
public enum FileRole: Hashable, Sendable {
  case manifest
  case armTemplate
  case armParameters
  case configuration
  /// `.bicep` and `.bicepparam`.
  case bicep
  /// `.tf`, `.tfvars`, and `.tf.json`.
  case terraform
  /// What `terraform show -json` writes of a plan or a state, and a raw state of version 4.
  case plan
  /// What `az deployment … what-if --no-pretty-print` writes, and its kin of REST and PowerShell.
  case whatIf

  public var dialect: Dialect {
    switch self {
    case .manifest: .manifest
    case .armTemplate, .armParameters: .arm
    case .configuration: .configuration
    case .bicep: .bicep
    case .terraform: .terraform
    case .plan: .plan
    case .whatIf: .whatIf
    }
  }
}

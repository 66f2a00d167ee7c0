import EncryptionModel
import Lowering
import SourceText
import SyntaxTree

/// Texts of fixtures → declarations.
enum PeerText {
  static func template(_ text: String) -> Declarations? {
    guard ARMLowering.isTemplate(Array(text.utf8)) else { return nil }
    let file = source(text, "/f/main.json", .armTemplate, .json(.armTemplate))
    return ARMLowering.lower(template: file, parameters: nil, environment: nil).declarations
  }

  static func terraform(_ text: String) -> Declarations? {
    let file = source(text, "/f/main.tf", .terraform, .hcl)
    let files = FileLookup(answer: { $0 == file.path ? .source(file) : .absent }, list: { $0 == "/f" ? ["main.tf"] : [] })
    return TerraformLowering.lower(folder: "/f", environment: nil, files: files)
  }

  /// A cut-down plan, which does not say that it is one.
  static func plan(_ text: String) -> Declarations {
    let whole = "{\"format_version\":\"1.2\"," + text.drop { $0 != "{" }.dropFirst()
    return PlanLowering.lower(source(whole, "/f/plan.json", .plan, .json(.strict)))
  }

  private static func source(_ text: String, _ path: String, _ role: FileRole, _ format: Format) -> SourceFile {
    SourceFile(id: FileID(1), path: path, role: role, document: Document(SourceText(text), format: format))
  }
}

/// The blocks of a Terraform file, so that one of them can be looked at alone: fixtures give the same name to many resources, which
/// would be one resource in one deployment.
struct PeerBlocks {
  private var texts: [(address: String, text: String)] = []

  init(_ text: String) {
    let document = Document(SourceText(text), format: .hcl)
    for block in document.hclBlocks(document.root) {
      let labels = block.labels.map(\.text)
      let address = block.type == "resource" ? labels.joined(separator: ".") : ([block.type] + labels).joined(separator: ".")
      texts.append((address, document.string(block.node)))
    }
  }

  /// Resources alone.
  var addresses: [String] { texts.map(\.address).filter { $0.hasPrefix("azurerm_") || $0.hasPrefix("azapi_") } }

  /// The block, those that name it, and what all these name.
  func text(around address: String) -> String {
    var kept = Set(texts.indices.filter { texts[$0].address == address })
    kept.formUnion(texts.indices.filter { names($0, address) })
    var open = Array(kept)
    while let index = open.popLast() {
      for other in texts.indices where names(index, texts[other].address) && kept.insert(other).inserted { open.append(other) }
    }
    return kept.sorted().map { texts[$0].text }.joined(separator: "\n\n") + "\n"
  }

  private func names(_ index: Int, _ address: String) -> Bool {
    texts[index].address != address && (texts[index].text.contains(address + ".") || texts[index].text.contains(address + "["))
  }
}

import SourceText
import SyntaxTree

/// The items of Bicep and HCL files: their declarations and blocks at the top.
enum LanguageItems {
  static func addBicep(_ document: Document, to table: inout ItemTable) {
    let syntax = BicepSyntax(document)
    for declaration in syntax.declarations {
      let name = syntax.name(of: declaration).map(syntax.text) ?? syntax.path(of: declaration).map(syntax.text) ?? ""
      let key = Fingerprint.of("bicep", String(syntax.kind(declaration).rawValue), name)
      _ = table.add(key: key, range: document.range(declaration))
    }
  }

  static func addHCL(_ document: Document, to table: inout ItemTable) {
    for item in document.hclItems(document.root) {
      var print = Fingerprint()
      // The type and the labels of a block, the name of an argument.
      for part in document.children(item) where document.kind(part) != .hclBody {
        print.add(document.bytes(part))
        if document.kind(item) == .hclAttribute { break }
      }
      _ = table.add(key: print.value, range: document.range(item))
    }
  }
}

import EncryptionModel
import SourceText

@testable import Lowering

/// Facts as short lines, for comparing and for reading.
struct FactListing {
  let files: [SourceFile]

  init(_ files: SourceFile...) { self.files = files }

  func lines(_ declarations: Declarations) -> [String] {
    declarations.vaults.map { vault in
      "vault \(vault.name.display)\(vault.isReference ? " (existing)" : "") softDelete=\(text(vault.softDelete)) purgeProtection=\(text(vault.purgeProtection))"
    }
      + declarations.keys.map { key in
        "key \(key.vault.display)/\(key.name.display)\(key.isReference ? " (existing)" : "") type=\(text(key.type.map(\.name))) size=\(text(key.size))"
      }
      + declarations.resources.map { resource in
        var line = "\(resource.kind.rawValue) \(resource.name.display)\(resource.isReference ? " (existing)" : "")"
        line += " source=\(text(resource.encryption.source))"
        if let key = resource.encryption.key {
          line += " key=\(key.vault.display)/\(key.key?.display ?? "-") version=\(text(key.version))"
        }
        return line + " form=\(text(resource.requestForm.map(\.reference))) capabilities=\(text(resource.capabilities))"
      }
  }

  /// The lines without places and without what the tags say.
  func plain(_ declarations: Declarations) -> [String] {
    lines(declarations).map { $0.replacing(/@[0-9]+!?/, with: "").replacing(/\ form=.*/, with: "") }
  }

  func text<Value>(_ fact: Fact<Value>) -> String {
    switch fact {
    case .known(let value, let place): "\(value)@\(line(place.site))"
    case .absent(let place): "absent@\(line(place.site))\(place.slot == nil ? "!" : "")"
    case .undecided(let unknown): "?(\(unknown.reason))"
    case .either(let facts, _): "either(" + facts.map { text($0) }.joined(separator: " | ") + ")"
    }
  }

  private func line(_ site: Site) -> String {
    guard let file = files.first(where: { $0.id == site.file }), let range = file.items.range(of: site) else { return "-" }
    return String(file.document.text.position(of: range.start, in: .utf8).line + 1)
  }
}

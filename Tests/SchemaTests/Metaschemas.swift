import Foundation
import Testing

@testable import Schema

/// The metaschemas of `Tests/Metaschemas`.
enum Metaschemas {
  static func draft2020() throws -> SchemaDocument {
    let bytes = try #require(text("https://json-schema.org/draft/2020-12/schema"))
    return try #require(SchemaDocument(bytes, resolver: text))
  }

  static func text(_ uri: String) -> [UInt8]? {
    Corpora.metaschema(uri).flatMap { try? Data(contentsOf: URL(fileURLWithPath: $0)) }.map { Array($0) }
  }
}

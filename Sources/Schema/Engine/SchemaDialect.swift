/// The versions of JSON Schema that are read.
public enum SchemaDraft: Hashable, Sendable {
  /// Draft-07, and 06 and 04 as far as they agree with it.
  case draft7
  /// Draft 2020-12, and 2019-09 as far as it agrees with it.
  case draft2020
}

/// The rules that a schema is read by.
struct SchemaDialect: Hashable, Sendable {
  var draft: SchemaDraft
  /// Whether the vocabulary of assertions (`type`, `minimum`, …) is in force; a metaschema may leave it out.
  var hasValidation = true

  /// The dialect of a metaschema's URI; nil for one that is not known by name.
  init?(metaschema uri: String) {
    var uri = uri
    while uri.hasSuffix("#") { uri.removeLast() }
    for scheme in ["http://", "https://"] where uri.hasPrefix(scheme) { uri.removeFirst(scheme.count) }
    switch uri {
    case "json-schema.org/draft/2020-12/schema", "json-schema.org/draft/2019-09/schema": self.init(draft: .draft2020)
    case "json-schema.org/draft-07/schema", "json-schema.org/draft-06/schema", "json-schema.org/draft-04/schema":
      self.init(draft: .draft7)
    default: return nil
    }
  }

  /// The dialect that an unknown metaschema describes by its `$vocabulary`.
  init(describedBy metaschema: SchemaValue) {
    self.init(draft: .draft2020)
    if let vocabularies = metaschema["$vocabulary"]?.members {
      hasValidation = vocabularies.contains { $0.name == "https://json-schema.org/draft/2020-12/vocab/validation" }
    }
  }

  init(draft: SchemaDraft) { self.draft = draft }

  /// Keywords whose value is a schema.
  static let single = [
    "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "propertyNames", "items", "additionalItems", "contains", "not",
    "if", "then", "else", "contentSchema",
  ]
  /// Keywords whose value is a list of schemas.
  static let lists = ["allOf", "anyOf", "oneOf", "prefixItems", "items"]
  /// Keywords whose value is an object of schemas.
  static let maps = ["$defs", "definitions", "properties", "patternProperties", "dependentSchemas", "dependencies"]
}

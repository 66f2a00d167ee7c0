import SyntaxTree

/// One schema, compiled: what it asserts and what it says about the value. Other schemas are indices into `SchemaDocument.nodes`.
struct SchemaNode: Sendable {
  /// The schema resource (what one `$id` names) that the schema stands in.
  var resource = 0
  /// Set for the schemas `true` and `false`.
  var always: Bool?
  var notes = SchemaNotes()

  // Any value.
  var types: Set<ValueType>?
  var allowed: [SchemaValue]?
  var allowedForms: Set<CanonicalForm> = []
  var format: String?
  var reference: Int?
  var dynamicReference: DynamicReference?
  var allOf: [Int] = []
  var anyOf: [Int] = []
  var oneOf: [Int] = []
  var not: Int?
  var condition: Int?
  var then: Int?
  var otherwise: Int?

  var number = NumberRules()
  var string = StringRules()
  var array = ArrayRules()
  var object = ObjectRules()

  /// `$dynamicRef`: the schema that the dynamic scope gives for an anchor, else `fallback`.
  struct DynamicReference: Sendable {
    var anchor: String?
    var fallback: Int
  }

  struct NumberRules: Sendable {
    var minimum: Double?
    var maximum: Double?
    var exclusiveMinimum: Double?
    var exclusiveMaximum: Double?
    var multipleOf: Double?
  }

  struct StringRules: Sendable {
    /// Lengths in Unicode scalars.
    var minimumLength: Int?
    var maximumLength: Int?
    var pattern: Pattern?
  }

  struct ArrayRules: Sendable {
    var prefix: [Int] = []
    var items: Int?
    var contains: Int?
    var minimumContains: Int?
    var maximumContains: Int?
    var minimumCount: Int?
    var maximumCount: Int?
    var isUnique = false
    var unevaluated: Int?
  }

  struct ObjectRules: Sendable {
    /// In the order of the schema.
    var properties: [(name: String, schema: Int)] = []
    var byName: [String: Int] = [:]
    var patterns: [(pattern: Pattern, schema: Int)] = []
    var additional: Int?
    var names: Int?
    var required: [String] = []
    var dependentRequired: [(name: String, required: [String])] = []
    var dependentSchemas: [(name: String, schema: Int)] = []
    var minimumCount: Int?
    var maximumCount: Int?
    var unevaluated: Int?
  }
}

/// The types of JSON Schema.
public enum ValueType: String, Hashable, Sendable, CaseIterable {
  case string, integer, number, boolean, object, array, null

  /// With its article, for a message.
  public var title: String {
    switch self {
    case .string: "text"
    case .integer: "a whole number"
    case .number: "a number"
    case .boolean: "true or false"
    case .object: "an object"
    case .array: "a list"
    case .null: "null"
    }
  }
}

/// What a schema says to people, and what only this program reads (`x-cmklint-…`).
public struct SchemaNotes: Hashable, Sendable {
  public var title: String?
  /// Markdown.
  public var description: String?
  public var defaultValue: SchemaValue?
  public var examples: [SchemaValue] = []
  public var isDeprecated = false
  /// `x-cmklint-noun`: the thing that the value describes, with its article: `a key`.
  public var noun: String?
  /// `x-cmklint-preferred`: the value that complies with the policy.
  public var preferred: SchemaValue?
  /// `x-cmklint-reference`: what the value names, for example `key`; `x-cmklint-reference` in a map's schema speaks of its values.
  public var reference: String?
  /// `x-cmklint-snippet`: a value that is written when the property is chosen; texts in it may hold `${1:placeholder}`.
  public var snippet: SchemaValue?
  /// `x-cmklint-entry`: a name for a new property of a map.
  public var entryName: String?
  /// `x-cmklint-expects`: what a value looks like, for messages about patterns: `32 hexadecimal digits`.
  public var expects: String?
  /// `x-cmklint-type`: the Azure resource type that the schema describes.
  public var resourceType: String?
  /// `x-cmklint-since`: the first API version that has the property; `x-cmklint-absent`: later ones that lack it all the same.
  public var since: String?
  public var absentIn: [String] = []
  /// `x-cmklint-values`: what each allowed value means, by its text.
  public var valueNotes: [SchemaValue.Member] = []
}

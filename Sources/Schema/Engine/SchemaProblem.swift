import SyntaxTree

/// One thing that a schema refuses in a document.
public struct SchemaProblem: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case unknownProperty(String, suggestion: String?)
    case missingProperty(String)
    /// The name of a property does not look as it must.
    case propertyName(String)
    /// `suggestion`: the same value written in an expected type.
    case wrongType(found: SchemaValue, expected: [ValueType], suggestion: SchemaValue?)
    case notAllowed(found: SchemaValue, allowed: [SchemaValue], suggestion: SchemaValue?)
    case outOfRange(found: SchemaValue, least: Double?, most: Double?)
    case notMultiple(found: SchemaValue, of: Double)
    case pattern(found: String, pattern: String)
    case format(found: String, format: String)
    case tooFew(Counted, found: Int, least: Int)
    case tooMany(Counted, found: Int, most: Int)
    /// An element that stands in its array before already.
    case repeated(SchemaValue)
    /// A value that must not be here at all.
    case forbidden
    /// A value that fits several forms of which it may fit one.
    case ambiguous(forms: Int)
  }

  /// What `minLength` and its like count.
  public enum Counted: Hashable, Sendable { case characters, elements, properties, matchingElements }

  /// Where the problem is shown: the name of an unknown property, else the value.
  public let node: Node
  /// The value that the problem is about.
  public let value: Node
  /// The steps to the value.
  public let path: [CaretContext.Step]
  public let kind: Kind
  /// What the schema says about the value (about the object, where a property is unknown or missing).
  public let notes: SchemaNotes

  init(node: Node, value: Node, path: [CaretContext.Step], kind: Kind, notes: SchemaNotes) {
    self.node = node
    self.value = value
    self.path = path
    self.kind = kind
    self.notes = notes
  }

  /// What could stand there instead of the value or, for an unknown property, of its name.
  public var suggestion: SchemaValue? {
    switch kind {
    case .unknownProperty(_, let suggestion): suggestion.map { .string($0) }
    case .wrongType(_, _, let suggestion), .notAllowed(_, _, let suggestion): suggestion
    case .missingProperty, .propertyName, .outOfRange, .notMultiple, .pattern, .format, .tooFew, .tooMany, .repeated, .forbidden,
      .ambiguous:
      nil
    }
  }

  /// Whether the problem is that the value is of another type or another value than what is allowed.
  var isAboutWholeValue: Bool {
    switch kind {
    case .wrongType, .notAllowed: true
    default: false
    }
  }
}

extension SchemaProblem.Kind {
  /// One problem for several forms that all refuse the value itself.
  static func merged(_ kinds: [SchemaProblem.Kind]) -> SchemaProblem.Kind {
    var types: [ValueType] = []
    var values: [SchemaValue] = []
    var found = SchemaValue.null
    var conversion: SchemaValue?
    for kind in kinds {
      switch kind {
      case .wrongType(let value, let expected, let converted):
        found = value
        types += expected.filter { !types.contains($0) }
        conversion = conversion ?? converted
      case .notAllowed(let value, let allowed, _):
        found = value
        values += allowed.filter { !values.contains($0) }
      default: break
      }
    }
    // A value of a type that some form takes is told the values of that form, not the types of the others.
    return values.isEmpty
      ? .wrongType(found: found, expected: types, suggestion: conversion)
      : .notAllowed(found: found, allowed: values, suggestion: nearest(to: found, among: values) ?? conversion)
  }

  /// The allowed value that was most likely meant.
  static func nearest(to found: SchemaValue, among allowed: [SchemaValue]) -> SchemaValue? {
    if allowed.count == 1 { return allowed.first }
    if let same = allowed.first(where: { $0.display.lowercased() == found.display.lowercased() }) { return same }
    return found.text.flatMap { Spelling.nearest(to: $0, among: allowed.compactMap(\.text)) }.map { .string($0) }
  }
}

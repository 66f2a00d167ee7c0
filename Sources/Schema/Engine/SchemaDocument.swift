import SourceText
import SyntaxTree

/// A JSON Schema (draft 2020-12 or draft-07) with all that it refers to, ready to be held against documents.
public struct SchemaDocument: Sendable {
  let root: Int
  let nodes: [SchemaNode]
  let dynamicAnchors: [Int: [String: Int]]
  let checksFormats: Bool
  /// Whether any part asks what other parts have left over: only then is that kept.
  let tracksEvaluation: Bool
  /// References that lead nowhere; they refuse nothing.
  public let unresolvedReferences: [String]

  /// Reads a schema.
  ///
  /// - Parameters:
  ///   - bytes: JSON, with comments and trailing commas if need be.
  ///   - uri: what relative references count from where the schema has no `$id`.
  ///   - draft: what the schema is read as where it has no `$schema`.
  ///   - checksFormats: whether `format: date` refuses what is no date; else every format is an annotation.
  ///   - resolver: gives the text of another schema by its absolute URI without fragment.
  /// - Returns: nil where the text holds no JSON value.
  public init?(
    _ bytes: [UInt8], uri: String = "cmklint:/schema", draft: SchemaDraft = .draft2020, checksFormats: Bool = false,
    resolver: (String) -> [UInt8]? = { _ in nil }
  ) {
    guard let value = SchemaIndex.read(bytes) else { return nil }
    let result = withoutActuallyEscaping(resolver) { SchemaCompiler.compile(value, uri: uri, draft: draft, resolver: $0) }
    root = result.root
    nodes = result.nodes
    dynamicAnchors = result.dynamicAnchors
    unresolvedReferences = result.unresolved
    self.checksFormats = checksFormats
    tracksEvaluation = result.nodes.contains { $0.object.unevaluated != nil || $0.array.unevaluated != nil }
  }

  /// The schema `true` or `false`.
  init(always: Bool) {
    root = 0
    nodes = [SchemaNode(always: always)]
    dynamicAnchors = [:]
    checksFormats = false
    tracksEvaluation = false
    unresolvedReferences = []
  }

  /// What the schema refuses in the document, in document order.
  ///
  /// - Parameter top: the value to look at; the document's (first) value where it is not given.
  public func validate(_ document: Document, at top: Node? = nil) -> [SchemaProblem] {
    guard let top = top ?? document.topValue() else { return [] }
    var validation = Validation(of: Instance(top, in: document), against: self)
    return validation.run().sorted { ($0.node.start, $0.node.index) < ($1.node.start, $1.node.index) }
  }

  /// The Azure resource type that the schema describes.
  public var resourceType: String? { nodes[root].notes.resourceType }
  /// What the schema says about itself.
  public var notes: SchemaNotes { nodes[root].notes }
}

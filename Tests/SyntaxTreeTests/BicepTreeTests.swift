import Foundation
import SourceText
import Testing

@testable import SyntaxTree

@Suite(.enabled(if: BicepCorpus.isPresent, "the corpora are not beside the package"))
struct BicepTreeTests {
  /// Each node of upstream's tree that holds other nodes is an entry here, and the other way round: of one kind and over the same bytes.
  @Test func theTreesAreThoseOfUpstream() {
    var count = 0
    for baseline in BicepCorpus.baselines() where !baseline.isInvalid {
      guard let file = baseline.annotated["syntax"] else { continue }
      let units = BicepUnits(baseline.source.bytes)
      var theirs: [String: Int] = [:]
      for note in BicepAnnotations(file).notes {
        let name = note.text.drop { " |├└─".contains($0) }
        guard Self.compared.contains(String(name)), let range = units.range(note) else { continue }
        theirs["\(name) \(range.start)..<\(range.end)", default: 0] += 1
      }
      let document = Document(SourceText(baseline.source.bytes), format: .bicep)
      var ours: [String: Int] = [:]
      visit(document, document.root) { name, range in
        if Self.compared.contains(name) { ours["\(name) \(range.start)..<\(range.end)", default: 0] += 1 }
      }
      for (node, number) in theirs where ours[node] != number { Issue.record("\(baseline.name): upstream has \(node)") }
      for (node, number) in ours where theirs[node] != number { Issue.record("\(baseline.name): upstream does not have \(node)") }
      count += theirs.count
    }
    #expect(count > 6000)
  }

  private static let compared: Set<String> = Set(names.values).union([
    "BinaryOperationSyntax", "PropertyAccessSyntax", "ArrayAccessSyntax", "InstanceFunctionCallSyntax", "ResourceAccessSyntax",
    "NonNullAssertionSyntax", "TypePropertyAccessSyntax", "TypeItemsAccessSyntax", "TypeAdditionalPropertiesAccessSyntax",
    "TypeArrayAccessSyntax", "ArrayTypeSyntax", "NullableTypeSyntax", "NonNullableTypeSyntax", "StringSyntax", "UnionTypeSyntax",
    "InstanceParameterizedTypeInstantiationSyntax", "ParameterizedTypeInstantiationSyntax",
  ])

  private static let names: [NodeKind: String] = [
    .targetScopeDeclaration: "TargetScopeSyntax", .metadataDeclaration: "MetadataDeclarationSyntax",
    .variableDeclaration: "VariableDeclarationSyntax", .resourceDeclaration: "ResourceDeclarationSyntax",
    .moduleDeclaration: "ModuleDeclarationSyntax", .testDeclaration: "TestDeclarationSyntax",
    .outputDeclaration: "OutputDeclarationSyntax", .typeDeclaration: "TypeDeclarationSyntax",
    .functionDeclaration: "FunctionDeclarationSyntax", .decorator: "DecoratorSyntax", .bicepObject: "ObjectSyntax",
    .property: "ObjectPropertySyntax", .bicepArray: "ArraySyntax", .spread: "SpreadExpressionSyntax", .loop: "ForSyntax",
    .condition: "IfConditionSyntax", .parenthesized: "ParenthesizedExpressionSyntax", .call: "FunctionCallSyntax",
    .unary: "UnaryOperationSyntax", .ternary: "TernaryOperationSyntax", .lambda: "LambdaSyntax", .variableBlock: "VariableBlockSyntax",
    .typedLambda: "TypedLambdaSyntax", .typedVariableBlock: "TypedVariableBlockSyntax", .typedVariable: "TypedLocalVariableSyntax",
    .objectType: "ObjectTypeSyntax", .typeProperty: "ObjectTypePropertySyntax",
    .additionalProperties: "ObjectTypeAdditionalPropertiesSyntax", .tupleType: "TupleTypeSyntax", .tupleItem: "TupleTypeItemSyntax",
    .parenthesizedType: "ParenthesizedTypeSyntax", .unaryType: "UnaryTypeOperationSyntax", .variable: "VariableAccessSyntax",
    .typeName: "TypeVariableAccessSyntax", .importItem: "ImportedSymbolsListItemSyntax",
    .importDeclaration: "CompileTimeImportDeclarationSyntax",
    .extensionDeclaration: "ExtensionDeclarationSyntax", .usingDeclaration: "UsingDeclarationSyntax",
    .extendsDeclaration: "ExtendsDeclarationSyntax",
  ]

  /// Tells the nodes that upstream makes of each entry: of a chain one for each link.
  private func visit(_ document: Document, _ node: Node, isType: Bool = false, _ tell: (String, ByteRange) -> Void) {
    let kind = document.kind(node)
    let children = Array(document.children(node))
    if let name = Self.names[kind] { tell(name, document.range(node)) }
    switch kind {
    case .bicepString, .interpolatedString: if !isType { tell("StringSyntax", document.range(node)) }
    case .binary:
      for index in stride(from: 2, to: children.count, by: 2) {
        tell("BinaryOperationSyntax", ByteRange(node.start, document.end(children[index])))
      }
    case .access, .typeAccess:
      for child in children.dropFirst() {
        if let name = link(document.kind(child), isType: kind == .typeAccess) { tell(name, ByteRange(node.start, document.end(child))) }
      }
    case .unionType: tell("UnionTypeSyntax", document.range(node))
    case .typeArguments: tell("ParameterizedTypeInstantiationSyntax", document.range(node))
    default: break
    }
    for (index, child) in children.enumerated() {
      if kind == .typeAccess, index > 0, document.kind(child) == .typeArguments {
        for argument in document.children(child) { visit(document, argument, isType: true, tell) }
        continue
      }
      visit(document, child, isType: readsType(of: kind, child: index, document, node), tell)
    }
  }

  private func link(_ kind: NodeKind, isType: Bool) -> String? {
    switch kind {
    case .member: isType ? "TypePropertyAccessSyntax" : "PropertyAccessSyntax"
    case .nestedMember: "ResourceAccessSyntax"
    case .methodCall: "InstanceFunctionCallSyntax"
    case .index: "ArrayAccessSyntax"
    case .nonNull: isType ? "NonNullableTypeSyntax" : "NonNullAssertionSyntax"
    case .typeIndex: "TypeArrayAccessSyntax"
    case .arraySuffix: "ArrayTypeSyntax"
    case .itemsSuffix: "TypeItemsAccessSyntax"
    case .additionalSuffix: "TypeAdditionalPropertiesAccessSyntax"
    case .nullableSuffix: "NullableTypeSyntax"
    case .typeArguments: "InstanceParameterizedTypeInstantiationSyntax"
    default: nil
    }
  }

  /// Whether a child is a type: there upstream has another name for strings.
  private func readsType(of kind: NodeKind, child index: Int, _ document: Document, _ node: Node) -> Bool {
    switch kind {
    case .unionType, .parenthesizedType, .typeArguments, .typeAccess: return true
    case .tupleItem, .additionalProperties, .typeProperty, .parameterDeclaration, .variableDeclaration, .outputDeclaration,
      .typeDeclaration, .typedVariable:
      guard let type = BicepSyntax(document).type(of: node) else { return false }
      return Array(document.children(node))[index] == type
    default: return false
    }
  }
}

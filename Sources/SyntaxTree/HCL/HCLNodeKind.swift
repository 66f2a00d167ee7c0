/// The entries of an HCL tape. What stands between an entry's children (`=`, `,`, `.`, brackets, white space, comments) is in
/// their gaps or behind the last of them. Beside the children that are named here a container may hold `missing` and
/// `unexpected` entries, and a half-written one may lack any of them. An expression is any kind from `number` to `conditional`.
extension NodeKind {
  // MARK: Structure

  /// `name = value`. Children: the name (`hclIdentifier`; a quoted one, which is an error, is an `hclString`), the value.
  public static let hclAttribute = NodeKind(rawValue: 64)
  /// `type "label" name { … }`. Children: the type (`hclIdentifier`), the labels (`hclString` or `hclIdentifier`), `hclBody`.
  public static let hclBlock = NodeKind(rawValue: 65)
  /// From `{` to `}` of a block. Children: attributes and blocks in document order. The file's own body is the root.
  public static let hclBody = NodeKind(rawValue: 66)
  /// A name that refers to nothing: of an attribute, a block, a label or an object's key. No children.
  public static let hclIdentifier = NodeKind(rawValue: 67)

  // MARK: Literals

  /// No children.
  public static let hclNumber = NodeKind(rawValue: 70)
  /// `true` or `false`. No children.
  public static let hclBoolean = NodeKind(rawValue: 71)
  /// `null`. No children.
  public static let hclNull = NodeKind(rawValue: 72)
  /// A quoted string without interpolations and directives, quotes included. Flag 1: it has escapes. No children.
  public static let hclString = NodeKind(rawValue: 73)
  /// A heredoc without interpolations and directives, from `<<` to the end of the closing marker. No children.
  public static let hclHeredoc = NodeKind(rawValue: 74)

  // MARK: Templates

  /// A quoted string with interpolations or directives. Children: its parts (`hclTemplateText`, `hclInterpolation`,
  /// `hclTemplateIf`, `hclTemplateFor`) in document order.
  public static let hclTemplate = NodeKind(rawValue: 75)
  /// A heredoc with interpolations or directives. Children: its parts, as those of `hclTemplate`.
  public static let hclHeredocTemplate = NodeKind(rawValue: 76)
  /// Literal text of a template. Flag 1: it has escapes. No children.
  public static let hclTemplateText = NodeKind(rawValue: 77)
  /// `${ … }`. Flags: see `HCLTrim`. Children: the expression.
  public static let hclInterpolation = NodeKind(rawValue: 78)
  /// `%{ if … }…%{ endif }`. Children: `hclIfClause`, parts, then perhaps `hclElseClause` and parts, `hclEndClause`.
  public static let hclTemplateIf = NodeKind(rawValue: 79)
  /// `%{ for … }…%{ endfor }`. Children: `hclForClause`, parts, `hclEndClause`.
  public static let hclTemplateFor = NodeKind(rawValue: 80)
  /// `%{ if condition }`. Flags: `HCLTrim`. Children: the condition.
  public static let hclIfClause = NodeKind(rawValue: 81)
  /// `%{ for key, value in collection }`. Flags: `HCLTrim`. Children: one or two `hclForVariable`, the collection.
  public static let hclForClause = NodeKind(rawValue: 82)
  /// `%{ else }`. Flags: `HCLTrim`. No children.
  public static let hclElseClause = NodeKind(rawValue: 83)
  /// `%{ endif }` or `%{ endfor }`. Flags: `HCLTrim`. No children.
  public static let hclEndClause = NodeKind(rawValue: 84)

  // MARK: References

  /// A name that refers to a variable; alone, or the first child of a traversal. No children.
  public static let hclVariable = NodeKind(rawValue: 86)
  /// `var.a[0].*.b`. Children: what is traversed (any expression), then the steps: `hclAttributeStep`, `hclNumberStep`,
  /// `hclIndexStep`, `hclAttributeSplat`, `hclFullSplat`.
  public static let hclTraversal = NodeKind(rawValue: 87)
  /// The name of `.name`. No children.
  public static let hclAttributeStep = NodeKind(rawValue: 88)
  /// The number of `.0`, the old form of an index. No children.
  public static let hclNumberStep = NodeKind(rawValue: 89)
  /// `[key]`. Children: the key.
  public static let hclIndexStep = NodeKind(rawValue: 90)
  /// The star of `.*`. No children; the attribute and number steps behind it belong to each element.
  public static let hclAttributeSplat = NodeKind(rawValue: 91)
  /// `[*]`. No children; all steps behind it belong to each element.
  public static let hclFullSplat = NodeKind(rawValue: 92)
  /// `name(…)`. Flag 1: the last argument is expanded (`…`). Children: `hclFunctionName`, the arguments.
  public static let hclCall = NodeKind(rawValue: 93)
  /// `name` or `provider::aws::name`. No children.
  public static let hclFunctionName = NodeKind(rawValue: 94)

  // MARK: Collections

  /// `(…)`. Children: the expression.
  public static let hclParentheses = NodeKind(rawValue: 96)
  /// `[…]`. Children: the elements.
  public static let hclTuple = NodeKind(rawValue: 97)
  /// `{…}`. Children: `hclObjectItem`s.
  public static let hclObject = NodeKind(rawValue: 98)
  /// `key = value` or `key: value`. Children: the key (`hclIdentifier` where it is a bare name, else an expression), the value.
  public static let hclObjectItem = NodeKind(rawValue: 99)
  /// `[for v in c : e if p]`. Children: one or two `hclForVariable`, the collection, the element, perhaps `hclForCondition`.
  public static let hclForTuple = NodeKind(rawValue: 100)
  /// `{for k, v in c : k => v... if p}`. Flag 1: grouping (`...`). Children: one or two `hclForVariable`, the collection, the
  /// key, the value, perhaps `hclForCondition`.
  public static let hclForObject = NodeKind(rawValue: 101)
  /// A name that a `for` declares. No children.
  public static let hclForVariable = NodeKind(rawValue: 102)
  /// `if p` of a `for` expression. Children: the condition.
  public static let hclForCondition = NodeKind(rawValue: 103)

  // MARK: Operations

  /// `-a` or `!a`. Flags: the raw value of `HCLOperator`. Children: the operand.
  public static let hclUnary = NodeKind(rawValue: 104)
  /// `a + b`. Flags: the raw value of `HCLOperator`. Children: the left and the right operand.
  public static let hclBinary = NodeKind(rawValue: 105)
  /// `c ? a : b`. Children: the condition, the value where it holds, the value where it does not.
  public static let hclConditional = NodeKind(rawValue: 106)
}

/// The operators of HCL; raw values are what the flags of `hclUnary` and `hclBinary` hold.
public enum HCLOperator: UInt8, Sendable {
  case add = 1, subtract, multiply, divide, remainder
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case and, or
  case negate, not
}

/// Which white space around a template sequence its `~` marks remove: the flags of interpolations and clauses.
public struct HCLTrim: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  /// `${~`: at the end of the text before it.
  public static let before = HCLTrim(rawValue: 1)
  /// `~}`: at the start of the text behind it.
  public static let after = HCLTrim(rawValue: 2)
}

/// What the entries of a Bicep tape are. A container's children are told in their order; entries of the kinds `unexpected`,
/// `missing` and `trivia` may stand between any of them and take part in no count. Signs and keywords (`=`, `:`, `,`, brackets,
/// `resource`, `in`) have no entries: they are in the gaps, or belong to the container that they open or close.
extension NodeKind {
  // MARK: Declarations. Each may begin with `decorator`s.

  /// `targetScope = …`: the value.
  public static let targetScopeDeclaration = NodeKind(rawValue: 128)
  /// `metadata name = …`: `name`, the value.
  public static let metadataDeclaration = NodeKind(rawValue: 129)
  /// `param name type = …`: `name`, the type where flag `hasType` is set, the default where `hasValue` is. A parameter file's
  /// `param name = …`: `name`, the value.
  public static let parameterDeclaration = NodeKind(rawValue: 130)
  /// `var name type = …`: `name`, the type where flag `hasType` is set, the value.
  public static let variableDeclaration = NodeKind(rawValue: 131)
  /// `resource name 'type@version' existing = …`: `name`, the type's string, the body: an `object`, a `condition` or a `loop`.
  /// Flag `isExisting`.
  public static let resourceDeclaration = NodeKind(rawValue: 132)
  /// `module name 'path' = …`: as a resource.
  public static let moduleDeclaration = NodeKind(rawValue: 133)
  /// `test name 'path' = {…}`: `name`, the path's string, `object`.
  public static let testDeclaration = NodeKind(rawValue: 134)
  /// `output name type = …`: `name`, the type where flag `hasType` is set, the value.
  public static let outputDeclaration = NodeKind(rawValue: 135)
  /// `type name = …`: `name`, the type.
  public static let typeDeclaration = NodeKind(rawValue: 136)
  /// `func name(…) type => …`: `name`, `typedLambda`.
  public static let functionDeclaration = NodeKind(rawValue: 137)
  /// `import {…} from 'path'`, `import * as name from 'path'`: `importList` or `wildcardImport`, the path's string.
  public static let importDeclaration = NodeKind(rawValue: 138)
  /// `extension spec with {…} as name` (`provider`, and `import 'spec'`): a string or `name`, `object` where flag `hasValue` is
  /// set, `name` where `hasAlias` is.
  public static let extensionDeclaration = NodeKind(rawValue: 139)
  /// `using 'path' with {…}`: a string or `name` (`none`), `object` where flag `hasValue` is set.
  public static let usingDeclaration = NodeKind(rawValue: 140)
  /// `extends 'path'`: the path's string.
  public static let extendsDeclaration = NodeKind(rawValue: 141)
  /// `extensionConfig name with {…}`: `name`, `object`.
  public static let extensionConfigDeclaration = NodeKind(rawValue: 142)
  /// `assert name = …`: `name`, the value.
  public static let assertDeclaration = NodeKind(rawValue: 143)
  /// Decorators that no declaration follows.
  public static let incompleteDeclaration = NodeKind(rawValue: 144)
  /// `@…`: a `call`, a `variable` or an `access`.
  public static let decorator = NodeKind(rawValue: 145)
  /// `{ a, b as c }` behind `import`: `importItem`s.
  public static let importList = NodeKind(rawValue: 146)
  /// `a as b`: `name` or a string, then `name` where there is an alias.
  public static let importItem = NodeKind(rawValue: 147)
  /// `* as name`: `name`.
  public static let wildcardImport = NodeKind(rawValue: 148)

  // MARK: Names and values

  /// An identifier that is no expression: what is declared, a property's key, a function's or a parameter's name.
  public static let name = NodeKind(rawValue: 150)
  /// An identifier that is read as a value.
  public static let variable = NodeKind(rawValue: 151)
  /// A string without holes, quotes and leading `$`s included. Flags `hasEscapes`, `isMultiLine`.
  public static let bicepString = NodeKind(rawValue: 152)
  /// A string with holes: `stringSegment`, an expression, `stringSegment`, …; a segment first and, if the string ends, last.
  /// Flag `isMultiLine`.
  public static let interpolatedString = NodeKind(rawValue: 153)
  /// The text between a quote and a hole, without the signs around it; may be empty. Flags as of a string.
  public static let stringSegment = NodeKind(rawValue: 154)
  /// Digits.
  public static let integer = NodeKind(rawValue: 155)
  /// `true` (flag 1) or `false`.
  public static let bicepBoolean = NodeKind(rawValue: 156)
  /// `null`.
  public static let bicepNull = NodeKind(rawValue: 157)
  /// `{…}`: `property`, `spread` and, in a resource's body, `resourceDeclaration`.
  public static let bicepObject = NodeKind(rawValue: 158)
  /// `key: value`: `name` or a string, unless flag `lacksKey` is set, and the value.
  public static let property = NodeKind(rawValue: 159)
  /// `[…]`: expressions and `spread`s.
  public static let bicepArray = NodeKind(rawValue: 160)
  /// `...value`: the value.
  public static let spread = NodeKind(rawValue: 161)
  /// `[for item in list: body]`: `name` or `variableBlock`, the list unless flag `lacksList` is set, the body.
  public static let loop = NodeKind(rawValue: 162)
  /// `if (…) {…}`: `parenthesized`, `object`.
  public static let condition = NodeKind(rawValue: 163)
  /// `(…)`: one expression.
  public static let parenthesized = NodeKind(rawValue: 164)
  /// `f(a, b)`: `name`, the arguments.
  public static let call = NodeKind(rawValue: 165)
  /// A value with what follows it: the value, then one entry for each `member`, `nestedMember`, `methodCall`, `index` and
  /// `nonNull`, read from left to right.
  public static let access = NodeKind(rawValue: 166)
  /// `.name` behind a value; the entry is the name. Flag `isSafe` for `.?name`.
  public static let member = NodeKind(rawValue: 167)
  /// `::name` behind a resource; the entry is the name.
  public static let nestedMember = NodeKind(rawValue: 168)
  /// `.name(…)` behind a value: `name`, the arguments.
  public static let methodCall = NodeKind(rawValue: 169)
  /// `[…]` behind a value: the expression. Flags `isSafe` for `[?`, `isFromEnd` for `[^`.
  public static let index = NodeKind(rawValue: 170)
  /// `!` behind a value.
  public static let nonNull = NodeKind(rawValue: 171)
  /// Operands and `binaryOperator`s in turn, all of one precedence, read from left to right.
  public static let binary = NodeKind(rawValue: 172)
  /// An operator between operands; the flags are a `BicepOperator`.
  public static let binaryOperator = NodeKind(rawValue: 173)
  /// `!x` or `-x`: the operand; the flags are a `BicepOperator`.
  public static let unary = NodeKind(rawValue: 174)
  /// `a ? b : c`: three expressions.
  public static let ternary = NodeKind(rawValue: 175)
  /// `x => …` or `(x, y) => …`: `name` or `variableBlock`, the body.
  public static let lambda = NodeKind(rawValue: 176)
  /// `(x, y)`: `name`s.
  public static let variableBlock = NodeKind(rawValue: 177)
  /// What follows the name of a `func`: `typedVariableBlock`, the type of the result, the body.
  public static let typedLambda = NodeKind(rawValue: 178)
  /// `(x string, y int)`: `typedVariable`s.
  public static let typedVariableBlock = NodeKind(rawValue: 179)
  /// `x string`: `name`, the type.
  public static let typedVariable = NodeKind(rawValue: 180)

  // MARK: Types. Literals are those of values.

  /// An identifier that names a type.
  public static let typeName = NodeKind(rawValue: 190)
  /// A type with what follows it: the type, then one entry for each `member`, `typeIndex`, `typeArguments`, `arraySuffix`,
  /// `itemsSuffix`, `additionalSuffix`, `nullableSuffix` and `nonNull`, read from left to right.
  public static let typeAccess = NodeKind(rawValue: 191)
  /// `name<…>` behind a dot or at the start of a type: `name`, the arguments (types).
  public static let typeArguments = NodeKind(rawValue: 192)
  /// `[…]` behind a type: an expression.
  public static let typeIndex = NodeKind(rawValue: 193)
  /// `[]` behind a type.
  public static let arraySuffix = NodeKind(rawValue: 194)
  /// `[*]` behind a type.
  public static let itemsSuffix = NodeKind(rawValue: 195)
  /// `.*` behind a type.
  public static let additionalSuffix = NodeKind(rawValue: 196)
  /// `?` behind a type.
  public static let nullableSuffix = NodeKind(rawValue: 197)
  /// `-1`, `!true` as a type: the literal; the flags are a `BicepOperator`.
  public static let unaryType = NodeKind(rawValue: 198)
  /// `a | b`: the types.
  public static let unionType = NodeKind(rawValue: 199)
  /// `{…}`: `typeProperty` and `additionalProperties`.
  public static let objectType = NodeKind(rawValue: 200)
  /// `key: type`: `decorator`s, `name` or a string unless flag `lacksKey` is set, the type.
  public static let typeProperty = NodeKind(rawValue: 201)
  /// `*: type`: `decorator`s, the type.
  public static let additionalProperties = NodeKind(rawValue: 202)
  /// `[…]`: `tupleItem`s.
  public static let tupleType = NodeKind(rawValue: 203)
  /// An element of a tuple: `decorator`s, the type.
  public static let tupleItem = NodeKind(rawValue: 204)
  /// `(…)`: one type.
  public static let parenthesizedType = NodeKind(rawValue: 205)
  /// `resource 'type@version'` as a type: the string, or nothing.
  public static let resourceType = NodeKind(rawValue: 206)
}

/// The flags of Bicep's entries.
public enum BicepFlags {
  /// The root: an edit anywhere may make or unmake a mistake elsewhere, so that the file must be read as a whole.
  static let dependsOnWhole: UInt8 = 1
  /// A declaration: a type stands behind the name.
  public static let hasType: UInt8 = 1
  /// A declaration: a value stands behind the sign (or the keyword `with`).
  public static let hasValue: UInt8 = 2
  /// An extension: a name stands behind `as`.
  public static let hasAlias: UInt8 = 4
  /// A resource or module: the keyword `existing` is there.
  public static let isExisting: UInt8 = 8
  /// A property: its key is missing or could not be read.
  public static let lacksKey: UInt8 = 1
  /// A loop: its list is missing.
  public static let lacksList: UInt8 = 1
  /// A string or segment: a `\` stands in it.
  public static let hasEscapes: UInt8 = 1
  /// A string: between `'''`.
  public static let isMultiLine: UInt8 = 2
  /// A member or index: with `?`.
  public static let isSafe: UInt8 = 1
  /// An index: with `^`.
  public static let isFromEnd: UInt8 = 2
}

/// The operators of expressions.
public enum BicepOperator: UInt8, Sendable {
  case multiply = 1, divide, modulo
  case add, subtract
  case less, lessOrEqual, greater, greaterOrEqual
  case equal, notEqual, equalIgnoringCase, notEqualIgnoringCase
  case and, or, coalesce
  case not, negate
}

/// What a token of Bicep is.
public enum BicepTokenKind: UInt8, Sendable, CaseIterable {
  case endOfFile, newLine, unrecognized, at
  case leftBrace, rightBrace, leftParenthesis, rightParenthesis, leftSquare, rightSquare
  case comma, dot, ellipsis, question, colon, doubleColon, semicolon, assignment, arrow, pipe, caret
  // The order of the operators is that of `BicepOperator`.
  case asterisk, slash, percent
  case plus, minus
  case less, lessOrEqual, greater, greaterOrEqual
  case equal, notEqual, equalIgnoringCase, notEqualIgnoringCase
  case and, or, doubleQuestion
  case exclamation
  case identifier, integer, trueKeyword, falseKeyword, nullKeyword
  case stringComplete, stringLeft, stringMiddle, stringRight
}

extension BicepTokenKind {
  /// How strongly the operator binds; zero for what is no operator between operands.
  @inline(__always) var precedence: UInt8 {
    switch self {
    case .asterisk, .slash, .percent: 100
    case .plus, .minus: 90
    case .less, .lessOrEqual, .greater, .greaterOrEqual: 80
    case .equal, .notEqual, .equalIgnoringCase, .notEqualIgnoringCase: 70
    case .and: 50
    case .or: 40
    case .doubleQuestion: 30
    default: 0
    }
  }

  /// The raw value of the `BicepOperator` between operands.
  @inline(__always) var operatorCode: UInt8 { rawValue &- BicepTokenKind.asterisk.rawValue &+ 1 }

  @inline(__always) var bit: UInt64 { 1 << UInt64(rawValue) }
}

/// A set of token kinds: where recovery stops.
struct BicepTokenSet: ExpressibleByArrayLiteral {
  var bits: UInt64

  @inline(__always) init(bits: UInt64) { self.bits = bits }
  @inline(__always) init(arrayLiteral kinds: BicepTokenKind...) {
    bits = 0
    for kind in kinds { bits |= kind.bit }
  }
  @inline(__always) func contains(_ kind: BicepTokenKind) -> Bool { bits & kind.bit != 0 }
}

/// A word that means something in its place only; everywhere else it is an ordinary identifier.
struct BicepKeyword: Equatable {
  let length: Int
  /// The first eight bytes, the first one lowest, and the rest.
  let head: UInt64
  let tail: UInt64

  @inline(__always) init(_ length: Int, _ head: UInt64, _ tail: UInt64 = 0) {
    self.length = length
    self.head = head
    self.tail = tail
  }

  static let targetScope = BicepKeyword(11, 0x6353_7465_6772_6174, 0x65_706f)
  static let metadata = BicepKeyword(8, 0x6174_6164_6174_656d)
  static let param = BicepKeyword(5, 0x6d_6172_6170)
  static let variable = BicepKeyword(3, 0x72_6176)
  static let resource = BicepKeyword(8, 0x6563_7275_6f73_6572)
  static let module = BicepKeyword(6, 0x656c_7564_6f6d)
  static let output = BicepKeyword(6, 0x7475_7074_756f)
  static let type = BicepKeyword(4, 0x6570_7974)
  static let function = BicepKeyword(4, 0x636e_7566)
  static let `import` = BicepKeyword(6, 0x7472_6f70_6d69)
  static let `extension` = BicepKeyword(9, 0x6f69_736e_6574_7865, 0x6e)
  static let provider = BicepKeyword(8, 0x7265_6469_766f_7270)
  static let using = BicepKeyword(5, 0x67_6e69_7375)
  static let extends = BicepKeyword(7, 0x73_646e_6574_7865)
  static let extensionConfig = BicepKeyword(15, 0x6f69_736e_6574_7865, 0x67_6966_6e6f_436e)
  static let assert = BicepKeyword(6, 0x7472_6573_7361)
  static let test = BicepKeyword(4, 0x7473_6574)
  static let with = BicepKeyword(4, 0x6874_6977)
  static let `as` = BicepKeyword(2, 0x7361)
  static let from = BicepKeyword(4, 0x6d6f_7266)
  static let `for` = BicepKeyword(3, 0x72_6f66)
  static let `in` = BicepKeyword(2, 0x6e69)
  static let `if` = BicepKeyword(2, 0x6669)
  static let existing = BicepKeyword(8, 0x676e_6974_7369_7865)

  /// The words that begin a declaration.
  static let declarations: [BicepKeyword] = [
    .param, .variable, .resource, .module, .output, .type, .function, .import, .metadata, .targetScope, .extension, .provider,
    .using, .extends, .extensionConfig, .assert, .test,
  ]
}

/// A set of Unicode scalars, as a class of a regular expression names it.
struct ScalarSet: Sendable {
  var ranges: [ClosedRange<UInt32>] = []
  var categories: [Category] = []
  var isInverted = false

  /// A general category of Unicode by its long or short name, `\p{Letter}` or `\p{L}`; the negative is `\P`.
  struct Category: Sendable {
    let name: String
    let isNegated: Bool
  }

  static let digit = ScalarSet(ranges: [0x30...0x39])
  static let word = ScalarSet(ranges: [0x30...0x39, 0x41...0x5a, 0x5f...0x5f, 0x61...0x7a])
  static let space = ScalarSet(ranges: [
    0x09...0x0d, 0x20...0x20, 0xa0...0xa0, 0x1680...0x1680, 0x2000...0x200a, 0x2028...0x2029, 0x202f...0x202f, 0x205f...0x205f,
    0x3000...0x3000, 0xfeff...0xfeff,
  ])
  static let lineBreak = ScalarSet(ranges: [0x0a...0x0a, 0x0d...0x0d, 0x2028...0x2029])

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isIn =
      ranges.contains { $0.contains(scalar.value) }
      || categories.contains { Self.category(of: scalar, is: $0.name) != $0.isNegated }
    return isIn != isInverted
  }

  /// All that is not in the set, as ranges.
  var complement: [ClosedRange<UInt32>] {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = max(next, range.upperBound + 1)
    }
    if next <= 0x10ffff { result.append(next...0x10ffff) }
    return result
  }

  /// The category names that are understood.
  static func knows(category name: String) -> Bool { members(of: name) != nil }

  private static func category(of scalar: Unicode.Scalar, is name: String) -> Bool {
    members(of: name)?.contains(scalar.properties.generalCategory) ?? false
  }

  private static func members(of name: String) -> [Unicode.GeneralCategory]? {
    switch name {
    case "L", "Letter": [.uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter]
    case "Lu", "Uppercase_Letter": [.uppercaseLetter]
    case "Ll", "Lowercase_Letter": [.lowercaseLetter]
    case "N", "Number": [.decimalNumber, .letterNumber, .otherNumber]
    case "Nd", "Decimal_Number", "digit": [.decimalNumber]
    case "P", "Punctuation", "punct":
      [
        .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
        .otherPunctuation,
      ]
    case "S", "Symbol": [.mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol]
    case "Z", "Separator": [.spaceSeparator, .lineSeparator, .paragraphSeparator]
    default: nil
    }
  }
}

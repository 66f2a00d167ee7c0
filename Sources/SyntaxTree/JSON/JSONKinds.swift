/// The entries of a JSON tape.
///
/// The children of an object alternate between a name and its value, those of an array are its values. Commas, colons,
/// white space and comments lie in gaps and container tails. A name or value that is not there is a `missing` entry, so that
/// the pairs hold; a separator that is not there is a `missing` entry too, told by its code. Whatever fits nowhere is
/// `unexpected`.
extension NodeKind {
  static let jsonObject = NodeKind(rawValue: 8)
  static let jsonArray = NodeKind(rawValue: 9)
  /// A property's name with its quotes. Flags as those of a string.
  static let jsonName = NodeKind(rawValue: 10)
  /// A string with its quotes. Flag 1: it has escapes.
  static let jsonString = NodeKind(rawValue: 11)
  static let jsonNumber = NodeKind(rawValue: 12)
  static let jsonTrue = NodeKind(rawValue: 13)
  static let jsonFalse = NodeKind(rawValue: 14)
  static let jsonNull = NodeKind(rawValue: 15)
  /// A bare word where a value should stand. Always an error.
  static let jsonWord = NodeKind(rawValue: 16)
}

/// What is wrong with an entry of a JSON tape: the code beside the error bit.
enum JSONFault: UInt8 {
  // Of `unexpected` entries.
  case unexpectedComma = 1
  case unexpectedColon
  case unexpectedCloser
  /// Something behind a property or an element that no comma separates from it and that is no property or element itself.
  case unexpectedText
  case contentAfterEnd
  case commentNotAllowed
  case commentNotClosed
  /// A comma where the colon behind a name should stand.
  case commaForColon
  /// A colon between the elements of an array.
  case colonForComma

  // Of `missing` entries that stand for a separator.
  case commaMissing
  case colonMissing

  // Of `missing` entries that stand for a name or a value.
  case nameMissing
  case valueMissing
  case colonAndValueMissing
  case documentEmpty

  // Of names, strings, words and numbers.
  case nameNotQuoted
  case singleQuotes
  case stringNotClosed
  case badEscape
  case controlCharacter
  case invalidUTF8
  case leadingZero
  case badNumber
  case badWord

  // Of containers.
  case notClosed
  case wrongCloser
  case trailingComma

  /// The error bit and the code, as they stand in a tape word.
  var mark: UInt64 { 1 << 9 | UInt64(rawValue) << 10 }
}

/// What a `missing` entry without the error bit stands for: its flags. The mistake is told elsewhere.
enum JSONPlaceholder {
  static let separator: UInt8 = 0
  static let value: UInt8 = 1
  static let name: UInt8 = 2
}

/// Where the parser is between two entries of a container. The low two bits are the punctuation that it waits for.
enum JSONState {
  static let start = 0
  /// Behind a value: a comma is due.
  static let value = 1
  /// Behind a name: a colon is due.
  static let name = 2
  /// Behind the value at the top: nothing may follow.
  static let done = 3
  static let comma = 4
  static let colon = 8

  /// Whether the next entry of an object is a name.
  @inline(__always) static func takesName(_ state: Int) -> Bool { state & 10 == 0 }
}

/// Why an error entry of a YAML tape is there.
enum YAMLErrorCode: UInt8 {
  // `missing` entries
  case colonAfterKey = 1
  case closingBracket = 2
  case closingBrace = 3
  case closingDoubleQuote = 4
  case closingSingleQuote = 5
  case comma = 6
  case entryBeforeComma = 7
  case documentStart = 8
  case colonAfterFlowKey = 10

  // `unexpected` entries with the bytes that do not fit
  case afterValue = 16
  case wrongIndentation = 17
  case tabIndentation = 18
  case notAnEntry = 19
  case notAProperty = 20
  case secondTop = 21
  case afterMarker = 22
  case directive = 23
  case blockHeader = 24
  case flowClose = 25
  case colon = 26
  case repeatedProperty = 27
  case badProperty = 28
  case commentWithoutSpace = 29
  case blockInFlow = 30

  // `unexpected` entries without bytes, at the place or right behind the scalar that they speak of
  case sequenceOnKeyLine = 40
  case mappingOnKeyLine = 41
  case multilineKey = 42
  case longKey = 43
  case reservedStart = 44
  case colonInPlain = 45
  case badEscape = 46
  case badCharacter = 47
  case aliasWithProperties = 48
  case shallowContinuation = 49
  case leadingSpaces = 50
  case undeclaredHandle = 51
}

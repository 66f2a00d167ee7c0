/// What is wrong at an entry of an HCL tape: the error codes, with a sentence for each. Codes fit in six bits.
enum HCLMistake: UInt8 {
  case expectedItem = 1
  case expectedEqualsOrBrace
  case colonForEquals
  case quotedName
  case expectedLabelOrBrace
  case braceOnNextLine
  case templateInLabel
  case strayBrace
  case expectedNewlineAfterValue
  case expectedNewlineAfterBlock
  case braceOnSameLine
  case oneArgumentPerLine
  case blockInOneLineBlock
  case unclosedBlock
  case expectedValue
  case expectedAttributeName
  case chainedNumberSteps
  case expectedCommaOrParenthesis
  case expectedCommaOrBracket
  case expectedCommaOrNewline
  case expectedParenthesis
  case expectedBracketAfterIndex
  case parenthesisAfterEllipsis
  case expectedKey
  case expectedEqualsAfterKey
  case expectedConditionalColon
  case expectedForVariable
  case expectedIn
  case expectedForColon
  case expectedArrow
  case expectedForEnd
  case expectedFunctionName
  case expectedArguments
  case unclosedParenthesis
  case unclosedBracket
  case unclosedBrace
  case unclosedString
  case unclosedHeredoc
  case unclosedInterpolation
  case unclosedComment
  case invalidEscape
  case invalidEncoding
  case expectedInterpolationEnd
  case unknownDirective
  case expectedEndIf
  case expectedEndFor
  case misplacedDirective
  case expectedHeredocMarker
  case nestedTooDeeply
  case singleAmpersand
  case singleBar
  case groupingInTuple
  case unclosedInHeredoc

  var sentence: String {
    switch self {
    case .expectedItem: "expected an argument or a block"
    case .expectedEqualsOrBrace: "expected '=' or '{' after the name"
    case .colonForEquals: "expected '=' after the argument's name, not ':'"
    case .quotedName: "an argument's name must not be quoted"
    case .expectedLabelOrBrace: "expected a label in quotes or '{' in the head of the block"
    case .braceOnNextLine: "expected '{' on the line of the block's head"
    case .templateInLabel: "a label must not contain an interpolation"
    case .strayBrace: "there is no block that this '}' closes"
    case .expectedNewlineAfterValue: "expected a new line after the value"
    case .expectedNewlineAfterBlock: "expected a new line after the block"
    case .braceOnSameLine: "expected '}' on the line where the one-line block starts"
    case .oneArgumentPerLine: "a one-line block holds a single argument; expected '}'"
    case .blockInOneLineBlock: "a one-line block cannot hold another block; put it on a line of its own"
    case .unclosedBlock: "the block is not closed; expected '}'"
    case .expectedValue: "expected a value"
    case .expectedAttributeName: "expected a name after '.'"
    case .chainedNumberSteps: "two indexes in a row need brackets: '[0][1]' instead of '.0.1'"
    case .expectedCommaOrParenthesis: "expected ',' or ')' after the argument"
    case .expectedCommaOrBracket: "expected ',' or ']' after the element"
    case .expectedCommaOrNewline: "expected ',' or a new line after the value"
    case .expectedParenthesis: "expected ')'"
    case .expectedBracketAfterIndex: "expected ']' after the index"
    case .parenthesisAfterEllipsis: "expected ')' after '...'"
    case .expectedKey: "expected a key"
    case .expectedEqualsAfterKey: "expected '=' or ':' after the key"
    case .expectedConditionalColon: "expected ':' and the value for when the condition does not hold"
    case .expectedForVariable: "expected a name after 'for'"
    case .expectedIn: "expected 'in' after the names of 'for'"
    case .expectedForColon: "expected ':' after the collection of 'for'"
    case .expectedArrow: "expected '=>' after the key of 'for'"
    case .expectedForEnd: "expected the end of 'for', or 'if'"
    case .expectedFunctionName: "expected a function's name after '::'"
    case .expectedArguments: "expected '(' after the function's name"
    case .unclosedParenthesis: "the '(' is not closed"
    case .unclosedBracket: "the '[' is not closed"
    case .unclosedBrace: "the '{' is not closed"
    case .unclosedString: "the string is not closed"
    case .unclosedHeredoc: "the heredoc is not closed; its marker must stand alone on a line"
    case .unclosedInterpolation: "the '${' is not closed"
    case .unclosedComment: "the comment is not closed; expected '*/'"
    case .invalidEscape: "unknown escape; expected \\n, \\r, \\t, \\\", \\\\, \\uXXXX or \\UXXXXXXXX"
    case .invalidEncoding: "the text is not valid UTF-8"
    case .expectedInterpolationEnd: "expected '}' after the expression"
    case .unknownDirective: "expected 'if', 'else', 'endif', 'for' or 'endfor' after '%{'"
    case .expectedEndIf: "the '%{ if }' is not closed; expected '%{ endif }'"
    case .expectedEndFor: "the '%{ for }' is not closed; expected '%{ endfor }'"
    case .misplacedDirective: "there is no directive that this one belongs to"
    case .expectedHeredocMarker: "expected a heredoc's marker and a new line after '<<'"
    case .nestedTooDeeply: "nested too deeply to be read"
    case .singleAmpersand: "expected '&&'; HCL has no '&'"
    case .singleBar: "expected '||'; HCL has no '|'"
    case .unclosedInHeredoc: "an interpolation of the heredoc is not closed; expected '}'"
    case .groupingInTuple: "'...' groups the values of an object; a tuple has no keys"
    }
  }
}

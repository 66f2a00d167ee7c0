/// What is wrong at an entry of a Bicep tape: the error code of the entry.
enum BicepMistake: UInt8 {
  case none
  // Found by the lexer.
  case unterminatedComment, unterminatedString, unterminatedMultiLineString, badEscape, identifierTooLong, integerTooLarge
  case missingDiagnosticCode
  // Found by the parser.
  case expectedDeclaration, expectedDeclarationAfterDecorator, expectedNewLine
  case expectedName, expectedEquals, expectedColon, expectedValue, expectedType, expectedParameterEnd
  case expectedResourceType, expectedPath, expectedBody, expectedBodyOrIf, expectedObject, expectedOpeningParenthesis
  case expectedClosingBrace, expectedClosingSquare, expectedClosingParenthesis, expectedClosingChevron
  case expectedSeparator, expectedComma, newLineAfterComma
  case expectedPropertyName, expectedMemberName, expectedIndex, expectedDecoratorName
  case expectedFor, expectedLoopVariable, expectedLoopVariables, expectedIn
  case expectedOneExpression, expectedVariableName, expectedArrow
  case unexpectedInHole, complexValueInHole
  case expectedImportedSymbols, expectedFrom, expectedAs, expectedAliasForString
  case expectedExtension, expectedWithOrAs, expectedWith
  case safeCall, nestedTooDeeply
}

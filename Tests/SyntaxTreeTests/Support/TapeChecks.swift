import SyntaxTree
import TestSupport

/// What is wrong with a document's tape as a tape, in any format; empty for a sound one.
func tapeProblems(_ document: Document) -> [String] { unsoundness(of: document) }

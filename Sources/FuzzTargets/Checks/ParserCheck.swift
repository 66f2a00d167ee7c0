import SourceText
import SyntaxTree
import TestSupport

/// What must hold of any bytes that are read as a format: the tape is sound, mistakes and comments lie in the text, and whoever walks the
/// data comes to an end.
public func checkParser(_ data: UnsafePointer<UInt8>?, _ count: Int, _ formats: Format...) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  for format in formats {
    let document = Document(SourceText(bytes), format: format)
    checkTape(document)
    checkData(document)
  }
  return 0
}

func checkTape(_ document: Document) {
  if let problem = unsoundness(of: document).first { report("\(document.format): \(problem)") }
}

private func checkData(_ document: Document) {
  let whole = ByteRange(0, document.text.count)
  for error in document.syntaxErrors(limit: 100) {
    if error.range.start < 0 || error.range.end > whole.end || error.message.isEmpty { report("a mistake at \(error.range)") }
  }
  for comment in document.comments() where comment.start < 0 || comment.end > whole.end { report("a comment at \(comment)") }
  guard let top = document.topValue() else { return }
  var open = [top]
  // An alias is visited where it stands, not what it stands for: the walk is bounded by the text.
  var visited = 0
  while let node = open.popLast(), visited < 10_000 {
    visited += 1
    if node.start < 0 || document.end(node) > whole.end { report("a value at \(node.start)") }
    switch document.dataKind(node) {
    case .object where document.isContainer(node):
      for member in document.members(node) { open.append(member.value) }
    case .array where document.isContainer(node): open += document.elements(node)
    case .object, .array, .missing: break
    case .string, .number, .boolean, .null: _ = document.scalar(node)
    }
  }
}

/// Ends the process with a word, so that libFuzzer keeps the input.
func report(_ problem: String) -> Never { fatalError(problem) }

import SyntaxTree

/// What is wrong with a document's tape as a tape, in any format: subtree sizes, numbers of children and lengths must agree, and gaps and
/// lengths add up to the text. Empty for a sound one.
public func unsoundness(of document: Document) -> [String] {
  let words = document.tape.words
  guard words.count >= 2, TapeWord.isContainer(words[0]), TapeWord.kind(words[0]) == .root else { return ["no root"] }
  var problems: [String] = []
  struct Open {
    var index: Int
    var last: Int
    var end: Int
    var children: Int
    var position: Int
  }
  var open: [Open] = []
  if TapeWord.length(words[0]) != document.text.count {
    problems.append("the root has \(TapeWord.length(words[0])) bytes, the text \(document.text.count)")
  }
  var index = 0
  while index < words.count || !open.isEmpty {
    if let top = open.last, index >= top.last {
      if index > top.last { problems.append("the subtree at \(top.index) ends inside an entry") }
      if top.children != 0 { problems.append("the container at \(top.index) counts \(top.children) children too many") }
      if top.position > top.end { problems.append("the children of the container at \(top.index) reach beyond its end") }
      open.removeLast()
      if !open.isEmpty { open[open.count - 1].position = top.end }
      continue
    }
    guard index < words.count else { break }
    let word = words[index]
    let parent = open.last?.position ?? 0
    let start = parent + TapeWord.gap(word)
    let end = start + TapeWord.length(word)
    if !open.isEmpty { open[open.count - 1].children -= 1 }
    if TapeWord.isContainer(word) {
      guard index + 1 < words.count else { return problems + ["the container at \(index) has no second word"] }
      let size = Int(truncatingIfNeeded: words[index + 1] & 0xffff_ffff)
      let children = Int(truncatingIfNeeded: words[index + 1] >> 32)
      if size < 2 || index + size > (open.last?.last ?? words.count) {
        return problems + ["the subtree at \(index) has a size of \(size)"]
      }
      open.append(Open(index: index, last: index + size, end: end, children: children, position: start))
      index += 2
    } else {
      if !open.isEmpty { open[open.count - 1].position = end }
      index += 1
    }
    if problems.count > 20 { return problems }
  }
  return problems
}

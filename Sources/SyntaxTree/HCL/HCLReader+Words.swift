/// White space and comments.
extension HCLReader {
  /// Moves behind white space and comments: up to the end of the line where new lines end things.
  @inline(__always)
  mutating func skipTrivia() {
    var p = position
    if text[p] == 0x20 { p &+= 1 }
    if text[p] > 0x2f {
      position = p
      return
    }
    if newlinesEnd { skipSpaces(p) } else { skipLines(p) }
  }

  @inline(__always)
  mutating func skipSpaces(_ from: Int) {
    var p = from
    while true {
      switch text[p] {
      case 0x20: p &+= text.spaces(p)
      case 0x09: p &+= 1
      case 0x2f where text[p &+ 1] == 0x2a:
        p = blockCommentEnd(p)
      default:
        position = p
        return
      }
    }
  }

  /// Moves behind white space, new lines and comments.
  @inline(__always)
  mutating func skipLines(_ from: Int) {
    var p = from
    while true {
      switch text[p] {
      case 0x20: p &+= text.spaces(p)
      case 0x0a:
        p &+= 1
        p &+= text.spaces(p)
      case 0x09: p &+= 1
      case 0x0d where text[p &+ 1] == 0x0a: p &+= 2
      case 0x23: p = text.lineEnd(p)
      case 0x2f where text[p &+ 1] == 0x2f: p = text.lineEnd(p)
      case 0x2f where text[p &+ 1] == 0x2a: p = blockCommentEnd(p)
      default:
        position = p
        return
      }
    }
  }

  /// Behind the comment's end; one without an end takes the rest of the text and is told of at the end.
  @inline(never)
  mutating func blockCommentEnd(_ from: Int) -> Int {
    var p = from &+ 2
    while p < count {
      if text[p] == 0x2a, text[p &+ 1] == 0x2f { return p &+ 2 }
      p &+= 1
    }
    if unclosedComment < 0 { unclosedComment = from }
    return count
  }
}

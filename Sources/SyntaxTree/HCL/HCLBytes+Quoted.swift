/// Text in quotes.
extension HCLBytes {
  /// How far a piece of quoted text goes, and what it holds.
  struct QuotedText {
    enum Stop { case quote, interpolation, directive, end }
    var end: Int
    var stop: Stop
    /// 1 where it has escapes.
    var flags: UInt8
    var mistake: HCLMistake?
  }

  /// Reads text in quotes from `from` to the closing quote, the start of a sequence, or the end of the line.
  @inline(__always)
  func scanQuoted(_ from: Int) -> QuotedText {
    var p = from
    let quote = SIMD16<UInt8>(repeating: 0x22)
    let backslash = SIMD16<UInt8>(repeating: 0x5c)
    let one = SIMD16<UInt8>(repeating: 1)
    let percent = SIMD16<UInt8>(repeating: 0x25)
    let space = SIMD16<Int8>(repeating: 0x20)
    while true {
      let bytes = sixteen(p)
      let special =
        (bytes .== quote) .| (bytes .== backslash) .| ((bytes | one) .== percent)
        .| (unsafeBitCast(bytes, to: SIMD16<Int8>.self) .< space)
      let length = Self.first(special)
      p &+= length
      if length == 16 { continue }
      if self[p] == 0x22 { return QuotedText(end: p, stop: .quote, flags: 0, mistake: nil) }
      return scanSpecial(p)
    }
  }

  /// Goes on where text holds more than plain ASCII.
  @inline(never)
  func scanSpecial(_ from: Int) -> QuotedText {
    var p = from
    var result = QuotedText(end: from, stop: .end, flags: 0, mistake: nil)
    while true {
      switch self[p] {
      case 0x22:
        result.stop = .quote
        result.end = p
        return result
      case 0x5c:
        result.flags = 1
        let end = escapeEnd(p)
        if end == 0 { result.mistake = result.mistake ?? .invalidEscape }
        p = end == 0 ? p &+ 1 : end
      case 0x24, 0x25:
        if self[p &+ 1] == 0x7b {
          result.stop = self[p] == 0x24 ? .interpolation : .directive
          result.end = p
          return result
        }
        if self[p &+ 1] == self[p], self[p &+ 2] == 0x7b {
          result.flags = 1
          p &+= 3
        } else {
          p &+= 1
        }
      case 0x0a:
        result.end = p
        return result
      case 0x0d where self[p &+ 1] == 0x0a:
        result.end = p
        return result
      case 0 where p >= count:
        result.end = count
        return result
      case 0x80...:
        if let (_, length) = scalar(p) {
          p &+= length
        } else {
          result.mistake = result.mistake ?? .invalidEncoding
          p &+= 1
        }
      default:
        p &+= 1
      }
    }
  }

  /// The end of the escape at `p`; 0 for one that does not exist.
  func escapeEnd(_ p: Int) -> Int {
    let digits: Int
    switch self[p &+ 1] {
    case 0x6e, 0x72, 0x74, 0x22, 0x5c: return p &+ 2
    case 0x75: digits = 4
    case 0x55: digits = 8
    default: return 0
    }
    for k in 0..<digits where !isHexadecimal(self[p &+ 2 &+ k]) { return 0 }
    return p &+ 2 &+ digits
  }

  func isHexadecimal(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6 }

  /// Behind the string whose quote is at `start`, interpolations included; at the end of its line where it has no end.
  func quotedEnd(_ start: Int) -> Int {
    var p = start &+ 1
    var nested = 0
    var isInner = false
    while p < count {
      switch self[p] {
      case 0x5c: p &+= self[p &+ 1] == 0x0a ? 1 : 2
      case 0x0a: return p
      case 0x22:
        if nested == 0 { return p &+ 1 }
        isInner.toggle()
        p &+= 1
      case 0x24, 0x25:
        if self[p &+ 1] == 0x7b, !isInner { nested &+= 1 }
        p &+= self[p &+ 1] == 0x7b ? 2 : 1
      case 0x7d:
        if nested > 0, !isInner { nested &-= 1 }
        p &+= 1
      default: p &+= 1
      }
    }
    return count
  }
}

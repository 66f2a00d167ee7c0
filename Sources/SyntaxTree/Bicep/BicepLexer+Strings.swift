extension BicepLexer {
  @inline(__always) mutating func readString() {
    if text[start &+ 1] == 0x27, text[start &+ 2] == 0x27 {
      openingLength = 3
      readMultiLine(from: start &+ 3, dollars: 0, isFirst: true)
    } else {
      openingLength = 1
      readPiece(from: start &+ 1, isFirst: true)
    }
  }

  mutating func readDollar() {
    var i = start
    while text[i] == 0x24 { i += 1 }
    let dollars = i - start
    guard text[i] == 0x27, text[i + 1] == 0x27, text[i + 2] == 0x27 else { return finish(.unrecognized, dollars) }
    openingLength = dollars + 3
    readMultiLine(from: i + 3, dollars: dollars, isFirst: true)
  }

  /// A `}` in a hole: the end of a brace opened there, or of the hole.
  mutating func readClosingBrace() {
    let innermost = holes.last ?? 0
    if innermost == 0 {
      holes.removeLast()
      return finish(.rightBrace, 1)
    }
    openingLength = 1
    if innermost == 1 {
      readPiece(from: start &+ 1, isFirst: false)
    } else {
      readMultiLine(from: start &+ 1, dollars: innermost - 2, isFirst: false)
    }
  }

  /// A line break in a hole: strings with holes end at it.
  mutating func leaveHoles() {
    holes.removeAll()
    flags = 0
    openingLength = 0
    closingLength = 0
    mistake = .unterminatedString
    finish(.stringRight, 0)
  }

  @inline(__always) private mutating func readPiece(from first: Int, isFirst: Bool) {
    var i = first
    var escapes: UInt8 = 0
    var found = BicepMistake.none
    while true {
      i = BicepBytes.behindPlainText(text, i)
      switch text[i] {
      case 0x27:
        closingLength = 1
        return finishPiece(i &+ 1, isFirst ? .stringComplete : .stringRight, flags: escapes, mistake: found, isFirst: isFirst, hole: 0)
      case 0x24:
        i &+= 1
        if text[i] == 0x7b {
          closingLength = 2
          return finishPiece(i &+ 1, isFirst ? .stringLeft : .stringMiddle, flags: escapes, mistake: found, isFirst: isFirst, hole: 1)
        }
      case 0x5c:
        escapes = BicepFlags.hasEscapes
        let length = Self.escapeLength(text, i)
        if length > 0 {
          i &+= length
        } else {
          found = .badEscape
          i &+= 1
          if !Self.isLineBreak(text[i]), i < count { i &+= 1 }
        }
      case 0x0a, 0x0d: return unterminated(i, flags: escapes, isFirst: isFirst)
      case 0 where i >= count: return unterminated(i, flags: escapes, isFirst: isFirst)
      default: i &+= 1
      }
    }
  }

  private mutating func unterminated(_ end: Int, flags: UInt8, isFirst: Bool) {
    closingLength = 0
    let kind: BicepTokenKind = isFirst ? .stringComplete : .stringRight
    finishPiece(end, kind, flags: flags, mistake: .unterminatedString, isFirst: isFirst, hole: 0)
  }

  /// Bytes of the escape sequence at `i`; 0 for one that is none. Not a method of the value, which would be copied for each string.
  static func escapeLength(_ text: UnsafePointer<UInt8>, _ i: Int) -> Int {
    switch text[i + 1] {
    case 0x6e, 0x72, 0x74, 0x5c, 0x27, 0x24: return 2
    case 0x75 where text[i + 2] == 0x7b:
      var k = i + 3
      var value: UInt32 = 0
      while let digit = hexValue(text[k]), k < i + 64 {
        value = min(value << 4 | digit, 0xff_ffff)
        k += 1
      }
      return k > i + 3 && text[k] == 0x7d && value <= 0x10_ffff ? k + 1 - i : 0
    default: return 0
    }
  }

  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte) - 0x30
    case 0x61...0x66: UInt32(byte) - 0x57
    case 0x41...0x46: UInt32(byte) - 0x37
    default: nil
    }
  }

  private mutating func readMultiLine(from first: Int, dollars: Int, isFirst: Bool) {
    var i = first
    while i < count {
      switch text[i] {
      case 0x24 where dollars > 0:
        let run = i
        while text[i] == 0x24 { i += 1 }
        if i - run >= dollars, text[i] == 0x7b {
          closingLength = dollars + 1
          let kind: BicepTokenKind = isFirst ? .stringLeft : .stringMiddle
          return finishPiece(
            i + 1, kind, flags: BicepFlags.isMultiLine, mistake: .none, isFirst: isFirst, hole: 2 + dollars)
        }
      case 0x27:
        let run = i
        while text[i] == 0x27 { i += 1 }
        if i - run >= 3 {
          closingLength = 3
          let kind: BicepTokenKind = isFirst ? .stringComplete : .stringRight
          return finishPiece(i, kind, flags: BicepFlags.isMultiLine, mistake: .none, isFirst: isFirst, hole: 0)
        }
      default: i += 1
      }
    }
    closingLength = 0
    finishPiece(
      count, isFirst ? .stringComplete : .stringRight, flags: BicepFlags.isMultiLine, mistake: .unterminatedMultiLineString,
      isFirst: isFirst, hole: 0)
  }

  @inline(__always) private mutating func finishPiece(
    _ end: Int, _ kind: BicepTokenKind, flags: UInt8, mistake: BicepMistake, isFirst: Bool, hole: Int
  ) {
    self.kind = kind
    self.end = end
    next = end
    self.flags = flags
    self.mistake = mistake
    if kind == .stringLeft { holes.append(hole) }
    if kind == .stringRight { _ = holes.popLast() }
  }
}

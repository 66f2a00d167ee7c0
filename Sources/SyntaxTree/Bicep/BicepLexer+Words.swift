extension BicepLexer {
  @inline(__always) static func isIdentifierPart(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5f
  }

  @inline(__always) static func isIdentifierStart(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5f }

  @inline(__always) mutating func readIdentifier() {
    let i = BicepBytes.behindWord(text, start &+ 1)
    end = i
    next = i
    kind = .identifier
    switch i &- start {
    case 4:
      let word = UnsafeRawPointer(text + start).loadUnaligned(as: UInt32.self).littleEndian
      if word == 0x6575_7274 { kind = .trueKeyword } else if word == 0x6c6c_756e { kind = .nullKeyword }
    case 5:
      if text[start] == 0x66, text[start &+ 4] == 0x65 {
        let word = UnsafeRawPointer(text + start).loadUnaligned(as: UInt32.self).littleEndian
        if word == 0x736c_6166 { kind = .falseKeyword }
      }
    case 256...: mistake = .identifierTooLong
    default: break
    }
  }

  mutating func readInteger() {
    var i = start
    var value: UInt64 = 0
    var overflows = false
    while text[i] &- 0x30 < 10 {
      let (product, high) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(UInt64(text[i] &- 0x30))
      overflows = overflows || high || carry
      value = sum
      i &+= 1
    }
    end = i
    next = i
    kind = .integer
    if overflows { mistake = .integerTooLarge }
  }

  /// A byte that begins no token, with the other bytes of its scalar.
  mutating func readUnrecognized() {
    var length = 1
    if text[start] >= 0xc0 { while length < 4, text[start + length] & 0xc0 == 0x80 { length += 1 } }
    finish(.unrecognized, length)
  }

  /// Whether the token is this word.
  @inline(__always) func isKeyword(_ keyword: BicepKeyword) -> Bool {
    kind == .identifier && Self.isWord(keyword, text, start, end)
  }

  // What follows takes the text and not the lexer, which would be copied for each call.

  /// Whether the word from `start` to `end` is this one.
  @inline(__always) static func isWord(_ keyword: BicepKeyword, _ text: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end &- start == keyword.length && spells(keyword, text, start)
  }

  /// Whether the word stands at `offset`, whatever follows it.
  @inline(__always) private static func spells(_ keyword: BicepKeyword, _ text: UnsafePointer<UInt8>, _ offset: Int) -> Bool {
    let pointer = UnsafeRawPointer(text + offset)
    let head = pointer.loadUnaligned(as: UInt64.self).littleEndian
    if keyword.length <= 8 { return head & (~0 >> UInt64(64 &- 8 &* keyword.length)) == keyword.head }
    let tail = (pointer + 8).loadUnaligned(as: UInt64.self).littleEndian
    return head == keyword.head && tail & (~0 >> UInt64(128 &- 8 &* keyword.length)) == keyword.tail
  }

  /// Whether the word stands at `offset` and ends there.
  @inline(__always) func hasKeyword(_ keyword: BicepKeyword, at offset: Int) -> Bool { Self.hasKeyword(keyword, text, offset) }

  @inline(__always) private static func hasKeyword(_ keyword: BicepKeyword, _ text: UnsafePointer<UInt8>, _ offset: Int) -> Bool {
    spells(keyword, text, offset) && !isIdentifierPart(text[offset + keyword.length])
  }

  /// Whether the line at `offset` begins a declaration: its keyword and a name.
  @inline(never) static func beginsDeclaration(_ text: UnsafePointer<UInt8>, _ count: Int, at offset: Int) -> Bool {
    guard let keyword = BicepKeyword.declarations.first(where: { hasKeyword($0, text, offset) }) else { return false }
    let behind = text[skippingBlanks(text, count, from: offset + keyword.length)]
    if isIdentifierStart(behind) { return true }
    if keyword == .targetScope { return behind == 0x3d }
    if keyword == .import { return behind == 0x7b || behind == 0x2a || behind == 0x27 }
    return behind == 0x27 && (keyword == .extension || keyword == .provider || keyword == .using || keyword == .extends)
  }

  /// Whether one of the words that begin declarations stands at `offset`.
  func hasDeclarationKeyword(at offset: Int) -> Bool {
    BicepKeyword.declarations.contains { Self.hasKeyword($0, text, offset) }
  }
}

extension TextEdit {
  /// One edit that leads from one text to another: what lies between their common beginning and their common end.
  public static func difference(from before: [UInt8], to after: [UInt8]) -> TextEdit {
    var start = 0
    while start < before.count, start < after.count, before[start] == after[start] { start += 1 }
    // Never cut a scalar in two.
    while start > 0, start < before.count, before[start] & 0xc0 == 0x80 { start -= 1 }
    var end = before.count
    var afterEnd = after.count
    while end > start, afterEnd > start, before[end - 1] == after[afterEnd - 1] {
      end -= 1
      afterEnd -= 1
    }
    while end < before.count, before[end] & 0xc0 == 0x80 {
      end += 1
      afterEnd += 1
    }
    return TextEdit(ByteRange(start, end), Array(after[start..<afterEnd]))
  }
}

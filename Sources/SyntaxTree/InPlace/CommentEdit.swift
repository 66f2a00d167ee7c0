import SourceText

/// Which comments a format has, where nothing but white space, comments and signs stands between two entries.
struct CommentForm {
  /// `#` to the end of the line, behind white space only.
  var hasSpacedHash = false
  /// `#` to the end of the line.
  var hasHash = false
  /// `//` to the end of the line.
  var hasSlashes = false
  /// From `/*` to `*/`.
  var hasBlocks = false
  /// Comments from `/*` on may be edited; what follows them on their line is not told by its column.
  var editsBlocks = false
}

extension SmallEdit {
  /// A longer gap is not looked through.
  private static let reach = 4096

  /// Whether the edit stands inside a comment that goes on behind it; `gap` are the bytes between two entries. How many bytes were read;
  /// nil where it does not, or where that is not certain.
  func isInComment(of form: CommentForm, _ gap: ByteRange, _ text: SourceText) -> Int? {
    guard isOf(.printable) else { return nil }
    if let read = isOnCommentLine(of: form, gap, text) { return read }
    let end = range.start - gap.start
    guard end >= 0, end <= Self.reach else { return nil }
    var isInside = false
    text.withBytes(ByteRange(gap.start, range.start)) { bytes in
      let first = gap.start > 0 ? text[gap.start - 1] : 0x0a
      var i = 0
      while i < bytes.count {
        switch bytes[i] {
        case 0x23 where form.hasHash || form.hasSpacedHash && Self.isBlank(i > 0 ? bytes[i - 1] : first):
          (i, isInside) = Self.lineEnd(bytes, i + 1)
        case 0x2f where i + 1 < bytes.count && bytes[i + 1] == 0x2f && form.hasSlashes:
          (i, isInside) = Self.lineEnd(bytes, i + 2)
        case 0x2f where i + 1 < bytes.count && bytes[i + 1] == 0x2a && form.hasBlocks:
          (i, isInside) = Self.blockEnd(bytes, i + 2)
          if isInside { isInside = form.editsBlocks && isOf(.starless) && before != 0x2a && after != 0x2f }
        // Where these stand, something is wrong or a string begins.
        case 0x22, 0x23, 0x27, 0x60: return
        case 0x0d where i + 1 >= bytes.count || bytes[i + 1] != 0x0a: return
        default: i += 1
        }
      }
    }
    return isInside ? end + bytesRead : nil
  }

  /// The same where a comment begins the line, be it inside a larger one.
  private func isOnCommentLine(of form: CommentForm, _ gap: ByteRange, _ text: SourceText) -> Int? {
    guard form.editsBlocks || !form.hasBlocks, isOf(.starless), before != 0x2a, after != 0x2f, gap.start < range.start else { return nil }
    return text.withBytes(ByteRange(max(gap.start, range.start - Self.reach), range.start)) { bytes in
      var i = bytes.count
      while i > 0, bytes[i - 1] != 0x0a {
        if bytes[i - 1] == 0x0d { return nil }
        i -= 1
      }
      guard i > 0 else { return nil }
      let line = i
      while i < bytes.count, bytes[i] == 0x20 || bytes[i] == 0x09 { i += 1 }
      let isHash = i < bytes.count && bytes[i] == 0x23 && (form.hasHash || form.hasSpacedHash)
      let isSlashes = i + 1 < bytes.count && bytes[i] == 0x2f && bytes[i + 1] == 0x2f && form.hasSlashes
      return isHash || isSlashes ? bytes.count - line + bytesRead : nil
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d }

  /// The end of the line, and whether it is the end of the bytes. A lone CR does not end lines in all formats: behind it nothing is sure.
  private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> (Int, Bool) {
    var i = from
    while i < bytes.count {
      if bytes[i] == 0x0a { return (i, false) }
      if bytes[i] == 0x0d { return i + 1 < bytes.count && bytes[i + 1] == 0x0a ? (i, false) : (bytes.count, false) }
      i += 1
    }
    return (i, true)
  }

  private static func blockEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> (Int, Bool) {
    var i = from
    while i < bytes.count {
      if bytes[i] == 0x2a, i + 1 < bytes.count, bytes[i + 1] == 0x2f { return (i + 2, false) }
      i += 1
    }
    return (i, true)
  }
}

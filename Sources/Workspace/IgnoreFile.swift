/// The patterns of one `.gitignore` or `info/exclude`, with git's meaning.
struct IgnoreFile: Sendable {
  private let patterns: [IgnorePattern]
  /// Bytes of the absolute path of the folder that the patterns are relative to, without a slash at the end.
  private let baseLength: Int

  /// - Parameter base: the absolute folder that the file speaks of.
  init(_ content: [UInt8], base: [UInt8]) {
    baseLength = base.last == UInt8(ascii: "/") ? base.count - 1 : base.count
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let text = content.starts(with: mark) ? content.dropFirst(3) : content[...]
    patterns = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true).compactMap { IgnorePattern(line: $0) }
  }

  var isEmpty: Bool { patterns.isEmpty }

  /// What the last pattern that matches says: true ignored, false kept, nil if none matches.
  ///
  /// - Parameters:
  ///   - path: an absolute path below the base.
  ///   - nameStart: where its last part begins.
  func decision(_ path: [UInt8], nameStart: Int, isFolder: Bool) -> Bool? {
    var i = patterns.count
    while i > 0 {
      i -= 1
      let pattern = patterns[i]
      if pattern.matches(path, relativeStart: baseLength + 1, nameStart: nameStart, isFolder: isFolder) { return !pattern.isNegated }
    }
    return nil
  }
}

/// One line of an ignore file.
struct IgnorePattern: Sendable {
  let isNegated: Bool
  private let foldersOnly: Bool
  /// Without a slash: matched against the name, at any depth.
  private let nameOnly: Bool
  /// What stands before the first special character; compared byte by byte.
  private let literal: [UInt8]
  private let rest: Rest

  private enum Rest: Sendable {
    case nothing
    /// `*` and then plain text: the name ends with it.
    case suffix([UInt8])
    case glob(IgnoreGlob)
  }

  /// Nil for comments and lines that can match nothing.
  init?(line: ArraySlice<UInt8>) {
    var pattern = Self.trimmed(line)
    if pattern.isEmpty || pattern.first == UInt8(ascii: "#") { return nil }
    isNegated = pattern.first == UInt8(ascii: "!")
    if isNegated { pattern = pattern.dropFirst() }
    foldersOnly = pattern.last == UInt8(ascii: "/")
    if foldersOnly { pattern = pattern.dropLast() }
    if pattern.isEmpty { return nil }
    nameOnly = !pattern.contains(UInt8(ascii: "/"))
    if !nameOnly, pattern.first == UInt8(ascii: "/") { pattern = pattern.dropFirst() }
    let special = pattern.firstIndex(where: Self.isSpecial) ?? pattern.endIndex
    if special == pattern.endIndex {
      literal = Array(pattern)
      rest = .nothing
    } else if nameOnly {
      literal = []
      let tail = pattern.dropFirst()
      let isSuffix = pattern.first == UInt8(ascii: "*") && !tail.contains(where: Self.isSpecial)
      rest = isSuffix ? .suffix(Array(tail)) : .glob(IgnoreGlob(pattern, pathname: false))
    } else {
      literal = Array(pattern[..<special])
      rest = .glob(IgnoreGlob(pattern[special...], pathname: true))
    }
  }

  func matches(_ path: [UInt8], relativeStart: Int, nameStart: Int, isFolder: Bool) -> Bool {
    if foldersOnly, !isFolder { return false }
    let start = nameOnly ? nameStart : relativeStart
    let length = path.count - start
    guard length >= literal.count else { return false }
    for i in 0..<literal.count where path[start + i] != literal[i] { return false }
    switch rest {
    case .nothing: return length == literal.count
    case .suffix(let suffix): return length >= suffix.count && path.suffix(suffix.count).elementsEqual(suffix)
    case .glob(let glob): return glob.matches(path, from: start + literal.count)
    }
  }

  private static func isSpecial(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "\\")
  }

  /// The line without its CR and without spaces at the end that no backslash protects; it ends at a NUL.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    if line.last == 0x0d { line = line.dropLast() }
    line = line.prefix { $0 != 0 }
    var firstSpace: Int?
    var i = line.startIndex
    while i < line.endIndex {
      if line[i] == 0x20 {
        if firstSpace == nil { firstSpace = i }
      } else {
        firstSpace = nil
        if line[i] == UInt8(ascii: "\\") {
          i += 1
          if i >= line.endIndex { return line }
        }
      }
      i += 1
    }
    return firstSpace.map { line[..<$0] } ?? line
  }
}

/// A glob as `.gitignore` has it (git's `wildmatch`), made once and matched without recursion or allocation.
///
/// With `crossesFolders` false, `*`, `?` and sets stop at `/`, and only `**` as a whole part of the path goes through folders.
struct IgnoreGlob: Sendable {
  private enum Part: Sendable {
    case byte(UInt8)
    case oneByte
    case set(ByteSet)
    /// `*`: any bytes but `/`.
    case shallowStar
    /// `**`: any bytes.
    case deepStar
    /// `**/`: nothing, or any folders.
    case folders
  }

  private var parts: [Part] = []
  private let slashIsSpecial: Bool
  /// A set without an end, an unknown character class or a lone backslash: git matches nothing then.
  private var isBroken = false

  /// - Parameter pathname: the pattern is matched against paths, not names (git's `WM_PATHNAME`).
  init(_ pattern: ArraySlice<UInt8>, pathname: Bool) {
    slashIsSpecial = pathname
    let bytes = Array(pattern)
    var i = 0
    while i < bytes.count {
      switch bytes[i] {
      case UInt8(ascii: "\\"):
        guard i + 1 < bytes.count else {
          isBroken = true
          return
        }
        parts.append(.byte(bytes[i + 1]))
        i += 2
      case UInt8(ascii: "?"):
        parts.append(.oneByte)
        i += 1
      case UInt8(ascii: "*"):
        addStars(bytes, &i)
      case UInt8(ascii: "["):
        guard let set = ByteSet(bytes, &i, withoutSlash: pathname) else {
          isBroken = true
          return
        }
        parts.append(.set(set))
      default:
        parts.append(.byte(bytes[i]))
        i += 1
      }
    }
  }

  private mutating func addStars(_ bytes: [UInt8], _ i: inout Int) {
    let start = i
    while i < bytes.count, bytes[i] == UInt8(ascii: "*") { i += 1 }
    if !slashIsSpecial { return parts.append(.deepStar) }
    // git looks at the start of what it was given, which is the text behind the literal beginning of the pattern:
    // in `foo**/bar` the stars count as a whole part.
    let startsPart = start == 0 || bytes[start - 1] == UInt8(ascii: "/")
    guard i - start > 1, startsPart else { return parts.append(.shallowStar) }
    if i == bytes.count { return parts.append(.deepStar) }
    if bytes[i] == UInt8(ascii: "/") {
      parts.append(.folders)
      i += 1
    } else if bytes[i] == UInt8(ascii: "\\"), i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: "/") {
      parts.append(.deepStar)
    } else {
      parts.append(.shallowStar)
    }
  }

  /// Whether the glob matches `text[start...]` whole.
  ///
  /// On a mismatch the last star takes one byte more. That the last one of each kind is enough to remember: a `*` cannot pass
  /// the `/` that ends its part, and what an earlier `**` could reach, a later one reaches too.
  func matches(_ text: [UInt8], from start: Int) -> Bool {
    if isBroken { return false }
    var at = start
    var part = 0
    var shallow: (part: Int, at: Int)?
    var deep: (part: Int, at: Int, wholeFolders: Bool)?
    while true {
      if part < parts.count {
        switch parts[part] {
        case .shallowStar:
          part += 1
          shallow = (part, at)
          continue
        case .deepStar, .folders:
          if case .folders = parts[part] { deep = (part + 1, at, true) } else { deep = (part + 1, at, false) }
          part += 1
          shallow = nil
          continue
        case .byte(let byte):
          if at < text.count, text[at] == byte {
            at += 1
            part += 1
            continue
          }
        case .oneByte:
          if at < text.count, !(slashIsSpecial && text[at] == UInt8(ascii: "/")) {
            at += 1
            part += 1
            continue
          }
        case .set(let set):
          if at < text.count, set.contains(text[at]) {
            at += 1
            part += 1
            continue
          }
        }
      } else if at == text.count {
        return true
      }
      if let star = shallow, star.at < text.count, text[star.at] != UInt8(ascii: "/") {
        shallow = (star.part, star.at + 1)
        (part, at) = (star.part, star.at + 1)
        continue
      }
      guard var star = deep else { return false }
      if star.wholeFolders { while star.at < text.count, text[star.at] != UInt8(ascii: "/") { star.at += 1 } }
      guard star.at < text.count else { return false }
      star.at += 1
      deep = star
      shallow = nil
      (part, at) = (star.part, star.at)
    }
  }
}

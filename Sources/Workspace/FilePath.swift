/// Paths as text: pure functions on `/`-separated strings that never ask the file system.
public enum FilePath {
  /// Whether the path begins at the root.
  public static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  /// The path without empty parts, `.` and `..`, as far as that can be told from the text.
  ///
  /// A leading `..` of a relative path stays; `..` at the root is the root; the empty path is `.`. Symbolic links are not
  /// looked at, so `link/..` counts as the folder that holds the link.
  public static func normalised(_ path: String) -> String {
    let absolute = isAbsolute(path)
    var parts: [Substring] = []
    for part in split(path) where part != "." {
      if part != ".." {
        parts.append(part)
      } else if let last = parts.last, last != ".." {
        parts.removeLast()
      } else if !absolute {
        parts.append(part)
      }
    }
    let joined = parts.joined(separator: "/")
    if absolute { return "/" + joined }
    return joined.isEmpty ? "." : joined
  }

  /// `path` as seen from `folder`, normalised; an absolute `path` stands for itself.
  public static func join(_ folder: String, _ path: String) -> String {
    if isAbsolute(path) || folder.isEmpty { return normalised(path) }
    return normalised(folder + "/" + path)
  }

  /// The absolute, normalised form of `path`, seen from the absolute folder `base`.
  public static func absolute(_ path: String, from base: String) -> String { join(base, path) }

  /// How `path` is named from the folder `base`, with `..` where it lies outside; both absolute, or both relative to one folder.
  ///
  /// Returned unchanged (normalised) if only one of the two is absolute, or if `base` climbs higher than its text tells.
  public static func relative(_ path: String, to base: String) -> String {
    let path = normalised(path)
    let base = normalised(base)
    guard isAbsolute(path) == isAbsolute(base) else { return path }
    let target = split(path).filter { $0 != "." }
    let origin = split(base).filter { $0 != "." }
    var common = 0
    while common < target.count, common < origin.count, same(target[common], origin[common]) { common += 1 }
    let climb = origin.dropFirst(common)
    if climb.contains("..") { return path }
    let parts: [Substring] = climb.map { _ in ".." } + target.dropFirst(common)
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  /// How reports name `path`: relative to the folder `base` if it lies below it, else absolute. Both are absolute.
  public static func display(_ path: String, from base: String) -> String {
    isInside(path, folder: base) ? relative(path, to: base) : normalised(path)
  }

  /// Whether `path` is `folder` or lies below it. Both are normalised and of the same kind.
  public static func isInside(_ path: String, folder: String) -> Bool {
    if folder == "/" { return isAbsolute(path) }
    if folder == "." { return !isAbsolute(path) && path != ".." && !path.utf8.starts(with: "../".utf8) }
    guard path.utf8.starts(with: folder.utf8) else { return false }
    let rest = path.utf8.dropFirst(folder.utf8.count)
    return rest.isEmpty || rest.first == slash
  }

  /// The folder that holds `path`: `.` for a bare name, `/` for the root. `path` is normalised.
  public static func parent(_ path: String) -> String {
    let last = name(path)
    if last == ".." { return path + "/.." }
    if last == "." { return ".." }
    guard let cut = path.utf8.lastIndex(of: slash) else { return "." }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }

  /// The last part of `path`; empty for the root.
  public static func name(_ path: String) -> String {
    guard let cut = path.utf8.lastIndex(of: slash) else { return path }
    return String(path[path.utf8.index(after: cut)...])
  }

  /// What follows the last dot of the name, without the dot; empty if there is none or if only the dot-file's own dot is there.
  public static func fileExtension(_ path: String) -> String {
    let name = name(path)
    guard let dot = name.utf8.lastIndex(of: 0x2e), dot != name.startIndex else { return "" }
    return String(name[name.utf8.index(after: dot)...])
  }

  /// The name up to its last dot.
  public static func stem(_ path: String) -> String {
    let name = name(path)
    guard let dot = name.utf8.lastIndex(of: 0x2e), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Whether the name of `path` ends with `suffix` (`.tf`, `.cmk.yaml`), byte by byte and with something before it.
  public static func hasSuffix(_ path: String, _ suffix: String) -> Bool {
    let name = name(path).utf8
    return name.count > suffix.utf8.count && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  private static let slash: UInt8 = 0x2f

  private static func split(_ path: String) -> [Substring] { path.utf8.split(separator: slash).map { Substring($0) } }

  /// Byte equality: file systems tell composed and decomposed letters apart, `==` on strings does not.
  private static func same(_ a: Substring, _ b: Substring) -> Bool { a.utf8.elementsEqual(b.utf8) }
}

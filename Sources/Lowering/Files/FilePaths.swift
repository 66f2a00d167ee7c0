/// Paths as files write them: `../modules/vault.bicep`, seen from the folder of the file that says it.
enum FilePaths {
  /// The absolute, normalised path; nil where it leads above the root.
  static func resolve(_ path: String, from folder: String) -> String? {
    var parts: [Substring] = []
    let whole = path.hasPrefix("/") ? path : folder + "/" + path
    for part in whole.split(separator: "/", omittingEmptySubsequences: true) {
      switch part {
      case ".": continue
      case "..":
        guard parts.popLast() != nil else { return nil }
      default: parts.append(part)
      }
    }
    return "/" + parts.joined(separator: "/")
  }
}

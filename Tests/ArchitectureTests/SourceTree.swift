import Foundation

/// The package's own sources, read as text.
struct SourceTree {
  let root: URL

  /// The package that this file belongs to.
  init() {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      folder = folder.deletingLastPathComponent()
    }
    root = folder
  }

  var manifest: String {
    get throws { try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8) }
  }

  /// The folders of a folder, by name.
  func folders(in path: String) throws -> [String] {
    let folder = root.appendingPathComponent(path)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path, isDirectory: &isFolder) && isFolder.boolValue
    }
  }

  /// The Swift files below a folder, as path from it and text.
  func swiftFiles(below path: String) throws -> [(path: String, text: String)] {
    let folder = root.appendingPathComponent(path)
    let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map {
      ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
    }
  }

  /// The modules that a source imports, with the number of the line; `import struct A.B` is A.
  static func imports(of source: String) -> [(module: String, line: Int)] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    var found: [(String, Int)] = []
    for (number, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      var words = line.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == ";" })[...]
      while let word = words.first, word.hasPrefix("@") || levels.contains(word) { words = words.dropFirst() }
      guard words.first == "import" else { continue }
      words = words.dropFirst()
      if let kind = words.first, kinds.contains(kind) { words = words.dropFirst() }
      if let name = words.first?.split(separator: ".").first { found.append((String(name), number + 1)) }
    }
    return found
  }
}

/// What Package.swift lets each target import.
struct ImportTable {
  /// The libraries of the table `imports`.
  private(set) var libraries: [String: [String]] = [:]
  /// The programs, which stand beside it.
  private(set) var programs: [String: [String]] = [:]

  /// Reads the lines between `let imports` and the bracket at the start of a line (`"Name": ["Other", …],`), and those with
  /// `.executableTarget(name: "Name", dependencies: ["Other", …])`, where the name may begin a line of its own.
  init(manifest: String) {
    var isInside = false
    var isProgram = false
    for line in manifest.split(separator: "\n") {
      if line.hasPrefix("let imports") { isInside = true }
      if line.hasPrefix("]") { isInside = false }
      if line.contains(".executableTarget(") { isProgram = true }
      // Every second piece stands between quotation marks.
      let pieces = line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
      let names = pieces.filter { $0.offset % 2 == 1 }.map { String($0.element) }
      guard let name = names.first else { continue }
      if isInside { libraries[name] = Array(names.dropFirst()) }
      if isProgram, line.contains("name: \"") {
        programs[name] = Array(names.dropFirst())
        isProgram = false
      }
    }
  }
}

import Testing

/// What the layers may know of each other. The compiler does not hold them to it: an import of a dependency's dependency builds.
@Suite struct ImportTableTests {
  private let tree = SourceTree()
  private let system: Set<String> = ["Glibc", "Darwin", "Musl", "Dispatch", "Synchronization"]
  /// The libraries that touch the outside world.
  private let edges: Set<String> = ["Workspace", "LanguageServer", "BatchCheck"]
  /// Atomic words touch nothing outside: a text whose copies several threads read is put into one array once, for all of them, and
  /// only an atomic reference publishes that array without a lock.
  private let exempt: [String: Set<String>] = ["SourceText/WholeText.swift": ["Synchronization"]]

  /// What the design lets a library import that has no need of it yet.
  private let reserved: [String: Set<String>] = ["Lowering": ["Schema"], "LanguageServer": ["SyntaxTree", "EncryptionModel"]]

  private func table() throws -> [String: [String]] {
    let rows = ImportTable(manifest: try tree.manifest).libraries
    try #require(rows.count > 5, "the import table of Package.swift was not found")
    return rows
  }

  @Test func everyImportOfALibraryIsInTheTable() throws {
    let table = try table()
    for (target, allowed) in table {
      for file in try tree.swiftFiles(below: "Sources/" + target) {
        for (module, line) in SourceTree.imports(of: file.text) where !system.contains(module) {
          #expect(
            allowed.contains(module), "\(target)/\(file.path):\(line) imports \(module), which the table in Package.swift does not allow")
        }
      }
    }
  }

  @Test func theProgramImportsTheEdgesOnly() throws {
    let allowed = ImportTable(manifest: try tree.manifest).programs["cmklint", default: []]
    #expect(Set(allowed).isSubset(of: edges))
    for file in try tree.swiftFiles(below: "Sources/cmklint") {
      for (module, line) in SourceTree.imports(of: file.text) where !system.contains(module) {
        #expect(allowed.contains(module), "cmklint/\(file.path):\(line) imports \(module), which Package.swift does not allow")
      }
    }
  }

  @Test func everyEntryOfTheTableIsUsed() throws {
    let table = try table()
    // A target that has not begun uses nothing and is used by none.
    let begun = try table.keys.filter { target in
      try !tree.swiftFiles(below: "Sources/" + target).allSatisfy { $0.path == "Placeholder.swift" }
    }
    for target in begun {
      let files = try tree.swiftFiles(below: "Sources/" + target)
      let allowed = table[target, default: []].filter { begun.contains($0) && !reserved[target, default: []].contains($0) }
      let used = Set(files.flatMap { SourceTree.imports(of: $0.text).map(\.module) })
      for module in allowed {
        #expect(used.contains(module), "no source of \(target) imports \(module): take it out of the table in Package.swift")
      }
    }
  }

  @Test func everyLibraryOfTheTableHasSourcesAndThereIsNoCircle() throws {
    let table = try table()
    let folders = Set(try tree.folders(in: "Sources"))
    var done: Set<String> = []
    while let next = table.keys.sorted().first(where: { !done.contains($0) && done.isSuperset(of: table[$0, default: []]) }) {
      #expect(folders.contains(next), "Sources/\(next) is missing")
      done.insert(next)
    }
    #expect(done == Set(table.keys), "these import each other in a circle")
  }

  @Test func noSourceImportsFoundation() throws {
    for file in try tree.swiftFiles(below: "Sources") {
      for (module, line) in SourceTree.imports(of: file.text) {
        #expect(!module.hasPrefix("Foundation"), "Sources/\(file.path):\(line) imports \(module)")
      }
    }
  }

  @Test func onlyTheEdgesImportTheSystem() throws {
    let table = try table()
    for (target, _) in table where !edges.contains(target) {
      for file in try tree.swiftFiles(below: "Sources/" + target) {
        for (module, line) in SourceTree.imports(of: file.text) {
          let isExempt = exempt[target + "/" + file.path, default: []].contains(module)
          #expect(
            isExempt || !system.contains(module),
            "\(target)/\(file.path):\(line) imports \(module): only \(edges.sorted()) and programs may")
        }
      }
    }
  }

  @Test func thePackageHasNoDependencies() throws {
    let manifest = try tree.manifest
    #expect(!manifest.contains(".package("))
  }

  @Test func theTopLevelHasNoOtherFolders() throws {
    let allowed: Set<String> = ["Sources", "Tests", "Editors", "Schemas"]
    for folder in try tree.folders(in: "") where !folder.hasPrefix(".") {
      #expect(allowed.contains(folder), "the folder \(folder) does not belong at the top of the repository")
    }
  }

  @Test func importLinesAreReadInAllTheirForms() {
    let source = """
      import A
      @testable import B
      @_exported public import struct C.D
        import func E.f ; let x = "import no"
      // import Comment
      let important = 1
      """
    #expect(SourceTree.imports(of: source).map(\.module) == ["A", "B", "C", "E"])
    #expect(SourceTree.imports(of: source).map(\.line) == [1, 2, 3, 4])
  }
}

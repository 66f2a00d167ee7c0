// swift-tools-version: 6.0
import PackageDescription

/// The import table of Sources/ARCHITECTURE.md: what each target may see. `ArchitectureTests` holds the sources to it.
let imports: [String: [String]] = [
  "SourceText": [],
  "SyntaxTree": ["SourceText"],
  "EncryptionModel": ["SourceText"],
  "Schema": ["SourceText", "SyntaxTree"],
  "Lowering": ["SourceText", "SyntaxTree", "EncryptionModel", "Schema"],
  "PolicyRules": ["SourceText", "EncryptionModel"],
  "Analysis": ["SourceText", "SyntaxTree", "EncryptionModel", "Schema", "Lowering", "PolicyRules"],
  "Workspace": ["SourceText"],
  "LanguageServer": ["SourceText", "SyntaxTree", "EncryptionModel", "PolicyRules", "Analysis", "Workspace"],
  "BatchCheck": ["SourceText", "SyntaxTree", "PolicyRules", "Schema", "Analysis", "Workspace"],
]

let libraries = imports.keys.sorted()

let package = Package(
  name: "cmklint",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "cmklint", targets: ["cmklint"])],
  dependencies: [],
  targets: libraries.map { name in
    .target(name: name, dependencies: imports[name, default: []].map { .target(name: $0) })
  } + [
    .executableTarget(
      name: "cmklint", dependencies: ["LanguageServer", "BatchCheck"],
      // One file that starts at once: dynamic linking would cost more than a small check.
      linkerSettings: [.unsafeFlags(["-static-executable"], .when(platforms: [.linux], configuration: .release))]),
    // Rewrites the generated files: `swift run Generator`.
    .executableTarget(name: "Generator", dependencies: ["PolicyRules"]),
    .testTarget(name: "GeneratorTests", dependencies: ["Generator"]),
    .target(name: "TestSupport", dependencies: ["SourceText", "Workspace"], path: "Tests/TestSupport"),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
  ]
    + libraries.map { name in
      .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + imports[name, default: []].map { .target(name: $0) })
    },
  swiftLanguageModes: [.v6]
)

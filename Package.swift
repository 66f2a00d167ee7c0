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

/// Present only when asked for, because they link with libFuzzer alone: `CMKLINT_FUZZ=1 swift build --sanitize fuzzer` (.ci/fuzz).
let fuzzTargets: [Target] =
  Context.environment["CMKLINT_FUZZ"] == nil
  ? []
  : [.target(name: "FuzzChecks", dependencies: ["SourceText", "SyntaxTree", "TestSupport"], path: "Sources/FuzzTargets/Checks")]
    + ["JSON", "YAML", "HCL", "Bicep", "Edits"].map { name in
      .executableTarget(
        name: "fuzz-\(name.lowercased())", dependencies: ["FuzzChecks", "SyntaxTree"], path: "Sources/FuzzTargets/\(name)")
    }

let package = Package(
  name: "cmklint",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "cmklint", targets: ["cmklint"]),
    .library(name: "CmklintBenchmark", type: .dynamic, targets: ["BenchmarkLibrary"]),
  ],
  dependencies: [],
  targets: libraries.map { name in
    .target(name: name, dependencies: imports[name, default: []].map { .target(name: $0) })
  } + [
    .executableTarget(
      name: "cmklint", dependencies: ["LanguageServer", "BatchCheck"],
      // One file that starts at once: dynamic linking would cost more than a small check.
      linkerSettings: [.unsafeFlags(["-static-executable"], .when(platforms: [.linux], configuration: .release))]),
    // Rewrites the generated files: `swift run Generator`; compares Bicep with its templates: `swift run Generator twins CORPORA`.
    .executableTarget(
      name: "Generator", dependencies: ["PolicyRules", "EncryptionModel", "Lowering", "SourceText", "SyntaxTree", "Workspace"]),
    .testTarget(name: "GeneratorTests", dependencies: ["Generator", "TestSupport"]),
    // Measures: `swift run -c release cmklint-benchmark`; the library is for programs in other languages (.ci/benchmark).
    .executableTarget(
      name: "cmklint-benchmark", dependencies: ["BenchmarkLibrary", "SourceText", "SyntaxTree", "Workspace"], path: "Sources/Benchmark"),
    .target(name: "BenchmarkLibrary", dependencies: ["SourceText", "SyntaxTree"]),
    .target(name: "TestSupport", dependencies: ["SourceText", "SyntaxTree", "Workspace"], path: "Tests/TestSupport"),
    .testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"]),
  ]
    + libraries.map { name in
      .testTarget(
        name: "\(name)Tests", dependencies: [.target(name: name), "TestSupport"] + imports[name, default: []].map { .target(name: $0) })
    } + fuzzTargets,
  swiftLanguageModes: [.v6]
)

import Testing

@testable import Workspace

@Suite struct FilePathTests {
  @Test(arguments: [
    ("", "."), (".", "."), ("a//b/./c/", "a/b/c"), ("a/../b", "b"), ("a/..", "."), ("../a", "../a"), ("../../a/../b", "../../b"),
    ("/", "/"), ("/..", "/"), ("/a/../../b", "/b"), ("./é x", "é x"),
  ])
  func aPathIsNormalised(path: String, expected: String) { #expect(FilePath.normalised(path) == expected) }

  @Test func joiningKeepsAnAbsolutePath() {
    #expect(FilePath.join("/a/b", "../c") == "/a/c")
    #expect(FilePath.join("a", "/x/./y") == "/x/y")
    #expect(FilePath.join("", "x") == "x")
    #expect(FilePath.join(".", "x") == "x")
  }

  @Test(arguments: [
    ("/a/b/c", "/a/b", "c"), ("/a/b", "/a/b", "."), ("/a/x", "/a/b/c", "../../x"), ("/a/bc", "/a/b", "../bc"), ("a/b", ".", "a/b"),
    ("../x", "a", "../../x"), ("x", "..", "x"), ("/a", "b", "/a"), ("/a", "/", "a"),
  ])
  func aPathIsNamedFromABase(path: String, base: String, expected: String) { #expect(FilePath.relative(path, to: base) == expected) }

  @Test func aPathOutsideTheBaseIsShownAbsolute() {
    #expect(FilePath.display("/w/a/b.tf", from: "/w") == "a/b.tf")
    #expect(FilePath.display("/v/b.tf", from: "/w") == "/v/b.tf")
    #expect(FilePath.display("/w2/b.tf", from: "/w") == "/w2/b.tf")
  }

  @Test(arguments: [("/a/b", "/a"), ("/a", "/"), ("/", "/"), ("a", "."), ("a/b", "a"), (".", ".."), ("..", "../.."), ("../..", "../../..")])
  func theParentOfAPath(path: String, parent: String) { #expect(FilePath.parent(path) == parent) }

  @Test func namesStemsAndSuffixes() {
    #expect(FilePath.name("/a/main.tf.json") == "main.tf.json")
    #expect(FilePath.name("/") == "")
    #expect(FilePath.fileExtension("a/main.tf.json") == "json")
    #expect(FilePath.fileExtension("a.b/.gitignore") == "")
    #expect(FilePath.stem("a/main.tf.json") == "main.tf")
    #expect(FilePath.stem(".x") == ".x")
    #expect(FilePath.hasSuffix("a/x.cmk.yaml", ".cmk.yaml"))
    #expect(!FilePath.hasSuffix("a/.cmk.yaml", ".cmk.yaml"))
    #expect(!FilePath.hasSuffix("a/x.TF", ".tf"))
  }

  @Test func composedAndDecomposedLettersAreTwoNames() {
    #expect(FilePath.relative("/e\u{301}/x", to: "/\u{e9}") == "../e\u{301}/x")
    #expect(!FilePath.isInside("/e\u{301}/x", folder: "/\u{e9}"))
  }
}

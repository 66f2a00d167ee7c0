import TestSupport
import Testing

@testable import Workspace

/// The walk lists exactly the files that git would not ignore, whatever the patterns are.
@Suite struct IgnoreAgainstGitTests {
  @Test func handWrittenPatternsMeanWhatTheyMeanToGit() throws {
    let patterns: [[String]] = [
      ["a"], ["a/"], ["/a"], ["a/b"], ["a/*"], ["a/**"], ["**/b"], ["**"], ["*"], ["a/**/b.b"], ["**/a/**"], ["*/b.b"], ["/*", "!/a"],
      ["*", "!*/", "!b.b"], ["a/*", "!a/b"], ["a", "!a/b.b"], ["aa\\ "], ["a b  "], ["a b\\ "], ["\\#a"], ["#a"], ["\\!a"], ["!a", "a"],
      ["[ab]"], ["[!a]a"], ["[^a]a"], ["[a-"], ["[]]"], ["[]-]"], ["[a-]"], ["[[:alpha:]]"], ["[[:nope:]]"], ["[[:alpha:]"], ["[\\]]"],
      ["a**"], ["a**/b"], ["a/b**"], ["**a"], ["a***"], ["***/b.b"], ["a/**b"], ["**/"], ["/"], ["!"], ["//a"], ["a//b"], ["a\\"], ["\\a"],
      ["?"], ["a?b"], ["é"], ["[é]"], ["??"], ["\u{feff}a"], ["a\r"], ["a \r"], ["a\0b"], ["\\*"], ["*\\*"], ["a/[!b]*"], ["a[/]b"],
      ["a?b.b"],
      ["/**/b.b"], ["a/**\\/b.b"], ["*.b", "!a/*.b"], ["a/", "!a/"], ["**/**/b"], ["ab/**/"], ["*a*b*"], ["[!]a-]"], ["[a-a-z]"], ["[b-a]"],
      [" a"], ["a\t"], ["/a/", "!/a/b"], ["[[:space:]]"], ["a[[:blank:]]b"], ["-"], ["[+--]"], ["[--a]"], ["!*"], ["*", "!**/b.b"], ["./a"],
    ]
    try compare(patterns.map { Case(top: $0.joined(separator: "\n"), inner: "") })
  }

  @Test func generatedPatternsMeanWhatTheyMeanToGit() throws {
    var random = SplitMix(state: 20_270_101)
    try compare((0..<120).map { _ in Case(top: random.ignoreFile(), inner: random.next(below: 2) == 0 ? random.ignoreFile() : "") })
  }

  private struct Case {
    /// The `.gitignore` of the case's folder.
    let top: String
    /// That of the folder `a` in it.
    let inner: String
  }

  /// Each case is a folder of its own in one repository, so that one run of git judges them all.
  private func compare(_ cases: [Case]) throws {
    let folder = try TemporaryFolder()
    try folder.git("init", "-q")
    try folder.write(".git/info/exclude", "excluded-*\n")
    let files = ["aa", "b.b", "a b", "a b ", "#a", "!a", "*", "]", "-", "é", "\\a", "a\\b", "excluded-x"]
    for (number, item) in cases.enumerated() {
      for place in ["", "a/", "b/", "ab/", "a/a/", "a/b/", "b/a/b/", "[a]/"] {
        for file in place.isEmpty || place == "a/b/" ? files : ["aa", "b.b", "a b"] { try folder.write("\(number)/\(place)\(file)") }
      }
      try folder.write("\(number)/.gitignore", item.top)
      if !item.inner.isEmpty { try folder.write("\(number)/a/.gitignore", item.inner) }
    }
    let listed = try folder.git("-c", "core.excludesFile=/dev/null", "ls-files", "-z", "--others", "--exclude-standard")
    let kept = Set(listed.utf8.split(separator: 0).map(Array.init))
    let walked = Set(FolderWalk(suffixes: []).list([folder.path]).files.map { Array(FilePath.relative($0, to: folder.path).utf8) })
    #expect(kept.count > cases.count)
    for difference in kept.symmetricDifference(walked) {
      let path = String(decoding: difference, as: UTF8.self)
      let number = path.split(separator: "/").first.flatMap { Int($0) } ?? 0
      Issue.record("\(path) is \(kept.contains(difference) ? "kept" : "ignored") by git: \(cases[number])")
    }
  }
}

/// Random numbers that are the same in every run.
struct SplitMix {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  mutating func pick<T>(_ items: [T]) -> T { items[next(below: items.count)] }

  mutating func ignoreFile() -> String {
    let parts = [
      "a", "a", "b", "b", "ab", ".", " ", "/", "/", "/", "*", "*", "**", "**/", "/**", "/**/", "?", "[ab]", "[!a]", "[a-b]", "[^b", "]",
      "[", "-",
      "\\", "!", "#", "é", "[[:alpha:]]", "[[:punct:]]", "[]a]", "***", "\\ ", "b.b", "aa",
    ]
    var lines: [String] = []
    for _ in 0...next(below: 3) {
      var line = next(below: 4) == 0 ? "!" : ""
      for _ in 0...next(below: 4) { line += pick(parts) }
      lines.append(line)
    }
    return lines.joined(separator: pick(["\n", "\n", "\r\n"])) + pick(["", "\n"])
  }
}

import Analysis
import SourceText
import TestSupport
import Testing

/// However a text came about, what is found in it is what is found in it afresh.
@Suite struct RandomEditTests {
  @Test(.enabled(if: Corpora.isThere, "the corpora are not at hand"))
  func twentyThousandEditsOverRealFilesEndWithTheFindingsOfAFreshStart() {
    let paths = Corpora.files("foundry-samples", endings: [".json"]) + Corpora.files("quickstarts-six", endings: [".json"])
    let small = paths.filter { (2_000...30_000).contains(Corpora.bytes($0).count) }
    var random = Generator(seed: 7)
    var edits = 0
    var round = 0
    while edits < 20_000, !small.isEmpty {
      let path = "/w/\(round).json"
      run(path, SourceText(Corpora.bytes(small[(round * 37) % small.count])), edits: 250, &random)
      edits += 250
      round += 1
    }
    #expect(edits >= 20_000 || small.isEmpty)
  }

  @Test func editsOfAManifestEndWithTheFindingsOfAFreshStart() {
    let text = """
      cmkManifest: 1
      vaults:
        kv: { purgeProtection: true, keys: { a: { size: 4096 }, b: { type: EC } } } # cmklint-ignore[CMK201]: known
      resources:
        ai:
          kind: foundry
          encryption: { source: customerManaged, key: kv/a }

      """
    var random = Generator(seed: 11)
    for round in 0..<40 { run("/w/\(round).cmk.yaml", SourceText(text), edits: 50, &random) }
  }

  /// What an evaluation takes over from the last one must not be seen in what is found.
  @Test(
    .enabled(if: Corpora.isThere, "the corpora are not at hand"),
    arguments: [("foundry-samples", ".bicep"), ("avm-tf-ptn-aiml-ai-foundry", ".tf")])
  func editsOfDeploymentsWithModulesEndWithTheFindingsOfAFreshStart(_ set: String, _ ending: String) {
    var random = Generator(seed: 23)
    let files = Corpora.files(set, endings: [ending]).filter { Corpora.bytes($0).count < 60_000 }
    func folder(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
    let callers = files.filter { String(decoding: Corpora.bytes($0), as: UTF8.self).contains("\nmodule ") }
    var edits = 0
    for (number, caller) in callers.enumerated() where number % (callers.count / 12 + 1) == 0 {
      let near = files.filter { $0.hasPrefix(folder(caller) + "/") || ending == ".tf" && folder($0) == (Corpora.folder ?? "") + "/" + set }
        .prefix(40)
      var texts = Dictionary(near.map { ($0, SourceText(Corpora.bytes($0))) }, uniquingKeysWith: { first, _ in first })
      func start() -> Host {
        var host = Host(options: Host.Options(today: Workbench.today, root: folder(caller)))
        for path in near { if let text = texts[path] { host.setFile(path, text) } }
        for _ in 0..<8 {
          for wanted in host.wanted() { host.provide(wanted, .absent) }
        }
        return host
      }
      var host = start()
      for _ in 0..<16 {
        let path = random.number(2) == 0 ? caller : near[random.number(near.count)]
        guard var text = texts[path] else { continue }
        let edit = random.edit(of: text)
        let back = TextEdit(
          ByteRange(edit.range.start, edit.range.start + edit.replacement.count), Array(text.slice(edit.range)))
        for change in random.number(3) == 0 ? [edit] : [edit, back] {
          text.apply(change)
          host.edit(path, [change])
          texts[path] = text
          for wanted in host.wanted() { host.provide(wanted, .absent) }
          var fresh = start()
          #expect(host.snapshot().findings == fresh.snapshot().findings, "\(path) \(change)")
          edits += 1
        }
      }
    }
    #expect(edits > 100)
  }

  private func run(_ path: String, _ start: SourceText, edits: Int, _ random: inout Generator) {
    var host = Host(options: Host.Options(today: Workbench.today, root: "/w"))
    var text = start
    host.setFile(path, text)
    for _ in 0..<(edits / 25) {
      var batch: [TextEdit] = []
      for _ in 0..<25 {
        let edit = random.edit(of: text)
        text.apply(edit)
        batch.append(edit)
      }
      if host.hasFile(path) { host.edit(path, batch) } else { host.setFile(path, text) }
    }
    var fresh = Host(options: Host.Options(today: Workbench.today, root: "/w"))
    fresh.setFile(path, text)
    let now = host.snapshot()
    let anew = fresh.snapshot()
    #expect(now.findings == anew.findings)
    #expect(now.checkedPaths == anew.checkedPaths)
    if now.text(of: path) != nil { #expect(now.text(of: path)?.bytes == text.bytes) }
  }

  /// A small random number generator, the same in every run.
  struct Generator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func number(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return bound <= 0 ? 0 : Int(state % UInt64(bound))
    }

    /// Something that people type, delete or paste.
    mutating func edit(of text: SourceText) -> TextEdit {
      let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\n", " ", "true", "4096", "a", "\\", "//", "#", "  \"x\": 1,", "é", "\t", "'", "-",
      ]
      let start = number(text.count + 1)
      switch number(4) {
      case 0: return TextEdit(ByteRange(start, min(text.count, start + 1 + number(3))), "")
      case 1:
        // Moves a piece of the text to another place.
        let from = number(text.count + 1)
        return TextEdit(ByteRange(start, start), Array(text.slice(ByteRange(from, min(text.count, from + number(40))))))
      default: return TextEdit(ByteRange(start, start), pieces[number(pieces.count)])
      }
    }
  }
}

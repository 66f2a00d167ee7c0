import SourceText
import SyntaxTree

// What a program in another language calls: `int64 f(const uint8_t *text, size_t size)`. The result of the last call stays alive until
// the next one. Calls must not overlap.

/// Keeps the last result.
private enum Kept {
  nonisolated(unsafe) static var tape = Tape(words: [])
  nonisolated(unsafe) static var lines = LineTable(of: [])
  /// Settled once, before the first text whose time counts.
  static let reusesMemory = FreedMemory.isKept()
  /// Settled once, before the first text whose memory counts: the pages of the program that are loaded belong to no document.
  static let isLoaded = samples.allSatisfy { Document(SourceText($0), format: $1).syntaxErrors(limit: 1).isEmpty }

  /// A little of everything that a format has.
  private static let samples: [(String, Format)] = [
    ("{\"a\": [1, -2.5e3, true, null, \"\\u0041\"], /* c */ \"b\": {}}", .json(.armTemplate)),
    ("a: &x\n  - 'b'\n  - {c: \"d\", e: [1]}\nf: |\n  g\n", .yaml),
    ("a \"b\" {\n  c = [for d in e : \"${d}\" if d > 1]\n  f = g.h[0] ? -1 : i(2)\n}\n", .hcl),
    (
      "@a('b')\nparam c string = 'd${e}'\nresource f 'g@2023-07-01' = [for h in i: if (h > 1) {\n  j: k.l[0] ?? m(n => -n)\n}]\n"
        + "type o = { p: 'q' | 'r' }\nvar s = '''t'''\n", .bicep
    ),
  ]
}

/// The tape of a text; returns how many words it has.
private func parse(_ text: UnsafePointer<UInt8>?, _ size: Int, _ format: Format) -> Int64 {
  _ = Kept.reusesMemory
  // The one before makes room for the next.
  Kept.tape = Tape(words: [])
  Kept.tape = Tape(parsing: UnsafeBufferPointer(start: text, count: size), format: format)
  return Int64(Kept.tape.words.count)
}

/// What an open document keeps beside its text: tape and line table. (Of the text it would keep the caller's bytes, which are counted
/// already.)
private func open(_ text: UnsafePointer<UInt8>?, _ size: Int, _ format: Format) -> Int64 {
  _ = Kept.isLoaded
  let text = UnsafeBufferPointer(start: text, count: size)
  Kept.lines = LineTable(of: text)
  Kept.tape = Tape(parsing: text, format: format)
  return Int64(Kept.tape.words.count)
}

@_cdecl("bench_json") public func benchJSON(_ text: UnsafePointer<UInt8>?, _ size: Int) -> Int64 { parse(text, size, .json(.armTemplate)) }
@_cdecl("bench_yaml") public func benchYAML(_ text: UnsafePointer<UInt8>?, _ size: Int) -> Int64 { parse(text, size, .yaml) }
@_cdecl("bench_tf") public func benchHCL(_ text: UnsafePointer<UInt8>?, _ size: Int) -> Int64 { parse(text, size, .hcl) }
@_cdecl("bench_bicep") public func benchBicep(_ text: UnsafePointer<UInt8>?, _ size: Int) -> Int64 { parse(text, size, .bicep) }

@_cdecl("open_json") public func openJSON(_ text: UnsafePointer<UInt8>?, _ size: Int) -> Int64 { open(text, size, .json(.armTemplate)) }
@_cdecl("open_yaml") public func openYAML(_ text: UnsafePointer<UInt8>?, _ size: Int) -> Int64 { open(text, size, .yaml) }
@_cdecl("open_tf") public func openHCL(_ text: UnsafePointer<UInt8>?, _ size: Int) -> Int64 { open(text, size, .hcl) }
@_cdecl("open_bicep") public func openBicep(_ text: UnsafePointer<UInt8>?, _ size: Int) -> Int64 { open(text, size, .bicep) }

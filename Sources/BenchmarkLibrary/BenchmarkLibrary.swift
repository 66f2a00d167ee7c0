import SourceText
import SyntaxTree

// What a program in another language calls: `int64 f(const uint8_t *text, size_t size)`. The result of the last call stays alive until
// the next one. Calls must not overlap.

/// Keeps the last result.
private enum Kept {
  nonisolated(unsafe) static var tape = Tape(words: [])
  nonisolated(unsafe) static var lines = LineTable(of: [])
  /// Settled once, before the first text.
  static let reusesMemory = FreedMemory.isKept()
}

/// The tape of a text; returns how many words it has.
private func parse(_ text: UnsafePointer<UInt8>?, _ size: Int, _ format: Format) -> Int64 {
  _ = Kept.reusesMemory
  Kept.tape = Tape(parsing: UnsafeBufferPointer(start: text, count: size), format: format)
  return Int64(Kept.tape.words.count)
}

/// What an open document keeps beside its text: tape and line table.
private func open(_ text: UnsafePointer<UInt8>?, _ size: Int, _ format: Format) -> Int64 {
  let document = Document(SourceText(Array(UnsafeBufferPointer(start: text, count: size))), format: format)
  Kept.tape = document.tape
  Kept.lines = document.text.lines
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

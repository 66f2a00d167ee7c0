import Foundation
import SourceText

@testable import SyntaxTree

/// The Bicep files beside the package, where they are there.
enum BicepCorpus {
  /// The folder with the sets; `CMKLINT_CORPORA` overrides it.
  static let folder: URL? = {
    if let path = ProcessInfo.processInfo.environment["CMKLINT_CORPORA"] { return existing(URL(fileURLWithPath: path)) }
    var place = URL(fileURLWithPath: #filePath)
    while place.path != "/" {
      place.deleteLastPathComponent()
      if let found = existing(place.appendingPathComponent("shared/corpora")) { return found }
    }
    return nil
  }()

  private static func existing(_ url: URL) -> URL? { FileManager.default.fileExists(atPath: url.path) ? url : nil }

  static var isPresent: Bool { folder != nil }

  struct File {
    /// Its path below the corpora.
    let path: String
    let bytes: [UInt8]

    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
    /// The folder that it is in.
    var group: String { path.split(separator: "/").dropLast().last.map(String.init) ?? "" }
  }

  /// The Bicep and Bicep parameter files of all sets, sorted by path.
  static func files(where isWanted: (String) -> Bool = { _ in true }) -> [File] {
    guard let folder, let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
    let base = folder.standardizedFileURL.path + "/"
    return all.compactMap { $0 as? URL }
      .filter { $0.pathExtension == "bicep" || $0.pathExtension == "bicepparam" }
      .map { (url: $0, path: String($0.standardizedFileURL.path.dropFirst(base.count))) }
      .filter { isWanted($0.path) }
      .sorted { $0.path < $1.path }
      .compactMap { entry in FileManager.default.contents(atPath: entry.url.path).map { File(path: entry.path, bytes: Array($0)) } }
  }

  /// Upstream's baselines: a source with what the compiler says about it.
  struct Baseline {
    let name: String
    let source: File
    /// `main.tokens.bicep` and the like, by the word in the middle.
    let annotated: [String: File]

    var isInvalid: Bool { name.hasPrefix("Invalid") }
  }

  static func baselines() -> [Baseline] {
    let files = files { $0.contains("/Files/baselines/") || $0.contains("/Files/baselines_bicepparam/") }
    return Dictionary(grouping: files, by: \.group).compactMap { name, files -> Baseline? in
      guard let source = files.first(where: { $0.name == "parameters.bicepparam" }) ?? files.first(where: { $0.name == "main.bicep" })
      else { return nil }
      var annotated: [String: File] = [:]
      let stem = source.name.split(separator: ".")[0]
      for file in files {
        let words = file.name.split(separator: ".")
        if words.count == 3, words[0] == stem { annotated[String(words[1])] = file }
      }
      return Baseline(name: name, source: source, annotated: annotated)
    }.sorted { $0.name < $1.name }
  }
}

/// What an annotated baseline says of the lines of its source: `//@[start:end) text` behind the line.
struct BicepAnnotations {
  struct Note {
    /// From zero.
    let line: Int
    /// UTF-16 units from the start of the line.
    let start: Int
    let end: Int
    let text: String
  }

  private(set) var notes: [Note] = []
  /// The source without the notes, line by line, without line breaks.
  private(set) var lines: [String] = []

  init(_ file: BicepCorpus.File) {
    var text = Substring(String(decoding: file.bytes, as: UTF8.self))
    if text.unicodeScalars.first == "\u{feff}" { text.unicodeScalars.removeFirst() }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }) {
      if line.hasPrefix("//@["), let close = line.firstIndex(of: ")"), let colon = line.firstIndex(of: ":"), colon < close,
        let start = Int(line[line.index(line.startIndex, offsetBy: 4)..<colon]), let end = Int(line[line.index(after: colon)..<close])
      {
        notes.append(
          Note(line: max(0, lines.count - 1), start: start, end: end, text: String(line[line.index(close, offsetBy: 2)...])))
      } else {
        lines.append(String(line))
      }
    }
  }
}

/// A source in UTF-16 units, as upstream counts.
struct BicepUnits {
  /// The byte at which each unit begins, and the end.
  private var bytes: [Int] = []
  private var lineStarts: [Int] = [0]

  init(_ source: [UInt8]) {
    let hasMark = source.starts(with: [0xef, 0xbb, 0xbf])
    var offset = hasMark ? 3 : 0
    let text = String(decoding: source[offset...], as: UTF8.self)
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if previous == "\n" || previous == "\r" && scalar != "\n" { lineStarts.append(bytes.count) }
      for _ in 0..<UTF16.width(scalar) { bytes.append(offset) }
      offset += UTF8.width(scalar)
      previous = scalar
    }
    if previous == "\n" || previous == "\r" { lineStarts.append(bytes.count) }
    bytes.append(offset)
  }

  func range(_ note: BicepAnnotations.Note) -> ByteRange? {
    guard note.line < lineStarts.count else { return nil }
    let start = lineStarts[note.line] + note.start
    let end = lineStarts[note.line] + note.end
    guard start <= end, end < bytes.count else { return nil }
    return ByteRange(bytes[start], bytes[end])
  }
}

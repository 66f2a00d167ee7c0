import Analysis
import PolicyRules
import SourceText

/// What a run found, with all that reports need.
struct RunResult: Sendable {
  var snapshot: Snapshot
  /// Those to be told, in order.
  var findings: [ReportedFinding]
  var undecided: [ReportedUndecided]
  var suppressed: Int
  /// Files looked at, and those of a recognised dialect.
  var files: Int
  var checked: Int
}

/// The findings as JSON (SPEC §6, `Schemas/findings.schema.json`).
struct JSONReport {
  let result: RunResult
  let surroundings: Surroundings

  func document() -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("version", 1)
      writer.member("tool") {
        $0.object {
          $0.member("name", "cmklint")
          $0.member("version", BatchCheck.version)
        }
      }
      writer.member("findings") { $0.array(result.findings) { write($1, &$0) } }
      writer.member("undecided") { $0.array(result.undecided) { write($1, &$0) } }
      writer.member("summary") { $0.object(summary) }
    }
    return writer.bytes + [0x0a]
  }

  /// One finding a line.
  func lines() -> [UInt8] {
    var bytes: [UInt8] = []
    for finding in result.findings {
      var writer = JSONWriter(isCompact: true)
      write(finding, &writer)
      bytes += writer.bytes + [0x0a]
    }
    return bytes
  }

  private func summary(_ writer: inout JSONWriter) {
    writer.member("files", result.files)
    writer.member("checked", result.checked)
    writer.member("findings") {
      $0.object { writer in
        for severity in Severity.allCases.reversed() {
          writer.member(severity.rawValue, result.findings.count { $0.severity == severity })
        }
      }
    }
    writer.member("suppressed", result.suppressed)
  }

  private func write(_ finding: ReportedFinding, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("rule", finding.rule)
      writer.member("name", finding.name)
      writer.member("severity", finding.severity.rawValue)
      writer.member("message", ControlCharacters.escaped(finding.message))
      write(finding.place, &writer)
      writer.member("subject") {
        $0.object {
          $0.member("kind", finding.subject.kind.rawValue)
          let isNameless = finding.subject.kind == .file && surroundings.isNameless(finding.place.path)
          $0.member("name", isNameless ? Surroundings.nameless : ControlCharacters.escaped(finding.subject.name))
        }
      }
      writer.member("related") {
        $0.array(finding.related) { writer, related in
          writer.object {
            $0.member("message", ControlCharacters.escaped(related.message))
            write(related.place, &$0)
          }
        }
      }
      writer.member("fixes") { $0.array(finding.fixes) { write($1, &$0) } }
      writer.member("fingerprint", finding.fingerprint)
      writer.member("docs", Registry.rule(finding.rule)?.page.link ?? "")
    }
  }

  private func write(_ fix: ReportedFix, _ writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("title", fix.title)
      writer.member("safe") { $0.boolean(fix.isSafe) }
      writer.member("edits") {
        $0.array(fix.edits.flatMap { file in file.edits.map { (file.path, $0) } }) { writer, edit in
          writer.object {
            write(ReportedPlace(path: edit.0, range: edit.1.range), &$0)
            $0.member("newText", String(decoding: edit.1.replacement, as: UTF8.self))
          }
        }
      }
    }
  }

  private func write(_ undecided: ReportedUndecided, _ writer: inout JSONWriter) {
    writer.object {
      $0.member("rule", undecided.rule)
      write(undecided.place, &$0)
      $0.member("waitsFor", ControlCharacters.escaped(undecided.waitsFor))
    }
  }

  /// `path`, `range` and, for an earlier state, `revision`.
  private func write(_ place: ReportedPlace, _ writer: inout JSONWriter) {
    writer.member("path", surroundings.display(place.path))
    let text = result.snapshot.text(of: place.path, revision: place.revision)
    writer.member("range") {
      $0.object {
        $0.member("start") { position(place.range.start, text, &$0) }
        $0.member("end") { position(place.range.end, text, &$0) }
      }
    }
    if let revision = place.revision { writer.member("revision", revision) }
  }

  /// Lines and columns from 1; a column counts Unicode scalars.
  private func position(_ offset: Int, _ text: SourceText?, _ writer: inout JSONWriter) {
    let position = text?.position(of: offset, in: .utf32) ?? TextPosition(line: 0, column: 0)
    writer.object {
      $0.member("line", position.line + 1)
      $0.member("column", position.column + 1)
    }
  }
}

/// Text from files, made harmless for terminals and logs.
enum ControlCharacters {
  /// C0, DEL, C1 and the marks that turn the direction of text, as `\u{…}`.
  static func escaped(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isDangerous) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isDangerous(scalar) { result += "\\u{\(String(scalar.value, radix: 16))}" } else { result.unicodeScalars.append(scalar) }
    }
    return result
  }

  static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069, 0x2028...0x2029: true
    default: false
    }
  }
}

import Analysis
import SourceText
import SyntaxTree
import Workspace

/// Findings that are accepted for now (`--baseline`), by their fingerprints, which survive moved lines.
struct AcceptedFindings {
  private let fingerprints: Set<String>
  let bytes: [UInt8]

  /// Those of a run, to be written.
  init(_ findings: [ReportedFinding]) {
    fingerprints = Set(findings.map(\.fingerprint))
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("version", 1)
      writer.member("findings") {
        $0.array(findings) { writer, finding in
          writer.object {
            $0.member("fingerprint", finding.fingerprint)
            $0.member("rule", finding.rule)
            $0.member("message", finding.message)
          }
        }
      }
    }
    bytes = writer.bytes + [0x0a]
  }

  /// Those of a file that `--write-baseline` wrote.
  init(path: String) throws(UsageError) {
    do throws(FileError) {
      bytes = try FileReader.read(path)
    } catch {
      throw UsageError("the baseline cannot be read: \(error.message)")
    }
    let document = Document(SourceText(bytes), format: .json(.relaxed))
    guard let top = document.topValue(), document.syntaxErrors(limit: 1).isEmpty, let list = document.value(top, "findings") else {
      throw UsageError("the baseline \(path) is not one that --write-baseline wrote")
    }
    fingerprints = Set(
      document.elements(list).compactMap { element in
        guard let value = document.value(element, "fingerprint"), case .string(let text)? = document.scalar(value) else { return nil }
        return text
      })
  }

  func contains(_ finding: ReportedFinding) -> Bool { fingerprints.contains(finding.fingerprint) }
}

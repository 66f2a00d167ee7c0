import Analysis
import PolicyRules
import SourceText

/// A finding in the shape and the columns of one client. What the client did not announce is nil or empty.
struct Diagnostic: Hashable {
  struct Related: Hashable {
    var uri: String
    var range: LineRange
    var message: String
  }

  var range: LineRange
  var severity: Severity
  /// The rule's id; nil for a note of the server itself.
  var code: String?
  /// The page of the rule.
  var link: String?
  var message: String
  var isUnnecessary = false
  var related: [Related] = []
  var fingerprint: String?
}

extension JSONWriter {
  mutating func diagnostic(_ diagnostic: Diagnostic) {
    object {
      $0.name("range")
      $0.range(diagnostic.range)
      $0.member("severity", diagnostic.severity.number)
      if let code = diagnostic.code { $0.member("code", code) }
      if let link = diagnostic.link {
        $0.name("codeDescription")
        $0.object { $0.member("href", link) }
      }
      $0.member("source", "cmklint")
      $0.member("message", diagnostic.message)
      if diagnostic.isUnnecessary {
        $0.name("tags")
        $0.array { $0.integer(1) }
      }
      if !diagnostic.related.isEmpty {
        $0.name("relatedInformation")
        $0.array(of: diagnostic.related) {
          $0.related($1)
        }
      }
      if let fingerprint = diagnostic.fingerprint {
        $0.name("data")
        $0.object { $0.member("fingerprint", fingerprint) }
      }
    }
  }

  private mutating func related(_ related: Diagnostic.Related) {
    object {
      $0.name("location")
      $0.object {
        $0.member("uri", related.uri)
        $0.name("range")
        $0.range(related.range)
      }
      $0.member("message", related.message)
    }
  }
}

extension Severity {
  /// `DiagnosticSeverity` of LSP.
  fileprivate var number: Int {
    switch self {
    case .error: 1
    case .warning: 2
    case .info: 3
    case .hint: 4
    }
  }
}

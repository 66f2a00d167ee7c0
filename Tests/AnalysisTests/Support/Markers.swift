import Analysis
import SourceText
import Testing

/// A text with places marked `1️⃣…1️⃣`.
struct MarkedText {
  let text: String
  /// Byte ranges by number.
  let places: [Int: ByteRange]

  init(_ marked: String) {
    var bytes: [UInt8] = []
    var starts: [Int: Int] = [:]
    var places: [Int: ByteRange] = [:]
    for character in marked {
      let scalars = Array(character.unicodeScalars)
      if scalars.count >= 2, scalars.last?.value == 0x20e3, let number = Int(String(scalars[0])) {
        if let start = starts[number] { places[number] = ByteRange(start, bytes.count) } else { starts[number] = bytes.count }
      } else {
        bytes += Array(String(character).utf8)
      }
    }
    text = String(decoding: bytes, as: UTF8.self)
    self.places = places
  }
}

/// Checks that the rules give exactly the findings `N️⃣ severity RULE: message`, each at its mark.
func check(
  _ rules: String..., text marked: String, path: String = "a.cmk.yaml", before: String? = nil, finds expected: String...,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let marked = MarkedText(marked)
  var workbench = Workbench([(path, marked.text)], before: before.map { [(path, $0)] })
  let found = workbench.findings().filter { rules.contains($0.rule) }.map { finding in
    let number = marked.places.first { $0.value == finding.place.range }.map { "\($0.key)\u{fe0f}\u{20e3}" } ?? "\(finding.place.range)"
    return "\(number) \(finding.severity) \(finding.rule): \(finding.message)"
  }
  #expect(found == expected, sourceLocation: sourceLocation)
}

import EncryptionModel
import SourceText

/// Where properties of ARM's are written in a resource of another language: azurerm's arguments.
struct ArgumentWriting: Equatable, Sendable {
  /// The body that gets an argument; nil where nothing can be written.
  var site: Site?
  var vocabulary: Vocabulary
  /// The argument of a property, by the property's folded path: `properties.enablepurgeprotection`.
  var arguments: [String: [String]] = [:]
  /// Folded paths of properties that the provider changes only by deleting what is deployed, with all that is below them.
  var replacing: [String] = []

  /// Where the argument of a property is written, whether it is there or not.
  func slot(at path: [String]) -> Slot? {
    let name = path.joined(separator: ".").lowercased()
    guard let site, let argument = arguments[name] else { return nil }
    return Slot(.property(in: site, path: argument), vocabulary: vocabulary, replacesDeployed: isReplacing(name))
  }

  private func isReplacing(_ name: String) -> Bool { replacing.contains { name == $0 || name.hasPrefix($0 + ".") } }

  /// A reading with the slots that this language has for it.
  func told(_ reading: PropertyReader.Reading, at path: [String]) -> PropertyReader.Reading {
    let name = path.joined(separator: ".").lowercased()
    let replacesDeployed = isReplacing(name)
    switch reading {
    case .absent(var place):
      if place.slot != nil {
        place.slot?.vocabulary = vocabulary
        place.slot?.replacesDeployed = replacesDeployed
      } else if let site, let argument = arguments[name] {
        place.slot = Slot(.property(in: site, path: argument), vocabulary: vocabulary, replacesDeployed: replacesDeployed)
      }
      return .absent(place)
    case .value(let value, var property):
      property.vocabulary = vocabulary
      property.replacesDeployed = replacesDeployed
      return .value(value, property: property)
    case .either(let readings, let why): return .either(readings.map { told($0, at: path) }, because: why)
    case .undecided: return reading
    }
  }
}

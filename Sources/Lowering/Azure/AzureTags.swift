import EncryptionModel
import SourceText

extension AzureReader {
  /// The tag that says which services of a multi-service resource are used, separated by commas.
  static let capabilitiesTag = "cmkCapabilities"

  /// Evidence of the request form in the resource's tags (SPEC §4).
  func requestForm() -> Fact<RequestForm> {
    tag(requestFormTag) { text in
      let value = text.lowercased()
      let status: RequestForm.Status = value == "pending" ? .pending : value == "denied" ? .denied : .approved
      return RequestForm(reference: text, status: status)
    }
  }

  func capabilities() -> Fact<[Capability]> {
    tag(Self.capabilitiesTag) { text in
      text.split { $0 == "," || $0 == ";" || $0 == " " }.map { Capability($0.filter { $0 != "-" && $0 != "_" }) }
    }
  }

  /// A tag found by its name without regard to case, `-` and `_`; an empty one counts as none.
  private func tag<Value>(_ name: String, as transform: @escaping (String) -> Value) -> Fact<Value> {
    let wanted = Self.folded(name)
    return tag(properties.read(["tags"]), wanted, name, transform)
  }

  private func tag<Value>(
    _ reading: PropertyReader.Reading, _ wanted: String, _ name: String, _ transform: (String) -> Value
  ) -> Fact<Value> {
    switch reading {
    case .undecided(let unknown): return .undecided(unknown)
    case .either(let readings, let why): return .either(readings.map { tag($0, wanted, name, transform) }, because: why)
    case .absent(let place):
      var place = place
      if let slot = place.slot {
        place.slot =
          switch slot.target {
          case .property(let site, let path): Slot(.property(in: site, path: path + [name]), vocabulary: slot.vocabulary)
          // A `null` in place of the tags: there is no object to write into.
          case .value, .text: nil
          }
      }
      return .absent(place)
    case .value(let tags, let property):
      guard let object = tags.object else { return .undecided(Unknown(tags.reason.reason, at: property.site)) }
      guard let member = object.members.first(where: { Self.folded($0.name) == wanted }) else {
        if let rest = object.rest { return .undecided(Unknown(rest.reason, at: property.site)) }
        return .absent(properties.place(in: tags, missing: [name]))
      }
      var value = member.value
      value.isShared = value.isShared || tags.isShared
      let holder = tags.isShared ? PropertyReader.Property(property.site) : PropertyReader.Property(member.site, isWhole: member.isWhole)
      let place = properties.place(of: value, property: holder)
      guard let text = member.value.knownText else {
        return member.value.isNull ? .absent(place) : .undecided(Unknown(member.value.reason.reason, at: member.site))
      }
      let isFilledIn = text.contains { !$0.isWhitespace }
      return isFilledIn ? .known(transform(text), place) : .absent(place)
    }
  }

  private static func folded(_ name: String) -> String { name.lowercased().filter { $0 != "-" && $0 != "_" } }
}

/// What a user can set in the editor. A configuration file of the folder wins where both speak of a thing.
struct Settings: Hashable, Sendable {
  /// Rule ids, names or groups to run alone.
  var select: [String] = []
  var ignore: [String] = []
  /// The revision that transitions are judged against; nil: the last commit.
  var against: String?
  /// Whether transitions are judged at all.
  var comparesStates = true
  /// Of several encodings of positions take UTF-8.
  var prefersUTF8 = false

  init() {}

  /// Reads `initializationOptions` or the `settings` of a change, bare or below `cmklint`; what is odd is passed over.
  init(_ value: JSONValue?) {
    guard let value = value?["cmklint"] ?? value else { return }
    select = value["select"]?.strings ?? []
    ignore = value["ignore"]?.strings ?? []
    switch value["against"] {
    case .string(let revision): against = revision.isEmpty ? nil : revision
    case .boolean(let flag): comparesStates = flag
    default: break
    }
    prefersUTF8 = value["preferUtf8"]?.boolean ?? false
  }
}

/// A value of an example, printed in the notation of each dialect.
indirect enum ExampleValue: Hashable, Sendable {
  case text(String)
  case integer(Int)
  case boolean(Bool)
  case null
  case list([ExampleValue])
  case object([Member])
  /// Something that another resource of the example tells: its symbol (Azure) or address (Terraform), and the path from there.
  case reference(String, [String])
  /// Several nested blocks of one name (Terraform alone).
  case blocks([[Member]])

  struct Member: Hashable, Sendable {
    var name: String
    var value: ExampleValue

    init(_ name: String, _ value: ExampleValue) {
      self.name = name
      self.value = value
    }
  }

  /// The id of another resource of the example.
  static func id(of symbol: String) -> ExampleValue { .reference(symbol, ["id"]) }

  /// One nested block (Terraform alone).
  static func block(_ members: KeyValuePairs<String, ExampleValue>) -> ExampleValue { .blocks([members.map { Member($0.key, $0.value) }]) }

  var members: [Member]? { if case .object(let members) = self { members } else { nil } }

  /// The symbols of all resources that the value refers to.
  var references: [String] {
    switch self {
    case .reference(let symbol, _): [symbol]
    case .list(let elements): elements.flatMap(\.references)
    case .object(let members): members.flatMap(\.value.references)
    case .blocks(let blocks): blocks.flatMap { $0.flatMap(\.value.references) }
    case .text, .integer, .boolean, .null: []
    }
  }

  /// The value with the property at the path set, or taken away where `new` is nil; objects on the way are made.
  func setting(_ path: ArraySlice<String>, to new: ExampleValue?) -> ExampleValue? {
    guard let name = path.first else { return new }
    var members: [Member]
    let isBlock: Bool
    switch self {
    case .object(let own): (members, isBlock) = (own, false)
    case .blocks(let blocks): (members, isBlock) = (blocks.first ?? [], true)
    default: (members, isBlock) = ([], false)
    }
    let position = members.firstIndex { $0.name == name }
    let value = (position.map { members[$0].value } ?? .object([])).setting(path.dropFirst(), to: new)
    switch (position, value) {
    case (let position?, let value?): members[position].value = value
    case (let position?, nil): members.remove(at: position)
    case (nil, let value?): members.append(Member(name, value))
    case (nil, nil): break
    }
    return isBlock ? .blocks([members]) : .object(members)
  }
}

extension ExampleValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }
  init(arrayLiteral elements: ExampleValue...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, ExampleValue)...) { self = .object(elements.map { Member($0.0, $0.1) }) }
}

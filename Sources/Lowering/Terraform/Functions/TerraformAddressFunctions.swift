import SourceText

extension TerraformFunctions {
  static let addresses: [String: Function] = [
    "cidrsubnet": { arguments, context in
      guard let network = text(arguments, 0).flatMap({ NetworkAddress($0) }), let more = integer(arguments, 1),
        let number = integer(arguments, 2)
      else { return nil }
      return network.subnet(more: more, number: number).map { context.text($0.description) }
    },
    "cidrsubnets": { arguments, context in
      guard let network = text(arguments, 0).flatMap({ NetworkAddress($0) }) else { return nil }
      let more = arguments.indices.dropFirst().compactMap { integer(arguments, $0) }
      guard more.count == arguments.count - 1, let found = network.subnets(more) else { return nil }
      return context.array(found.map { context.text($0.description) })
    },
    "cidrhost": { arguments, context in
      guard let network = text(arguments, 0).flatMap({ NetworkAddress($0) }), let number = integer(arguments, 1) else { return nil }
      return network.host(number).map { context.text($0) }
    },
    "cidrnetmask": { arguments, context in
      text(arguments, 0).flatMap { NetworkAddress($0) }?.netmask.map { context.text($0) }
    },
  ]
}

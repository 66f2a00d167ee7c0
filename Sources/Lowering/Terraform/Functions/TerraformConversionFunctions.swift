import EncryptionModel
import SourceText
import SyntaxTree

extension TerraformFunctions {
  static let conversions: [String: Function] = [
    "tostring": { arguments, context in
      guard let value = arguments.first else { return nil }
      switch value.content {
      case .null, .text, .unknown, .resource: return value
      case .boolean(let truth): return context.text(truth ? "true" : "false")
      case .integer(let number): return context.text(String(number))
      case .number(let number): return context.text(TerraformNumber.text(number))
      default: return nil
      }
    },
    "tonumber": { arguments, context in
      guard let value = arguments.first else { return nil }
      if value.isNull || value.content.isUnknown || value.isResource { return value }
      return TerraformOperators.number(value).map { TerraformNumber.value($0, context) }
    },
    "tobool": { arguments, context in
      guard let value = arguments.first else { return nil }
      if value.isNull || value.content.isUnknown || value.isResource { return value }
      return value.truth.map { context.boolean($0) }
    },
    "tolist": { arguments, context in
      guard let value = arguments.first else { return nil }
      return value.elements == nil && !value.isNull && !value.content.isUnknown ? nil : value
    },
    "toset": { arguments, context in
      guard let value = arguments.first else { return nil }
      if value.isNull || value.content.isUnknown { return value }
      return value.elements.map { $0.allSatisfy(\.isDecided) ? context.array(ordered(unique($0))) : context.array($0) }
    },
    "tomap": { arguments, context in
      guard let value = arguments.first else { return nil }
      return value.object == nil && !value.isNull && !value.content.isUnknown ? nil : value
    },
    "jsonencode": { arguments, context in
      guard arguments.count == 1 else { return nil }
      if arguments[0].isDecided { return context.text(TerraformJSON.text(of: arguments[0])) }
      // The text is not known, but a body of JSON is read from the value itself.
      return arguments[0].object == nil ? nil : arguments[0]
    },
    "issensitive": { arguments, context in arguments.count == 1 ? context.boolean(false) : nil },
  ]
}

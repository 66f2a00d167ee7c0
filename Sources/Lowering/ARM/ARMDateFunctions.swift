import EncryptionModel
import SourceText

extension ARMFunctions {
  static let dates: [String: Function] = [
    "datetimetoepoch": { arguments, context in
      guard arguments.count == 1, let text = arguments[0].knownText else { return nil }
      return Timestamp(text).map { context.integer($0.seconds) }
    },
    "datetimefromepoch": { arguments, context in
      guard arguments.count == 1, let seconds = arguments[0].integer else { return nil }
      return Timestamp(seconds: seconds).map { context.text($0.description) }
    },
    "datetimeadd": { arguments, context in
      guard (2...3).contains(arguments.count), let base = arguments[0].knownText.flatMap({ Timestamp($0) }),
        let duration = arguments[1].knownText, let result = base.adding(duration: duration)
      else { return nil }
      guard arguments.count == 3 else { return context.text(result.description) }
      return arguments[2].knownText.flatMap(result.formatted).map(context.text)
    },
  ]
}

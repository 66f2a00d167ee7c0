import EncryptionModel
import SourceText

/// What-if reports each property that a template leaves out as deleted, although the service keeps many of them (AZURE.md §2I).
enum WhatIfNoise {
  /// The state after, with what is left out of it as unknown: whether the service keeps it, nobody knows.
  ///
  /// A block of encryption that is left out as a whole stays left out: that is what the deployment asks for, and a rule speaks of it.
  static func keeping(_ after: EvaluatedValue, _ before: EvaluatedValue, _ values: WhatIfValues) -> EvaluatedValue {
    keeping(after, before, path: [], scope: values.scope)
  }

  /// Blocks that say how a resource is encrypted.
  private static let encryption: Set<String> = ["properties.encryption", "properties.encryptionwithcmk", "properties.keyvaultkeyuri"]

  private static func keeping(_ after: EvaluatedValue, _ before: EvaluatedValue, path: [String], scope: UInt64) -> EvaluatedValue {
    guard let now = after.object, let was = before.object, path.count < EvaluatedValue.maximumNesting else { return after }
    var kept = now
    for member in was.members where !member.value.isNull {
      let inner = path + [member.name.lowercased()]
      let name = inner.joined(separator: ".")
      if let present = now[member.name], !present.value.isNull {
        var changed = present
        changed.value = keeping(present.value, member.value, path: inner, scope: scope)
        kept.set(changed)
      } else if !encryption.contains(name) {
        let unknown = EvaluatedValue.unknown(
          name, scope: scope, because: "the template does not set \(name), and what-if does not tell whether the service keeps it",
          at: member.site)
        kept.set(EvaluatedObject.Member(member.name, unknown, at: member.site))
      }
    }
    return EvaluatedValue(.object(kept), at: after.site, cause: after.cause)
  }
}

import EncryptionModel
import SourceText

extension EvaluatedResource {
  /// The resource with the call in place of what stands in a text that the user does not have.
  ///
  /// Values that came in through an argument keep their places, so that they are reported and mended where they are written.
  func told(at call: Site, instead file: FileID) -> EvaluatedResource {
    var told = self
    told.body = body.told(at: call, instead: file)
    if told.site.file == file { told.site = call }
    if told.nameSite.file == file { told.nameSite = call }
    if told.apiVersionPlace?.site.file == file { told.apiVersionPlace = nil }
    if case .undecided(var reason) = existence, reason.site.file == file {
      reason.site = call
      told.existence = .undecided(reason)
    }
    told.dependencySlot = nil
    return told
  }
}

extension EvaluatedValue {
  func told(at call: Site, instead file: FileID) -> EvaluatedValue {
    var cause = cause
    if cause?.site.file == file { cause?.site = call }
    let content: Content
    switch self.content {
    case .array(let elements): content = .array(elements.map { $0.told(at: call, instead: file) })
    case .object(let object): content = .object(object.told(at: call, instead: file))
    case .either(let condition, let first, let second):
      content = .either(condition: condition, first.told(at: call, instead: file), second.told(at: call, instead: file))
    case .null, .boolean, .integer, .number, .text, .unknown, .resource: content = self.content
    }
    let isForeign = site.file == file
    var told = EvaluatedValue(content, at: isForeign ? call : site, isWritten: isWritten && !isForeign, cause: cause)
    told.isWhole = isWhole && !isForeign
    told.isShared = isShared
    return told
  }
}

extension EvaluatedObject {
  fileprivate func told(at call: Site, instead file: FileID) -> EvaluatedObject {
    var told = EvaluatedObject(
      members.map { member in
        var member = member
        member.value = member.value.told(at: call, instead: file)
        if member.site.file == file {
          member.site = call
          member.isWhole = false
        }
        return member
      })
    told.rest = rest
    if told.rest?.site.file == file { told.rest?.site = call }
    return told
  }
}

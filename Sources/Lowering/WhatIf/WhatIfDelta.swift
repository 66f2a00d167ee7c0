import EncryptionModel
import SourceText
import SyntaxTree

/// The changes of properties that a what-if result tells of a resource, for where it does not tell the whole of it.
struct WhatIfDelta {
  private struct Change {
    var path: [String]
    var before: EvaluatedValue?
    var after: EvaluatedValue?
    /// The service decides over the value, whatever the template says.
    var isWithoutEffect: Bool
  }

  private var changes: [Change] = []

  /// More levels of children are not followed.
  private static let maximumDepth = 32

  init(_ delta: Node, in values: WhatIfValues) {
    let document = values.file.document
    var open: [(node: Node, path: [String], depth: Int)] = document.elements(delta).reversed().map { ($0, [], 0) }
    while let (node, outer, depth) = open.popLast() {
      guard let text = document.text(node, "path", ignoringCase: true) else { continue }
      // A child's path goes on from its parent's.
      let path = outer + text.split(separator: ".").map(String.init)
      let kind = document.text(node, "propertyChangeType", ignoringCase: true)?.lowercased() ?? ""
      let children = document.value(node, "children", ignoringCase: true).map(document.elements) ?? []
      func told(_ name: String) -> EvaluatedValue? {
        document.value(node, name, ignoringCase: true).flatMap(values.value).flatMap { $0.isNull ? nil : $0 }
      }
      // The elements of an array are told one by one, those that stay not at all.
      guard kind != "array" else {
        let name = path.joined(separator: ".")
        let open = EvaluatedValue.unknown(
          name, scope: values.scope, because: "the what-if result tells only what changes in \(name)", at: values.file.site(node))
        changes.append(Change(path: path, before: told("before") ?? open, after: told("after") ?? open, isWithoutEffect: false))
        continue
      }
      if children.isEmpty || depth >= Self.maximumDepth {
        changes.append(Change(path: path, before: told("before"), after: told("after"), isWithoutEffect: kind == "noeffect"))
      } else {
        for child in children.reversed() { open.append((child, path, depth + 1)) }
      }
    }
  }

  /// The resource before, made from the one after, or from nothing: the rest is not told.
  func before(from after: EvaluatedValue?, at site: Site) -> EvaluatedValue { applied(to: after, at: site, \.before) }

  func after(from before: EvaluatedValue?, at site: Site) -> EvaluatedValue { applied(to: before, at: site, \.after) }

  private func applied(to other: EvaluatedValue?, at site: Site, _ side: KeyPath<Change, EvaluatedValue?>) -> EvaluatedValue {
    var root = EvaluatedObject()
    let unknown = Unknown("the what-if result tells only what changes", at: site)
    if let object = other?.object { root = object } else { root.rest = unknown }
    for change in changes where !change.isWithoutEffect {
      Self.set(change[keyPath: side], at: change.path[...], in: &root, rest: other == nil ? unknown : nil, site: site)
    }
    return EvaluatedValue(.object(root), at: other?.site ?? site)
  }

  private static func set(
    _ value: EvaluatedValue?, at path: ArraySlice<String>, in object: inout EvaluatedObject, rest: Unknown?, site: Site
  ) {
    guard let name = path.first, path.count <= EvaluatedValue.maximumNesting else { return }
    guard path.count > 1 else {
      if let value {
        object.set(EvaluatedObject.Member(name, value, at: value.site))
      } else {
        // It is told that there is none.
        object.set(EvaluatedObject.Member(name, EvaluatedValue(.null, at: site), at: site))
      }
      return
    }
    var inner: EvaluatedObject
    if let member = object[name] {
      // An array, or something that is not told, stays as it is.
      guard let known = member.value.object else { return }
      inner = known
    } else {
      inner = EvaluatedObject()
      inner.rest = rest
    }
    set(value, at: path.dropFirst(), in: &inner, rest: rest, site: site)
    let place = object[name]?.site ?? value?.site ?? site
    object.set(EvaluatedObject.Member(name, EvaluatedValue(.object(inner), at: place), at: place))
  }
}

import SourceText

extension TerraformFunctions {
  static let patterns: [String: Function] = [
    "regex": { arguments, context in
      guard arguments.count == 2, let pattern = text(arguments, 0).flatMap({ Pattern($0) }), let text = text(arguments, 1) else {
        return nil
      }
      let scalars = Array(text.unicodeScalars)
      return pattern.first(in: scalars, from: 0, budget: context.budget).map { captured($0, pattern, scalars, context) }
    },
    "regexall": { arguments, context in
      guard arguments.count == 2, let pattern = text(arguments, 0).flatMap({ Pattern($0) }), let text = text(arguments, 1) else {
        return nil
      }
      let scalars = Array(text.unicodeScalars)
      return pattern.all(in: scalars, budget: context.budget).map { matches in
        context.array(matches.map { captured($0, pattern, scalars, context) })
      }
    },
  ]

  /// The match alone, its groups in a list, or its named groups as an object.
  private static func captured(
    _ match: Pattern.Match, _ pattern: Pattern, _ text: [Unicode.Scalar], _ context: ARMFunctionContext
  ) -> EvaluatedValue {
    func value(_ range: Range<Int>?) -> EvaluatedValue { range.map { context.text(string(text[$0])) } ?? context.null() }
    guard !pattern.groups.isEmpty else { return value(match.range) }
    guard pattern.groups.contains(where: { $0 != nil }) else { return context.array(match.groups.map(value)) }
    let members = zip(pattern.groups, match.groups).compactMap { name, range in
      name.map { EvaluatedObject.Member($0, value(range), at: context.site) }
    }
    return context.object(EvaluatedObject(members))
  }

  /// `replace` with a regular expression between slashes: `$1`, `${name}` in the new text are groups.
  static func replaced(_ text: String, pattern: String, by new: String, _ context: ARMFunctionContext) -> String? {
    guard let pattern = Pattern(pattern) else { return nil }
    let scalars = Array(text.unicodeScalars)
    guard let matches = pattern.all(in: scalars, budget: context.budget) else { return nil }
    let template = Array(new.unicodeScalars)
    var result = ""
    var end = 0
    for match in matches {
      result += string(scalars[end..<match.range.lowerBound])
      result += expanded(template, match, pattern, scalars)
      end = match.range.upperBound
      guard result.utf8.count <= EvaluationBudget.maximumText else { return nil }
    }
    return result + string(scalars[end...])
  }

  private static func expanded(
    _ template: [Unicode.Scalar], _ match: Pattern.Match, _ pattern: Pattern, _ text: [Unicode.Scalar]
  ) -> String {
    var result = String.UnicodeScalarView()
    var index = 0
    while index < template.count {
      guard template[index] == "$", index + 1 < template.count else {
        result.append(template[index])
        index += 1
        continue
      }
      index += 1
      if template[index] == "$" {
        result.append("$")
        index += 1
        continue
      }
      let name: String
      if template[index] == "{", let close = template[index...].firstIndex(of: "}") {
        name = string(template[(index + 1)..<close])
        index = close + 1
      } else {
        let run = template[index...].prefix { scalar in ScalarSet.words.contains { $0.contains(scalar.value) } }
        guard !run.isEmpty else {
          result.append("$")
          continue
        }
        name = string(run)
        index += run.count
      }
      let range: Range<Int>?
      if let number = Int(name) {
        range = number == 0 ? match.range : match.groups.indices.contains(number - 1) ? match.groups[number - 1] : nil
      } else {
        range = pattern.groups.firstIndex(of: name).flatMap { match.groups[$0] }
      }
      if let range { result.append(contentsOf: text[range]) }
    }
    return String(result)
  }

  private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String { String(String.UnicodeScalarView(scalars)) }
}

import EncryptionModel
import SourceText
import SyntaxTree

/// Quoted templates, heredocs and template files: texts with interpolations and directives.
extension TerraformEvaluation {
  func template(_ node: Node, _ source: TerraformSource, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    let parts = source.document.hclTemplateParts(node)
    // One interpolation alone is its value, whatever type it has.
    if parts.count == 1, case .interpolation(let inner?, _) = parts[0] { return value(of: inner, source, in: frame) }
    return rendered(parts, source, at: site, in: frame)
  }

  func rendered(_ parts: [HCLTemplatePart], _ source: TerraformSource, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    var output = TemplateOutput()
    render(parts[...], source, into: &output, in: frame)
    if let reason = output.undecided {
      return unknown("template \(output.text.expression)", because: reason.reason, at: site, in: frame)
    }
    return EvaluatedValue(.text(output.text), at: site, cause: output.text.hasSymbols ? output.cause : nil)
  }

  private struct TemplateOutput {
    var text = SymbolicText("")
    var cause: Unknown?
    /// Why not even the pieces of the text are known.
    var undecided: Unknown?
  }

  private func render(
    _ parts: ArraySlice<HCLTemplatePart>, _ source: TerraformSource, into output: inout TemplateOutput, in frame: TerraformFrame
  ) {
    guard budget.enter() else {
      output.undecided = Unknown(
        budget.reason,
        at: frame.scope.module.files.first.map { $0.site(ByteRange(0, 0)) } ?? output.cause?.site ?? source.site(source.document.root))
      return
    }
    defer { budget.leave() }
    var rest = parts
    while let part = rest.popFirst(), output.undecided == nil {
      switch part {
      case .text(let text, _): output.text = output.text + SymbolicText(text)
      case .interpolation(let inner, _):
        guard let inner else { continue }
        append(value(of: inner, source, in: frame), to: &output, in: frame)
      case .ifStart(let condition, let node):
        let (body, otherwise) = Self.branches(&rest)
        let value = condition.map { self.value(of: $0, source, in: frame) } ?? missing(at: source.site(node), in: frame)
        guard let truth = value.truth else {
          output.undecided = value.reason
          return
        }
        render(truth ? body : otherwise, source, into: &output, in: frame)
      case .forStart(let names, let collection, let node):
        let (body, _) = Self.branches(&rest)
        let value = collection.map { self.value(of: $0, source, in: frame) } ?? missing(at: source.site(node), in: frame)
        guard let items = TerraformIteration.items(of: value, at: source.site(node)) else {
          output.undecided = value.reason
          return
        }
        for (key, item) in items {
          var inner = frame
          if names.count > 1 {
            inner = inner.with(names[0], key).with(names[1], item)
          } else if let name = names.first {
            inner = inner.with(name, item)
          }
          render(body, source, into: &output, in: inner)
        }
      case .elseStart, .endIf, .endFor: continue
      }
    }
  }

  private func append(_ value: EvaluatedValue, to output: inout TemplateOutput, in frame: TerraformFrame) {
    if !value.isDecided, output.cause == nil { output.cause = value.reason }
    if let number = value.double, value.integer == nil {
      output.text = output.text + SymbolicText("\(number)")
    } else if let truth = value.boolean {
      output.text = output.text + SymbolicText(truth ? "true" : "false")
    } else if let text = value.symbolicText {
      output.text = output.text + text
    } else {
      output.text = output.text + SymbolicText(UnknownName.call("tostring", [value], scope: frame.scope.identity))
      output.cause = output.cause ?? value.reason
    }
  }

  /// What stands up to the directive's end, and behind its `else`.
  private static func branches(_ rest: inout ArraySlice<HCLTemplatePart>) -> (ArraySlice<HCLTemplatePart>, ArraySlice<HCLTemplatePart>) {
    var depth = 0
    var index = rest.startIndex
    var middle: Int?
    while index < rest.endIndex {
      switch rest[index] {
      case .ifStart, .forStart: depth += 1
      case .elseStart where depth == 0: middle = index
      case .endIf, .endFor:
        if depth == 0 {
          let body = rest[rest.startIndex..<(middle ?? index)]
          let otherwise = middle.map { rest[($0 + 1)..<index] } ?? rest[index..<index]
          rest = rest[(index + 1)...]
          return (body, otherwise)
        }
        depth -= 1
      default: break
      }
      index += 1
    }
    let body = rest
    rest = rest[rest.endIndex...]
    return (body, rest)
  }
}

import EncryptionModel
import SourceText
import SyntaxTree

/// Calls: those that must not evaluate all of their arguments, those that read files, functions of values.
extension TerraformEvaluation {
  func call(_ node: Node, _ source: TerraformSource, at site: Site, in frame: TerraformFrame) -> EvaluatedValue {
    guard let call = source.document.hclCall(node) else { return missing(at: site, in: frame) }
    switch call.name {
    case "try", "can": return attempt(call.name, call.arguments, source, at: site, in: frame)
    default: break
    }
    var arguments = call.arguments.map { value(of: $0, source, in: frame) }
    budget.spend(arguments.count)
    if call.expandsLast, let last = arguments.popLast() {
      guard let elements = last.elements else {
        return ARMFunctions.unknown(call.name, arguments + [last], last.reason.reason, context(site, frame))
      }
      arguments += elements
    }
    switch call.name {
    case "file", "filebase64", "fileexists", "templatefile", "fileset", "abspath", "filemd5", "filesha1", "filesha256", "filesha512",
      "filebase64sha256", "filebase64sha512":
      return file(call.name, arguments, source, at: site, in: frame)
    case "sensitive", "nonsensitive", "ephemeralasnull": return arguments.first ?? missing(at: site, in: frame)
    default: return TerraformFunctions.apply(call.name, arguments, context(site, frame))
    }
  }

  /// `try`, `can`: the first argument that has a value.
  private func attempt(
    _ name: String, _ nodes: [Node], _ source: TerraformSource, at site: Site, in frame: TerraformFrame
  ) -> EvaluatedValue {
    var open: EvaluatedValue?
    for node in nodes {
      let value = value(of: node, source, in: frame)
      if fails(node, value, source, in: frame) { continue }
      if name == "can" {
        return value.isDecided || value.isResource
          ? EvaluatedValue(.boolean(true), at: site) : ARMFunctions.unknown(name, [value], value.reason.reason, context(site, frame))
      }
      if open == nil, value.content.isUnknown {
        open = value
        continue
      }
      return open.map { .undecided("can(\($0.summary))", $0, value, at: site, scope: frame.scope.identity, because: $0.reason) } ?? value
    }
    if let open { return open }
    return name == "can"
      ? EvaluatedValue(.boolean(false), at: site)
      : unknown("try()", because: "none of the arguments of try has a value", at: site, in: frame)
  }

  /// Whether evaluating an expression is certain to be an error: an attribute or an element that is not there.
  private func fails(_ node: Node, _ value: EvaluatedValue, _ source: TerraformSource, in frame: TerraformFrame) -> Bool {
    guard value.content.isUnknown, let reason = value.cause?.reason else { return false }
    return ["there is no attribute", "there is no element", "has no attributes", "there is no variable", "does not take"].contains {
      reason.contains($0)
    }
  }

  // MARK: Files

  private func file(
    _ name: String, _ arguments: [EvaluatedValue], _ source: TerraformSource, at site: Site, in frame: TerraformFrame
  ) -> EvaluatedValue {
    func unknown(_ reason: String) -> EvaluatedValue { ARMFunctions.unknown(name, arguments, reason, context(site, frame)) }
    guard let path = arguments.first?.knownText, let resolved = FilePaths.resolve(path, from: frame.scope.rootFolder) else {
      return unknown(arguments.first?.reason.reason ?? "\(name) takes a path")
    }
    if name == "abspath" { return .text(resolved, at: site) }
    if name == "fileset" {
      guard arguments.count == 2, let pattern = arguments[1].knownText else { return unknown("fileset takes a folder and a pattern") }
      guard let found = files(pattern, below: resolved) else {
        return unknown("the pattern \(pattern) goes through too many folders")
      }
      return EvaluatedValue(.array(found.map { .text($0, at: site) }), at: site)
    }
    let text = text(resolved)
    if name == "fileexists" { return EvaluatedValue(.boolean(text != nil), at: site) }
    guard let text else { return unknown("the file \(path) is not there") }
    guard text.count <= EvaluationBudget.maximumText else { return unknown("the file \(path) is too large") }
    let content = Array(text.bytes)
    switch name {
    case "filebase64": return .text(Base64.encoded(content), at: site)
    case "templatefile":
      guard arguments.count == 2, let variables = arguments[1].object else { return unknown("templatefile takes an object of variables") }
      // The file is a template as a heredoc's text is one.
      let marker = "CMKLINT_TEMPLATE"
      let document = Document(SourceText("v = <<\(marker)\n\(String(decoding: content, as: UTF8.self))\n\(marker)\n"), format: .hcl)
      guard let node = document.hclAttribute(document.root, "v")?.value else { return unknown("the template \(path) is not readable") }
      var inner = frame
      inner.locals = [:]
      for member in variables.members { inner.locals[member.name] = member.value }
      var parts = document.hclTemplateParts(node)
      // The heredoc's own last line break is not the file's.
      if case .text(let last, let node)? = parts.last, last.hasSuffix("\n") {
        parts[parts.count - 1] = .text(String(last.dropLast()), node)
      }
      return rendered(parts, TerraformSource(source.file, document, at: site), at: site, in: inner)
    case "file": return .text(String(decoding: content, as: UTF8.self), at: site)
    default:
      budget.spend(content.count / 16)
      return TerraformFunctions.digest(of: content, by: name).map { .text($0, at: site) } ?? unknown("\(name) is not a function")
    }
  }
}

extension EvaluatedValue {
  /// Whether it is what only a deployed resource tells.
  var isResource: Bool { if case .resource = content { true } else { false } }
}

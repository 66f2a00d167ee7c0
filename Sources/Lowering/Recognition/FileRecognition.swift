import SourceText
import SyntaxTree

/// Tells which role a file plays, by its name and, cheaply, by its content (SPEC §2). Most files of a repository are none of
/// ours: they must cost no more than a look.
public enum FileRecognition {
  /// Whether a file of this name could play a role at all.
  public static func isCandidate(name: String) -> Bool { notation(name) != nil }

  private enum Notation { case json, jsonc, yaml, terraformJSON, terraform, bicep }

  private static func notation(_ name: String) -> Notation? {
    let utf8 = name.utf8
    func hasSuffix(_ suffix: StaticString) -> Bool {
      guard utf8.count >= suffix.utf8CodeUnitCount else { return false }
      var index = 0
      return utf8.suffix(suffix.utf8CodeUnitCount).allSatisfy { byte in
        defer { index += 1 }
        return (byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte) == suffix.utf8Start[index]
      }
    }
    if hasSuffix(".tf.json") || hasSuffix(".tfvars.json") { return .terraformJSON }
    if hasSuffix(".tf") || hasSuffix(".tfvars") { return .terraform }
    if hasSuffix(".bicep") || hasSuffix(".bicepparam") { return .bicep }
    if hasSuffix(".json") || hasSuffix(".tfstate") { return .json }
    if hasSuffix(".jsonc") { return .jsonc }
    if hasSuffix(".yaml") || hasSuffix(".yml") { return .yaml }
    return nil
  }

  /// What a document is, with the notation to parse it in; nil when it is none of ours. `languageID` decides where the name
  /// says nothing (an untitled document).
  public static func recognise(path: String, bytes: [UInt8], languageID: String? = nil) -> RecognisedFile? {
    let name = path.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) ?? path
    let lower = name.lowercased()
    if lower == ".cmklint.json" { return RecognisedFile(.configuration, .json(.relaxed)) }
    if lower == ".cmklint.yaml" || lower == ".cmklint.yml" { return RecognisedFile(.configuration, .yaml) }
    var notation = notation(lower)
    if notation == nil {
      switch languageID {
      case "yaml", "azure-pipelines": notation = .yaml
      case "jsonc": notation = .jsonc
      case "json", "arm-template", "arm-parameters": notation = .json
      case "bicep", "bicep-params": notation = .bicep
      case "terraform", "terraform-vars", "hcl", "opentofu", "tf": notation = .terraform
      case nil: notation = bytes.first(where: { !isSpace($0) }) == UInt8(ascii: "{") ? .json : lower.contains(".") ? nil : .yaml
      default: return nil
      }
    }
    guard let notation else { return nil }
    switch notation {
    case .bicep: return RecognisedFile(.bicep, .bicep)
    case .terraform: return RecognisedFile(.terraform, .hcl)
    case .terraformJSON: return RecognisedFile(.terraform, .json(.strict))
    case .yaml:
      if lower.hasSuffix(".cmk.yaml") || lower.hasSuffix(".cmk.yml") { return RecognisedFile(.manifest, .yaml) }
      if let end = YAMLTopKey.end(of: "cmkManifest", in: bytes) { return RecognisedFile(.manifest, .yaml, firmFrom: end) }
      return YAMLTopKey.isParsed("cmkManifest", in: bytes) ? RecognisedFile(.manifest, .yaml, firmFrom: .max) : nil
    case .json, .jsonc:
      if lower.hasSuffix(".cmk.json") || lower.hasSuffix(".cmk.jsonc") { return RecognisedFile(.manifest, .json(.relaxed)) }
      let content = JSONContent(of: bytes)
      let template = Format.json(notation == .jsonc ? .relaxed : .armTemplate)
      switch content.kind {
      case .template: return RecognisedFile(.armTemplate, template, firmFrom: content.firmFrom)
      case .parameters: return RecognisedFile(.armParameters, template, firmFrom: content.firmFrom)
      case .manifest: return RecognisedFile(.manifest, .json(.relaxed), firmFrom: content.firmFrom)
      case .plan: return RecognisedFile(.plan, .json(.strict), firmFrom: content.firmFrom)
      case .whatIf: return RecognisedFile(.whatIf, .json(.strict), firmFrom: content.firmFrom)
      case .foreign: return nil
      }
    }
  }

  /// The standard name of a configuration in the notation of the file's own name.
  public static func configurationName(for path: String) -> String {
    let lower = path.lowercased()
    return lower.hasSuffix(".json") || lower.hasSuffix(".jsonc") ? ".cmklint.json" : ".cmklint.yaml"
  }

  /// Whether a Bicep file gives values to the parameters of another one.
  public static func isBicepParameters(_ path: String) -> Bool { path.lowercased().hasSuffix(".bicepparam") }

  /// Whether a Terraform file gives values to the variables of others.
  public static func isTerraformVariables(_ path: String) -> Bool {
    let lower = path.lowercased()
    return lower.hasSuffix(".tfvars") || lower.hasSuffix(".tfvars.json")
  }

  /// The last name of a path.
  public static func name(_ path: String) -> String {
    path.utf8.lastIndex(of: 0x2f).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte) || byte == 0xef || byte == 0xbb || byte == 0xbf
  }
}

/// What a file is, and how to parse it.
public struct RecognisedFile: Hashable, Sendable {
  public let role: FileRole
  public let format: Format
  /// Edits that begin at this byte or behind it leave the recognition as it is.
  public let firmFrom: Int

  init(_ role: FileRole, _ format: Format, firmFrom: Int = 0) {
    self.role = role
    self.format = format
    self.firmFrom = firmFrom
  }
}

import EncryptionModel
import Lowering
import PolicyRules
import SourceText
import SyntaxTree

extension Configuration {
  /// Reads a configuration file. Nil where the file does not parse: then the job cannot be done (SPEC §1, exit status 2).
  init?(_ file: SourceFile) {
    guard file.document.syntaxErrors(limit: 1).isEmpty else { return nil }
    path = file.path
    guard let top = file.document.topValue() else { return }
    let reader = Reader(file: file)
    for member in file.document.members(top) {
      switch member.name {
      case "edition": edition = reader.text(member.value).flatMap { Edition(rawValue: $0) }
      case "rules": rules = reader.rules(member.value)
      case "overrides": overrides = file.document.elements(member.value).map(reader.override)
      case "ignore": ignores = file.document.elements(member.value).compactMap(reader.ignore)
      case "requestForms": approvals = file.document.elements(member.value).compactMap(reader.approval)
      case "requestFormTag": requestFormTag = reader.text(member.value)
      case "require":
        let names = reader.text(member.value).map { [$0] } ?? reader.texts(member.value)
        required = names.contains("all") ? Set(ResourceKind.allCases) : Set(names.compactMap(ResourceKind.init(rawValue:)))
      case "exclude": exclude = reader.texts(member.value)
      case "varFiles": variableFiles = reader.texts(member.value)
      case "against": against = reader.text(member.value)
      default: break
      }
    }
  }

  private struct Reader {
    let file: SourceFile
    var document: Document { file.document }

    func text(_ node: Node?) -> String? {
      guard let node, case .string(let text)? = document.scalar(node) else { return nil }
      return text
    }

    func texts(_ node: Node?) -> [String] {
      guard let node else { return [] }
      return document.elements(node).compactMap(text)
    }

    func rules(_ node: Node?) -> [String: RuleSetting] {
      guard let node else { return [:] }
      var settings: [String: RuleSetting] = [:]
      let members = document.members(node).map { (ids: Registry.ids(selectedBy: $0.name), value: $0.value) }
      // What is said of one rule counts more than what is said of its group, wherever it stands.
      for (ids, value) in members.filter({ $0.ids.count > 1 }) + members.filter({ $0.ids.count < 2 }) {
        guard let setting = setting(value) else { continue }
        for id in ids { settings[id] = setting }
      }
      return settings
    }

    private func setting(_ node: Node) -> RuleSetting? {
      if let word = text(node) { return setting(word) }
      guard document.dataKind(node) == .object else { return nil }
      var setting = RuleSetting(severity: nil, changesSeverity: false)
      if let word = text(document.value(node, "severity")), let said = self.setting(word) { setting = said }
      if let value = document.value(node, "suppressible"), case .boolean(let said)? = document.scalar(value) { setting.suppressible = said }
      return setting
    }

    private func setting(_ word: String) -> RuleSetting? {
      if word == "off" { return RuleSetting(severity: nil) }
      return Severity(rawValue: word).map { RuleSetting(severity: $0) }
    }

    func override(_ node: Node) -> Override {
      Override(
        paths: texts(document.value(node, "paths")), rules: rules(document.value(node, "rules")),
        edition: text(document.value(node, "edition")).flatMap { Edition(rawValue: $0) })
    }

    func ignore(_ node: Node) -> Ignore? {
      guard let ruleNode = document.value(node, "rule"), let rule = text(ruleNode) else { return nil }
      let untilText = text(document.value(node, "until"))
      let until = untilText.flatMap { CalendarDate($0) }
      let site = file.site(node)
      let reason = text(document.value(node, "reason")).flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
      let reasonSlot: Slot.Target = document.value(node, "reason").map { .value(file.site($0)) } ?? .property(in: site, path: ["reason"])
      var suppression = Suppression(
        reach: .file,
        selectors: rule.split(separator: ",").map {
          Suppression.Selector(String($0.filter { !$0.isWhitespace }), at: file.site(ruleNode))
        }, reason: reason, until: until,
        malformedDate: until == nil ? untilText : nil, site: site, removal: .remove(site),
        addReason: .set(Slot(reasonSlot, vocabulary: .manifest), .text("the reason why this is accepted")))
      suppression.isDateRefusedBySchema = true
      return Ignore(
        selector: rule, path: text(document.value(node, "path")), resource: text(document.value(node, "resource")),
        suppression: suppression)
    }

    func approval(_ node: Node) -> RegisteredApproval? {
      guard document.dataKind(node) == .object else { return nil }
      let reference = text(document.value(node, "reference")).flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil } ?? ""
      let status: RequestForm.Status =
        switch text(document.value(node, "status")) {
        case "pending": .pending
        case "denied": .denied
        default: .approved
        }
      return RegisteredApproval(
        resource: text(document.value(node, "resource")) ?? "*", service: text(document.value(node, "service")),
        subscription: text(document.value(node, "subscription")), reference: reference, status: status,
        date: text(document.value(node, "date")).flatMap { CalendarDate($0) },
        expires: text(document.value(node, "expires")).flatMap { CalendarDate($0) })
    }
  }
}

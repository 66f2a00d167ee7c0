import EncryptionModel
import Lowering
import SourceText
import SyntaxTree
import Workspace

/// The labelled fixtures of other checkers, as they keep them.
struct PeerCorpora {
  let folder: String

  private var checkov: String { folder + "/peer-checkov/tests" }

  // MARK: checkov

  /// ARM templates in a folder of examples: one resource a file, named in the label behind its type.
  func armLabels(_ check: String) -> [PeerFixture] {
    labels(of: check, "arm").flatMap { label in
      label.folders.flatMap { arm(checkov + "/arm/checks/resource/" + $0, passing: label.passing, failing: label.failing) }
    }
  }

  func armGraphLabels(_ check: String) -> [PeerFixture] {
    let folder = checkov + "/arm/graph_builder/checks/resources/" + check
    let label = expected(folder)
    return arm(folder, passing: label.passing, failing: label.failing)
  }

  func terraformLabels(_ check: String, type: String) -> [PeerFixture] {
    labels(of: check, "terraform").flatMap { label in
      label.folders.flatMap {
        terraform(checkov + "/terraform/checks/resource/azure/" + $0, passing: label.passing, failing: label.failing)
      }
    }
  }

  func graphLabels(_ check: String, type: String) -> [PeerFixture] {
    let folder = checkov + "/terraform/graph/checks/resources/" + check
    let label = expected(folder)
    return terraform(folder, passing: label.passing, failing: label.failing)
  }

  /// Examples that stand in the test itself.
  func inlineLabels(_ check: String) -> [PeerFixture] {
    labels(of: check, "terraform").flatMap { label in
      label.inline.compactMap { name, text, isBad in
        PeerText.terraform(text).map { PeerFixture(name: name, isLabelledBad: isBad, declarations: $0) }
      }
    }
  }

  private struct Label {
    var folders: [String] = []
    var passing: [String] = []
    var failing: [String] = []
    var inline: [(name: String, text: String, isBad: Bool)] = []
  }

  private func labels(of check: String, _ framework: String) -> [Label] {
    guard let document = json(folder + "/_derived/checkov-labels.json"), let top = document.topValue(),
      let cases = document.value(top, "cases")
    else { return [] }
    return document.elements(cases).compactMap { node in
      guard document.words(node, "check") == [check], document.words(node, "framework") == [framework] else { return nil }
      var label = Label()
      label.folders = document.words(node, "fixtures")
      label.passing = document.words(node, "passing")
      label.failing = document.words(node, "failing")
      for inline in document.value(node, "inline").map(document.elements) ?? [] {
        guard let text = document.words(inline, "hcl").first, let verdict = document.words(inline, "expected").first else { continue }
        label.inline.append((document.words(inline, "test").first ?? "", text, verdict == "FAILED"))
      }
      return label
    }
  }

  private func expected(_ folder: String) -> Label {
    guard let text = try? readText(folder + "/expected.yaml") else { return Label() }
    let document = Document(SourceText(text), format: .yaml)
    guard let top = document.topValue() else { return Label() }
    var label = Label()
    label.passing = document.words(top, "pass")
    label.failing = document.words(top, "fail")
    return label
  }

  private func arm(_ folder: String, passing: [String], failing: [String]) -> [PeerFixture] {
    let labels = passing.map { ($0, false) } + failing.map { ($0, true) }
    let files = FolderWalk(suffixes: [".json"]).list([folder]).files.compactMap { try? readText($0) }.compactMap(PeerText.template)
    return labels.compactMap { label, isBad in
      let name = label.split(separator: ".").dropFirst(2).joined(separator: ".")
      for declarations in files {
        let fixture = PeerFixture(name: label, isLabelledBad: isBad, declarations: declarations, subject: name)
        if fixture.vault != nil || fixture.key != nil || fixture.resource() != nil { return fixture }
      }
      return nil
    }
  }

  private func terraform(_ folder: String, passing: [String], failing: [String]) -> [PeerFixture] {
    guard let text = try? readText(folder + "/main.tf") else { return [] }
    let blocks = PeerBlocks(text)
    return (passing.map { ($0, false) } + failing.map { ($0, true) }).compactMap { address, isBad in
      PeerText.terraform(blocks.text(around: address)).map { PeerFixture(name: address, isLabelledBad: isBad, declarations: $0) }
    }
  }

  // MARK: The others

  /// `positive*.tf` must be found, `negative*.tf` must not; a file may hold several.
  func kics(_ query: String) -> [PeerFixture] {
    FolderWalk(suffixes: [".tf"]).list([folder + "/peer-kics/assets/queries/" + query + "/test"]).files.flatMap { path -> [PeerFixture] in
      guard let text = try? readText(path), let name = path.split(separator: "/").last.map(String.init) else { return [] }
      let blocks = PeerBlocks(text)
      return blocks.addresses.compactMap { address in
        PeerText.terraform(blocks.text(around: address)).map {
          PeerFixture(name: "\(name) \(address)", isLabelledBad: name.hasPrefix("positive"), declarations: $0)
        }
      }
    }
  }

  func trivy(_ check: String) -> [PeerFixture] {
    guard let text = try? readText(folder + "/peer-trivy/checks/cloud/azure/" + check + ".yaml") else { return [] }
    let document = Document(SourceText(text), format: .yaml)
    guard let top = document.topValue(), let terraform = document.value(top, "terraform") else { return [] }
    return [("good", false), ("bad", true)].flatMap { list, isBad in
      document.words(terraform, list).enumerated().compactMap { index, text in
        PeerText.terraform(text).map { PeerFixture(name: "\(list) \(index)", isLabelledBad: isBad, declarations: $0) }
      }
    }
  }

  /// Cut-down plans: a case whose name begins with `invalid` must be found.
  func mocks(_ policy: String) -> [PeerFixture] {
    guard let document = json(folder + "/plan-avm-policy-mocks/policy/" + policy + ".mock.json"), let top = document.topValue(),
      let cases = document.value(top, "mock")
    else { return [] }
    return document.members(cases).map { member in
      PeerFixture(
        name: member.name, isLabelledBad: member.name.hasPrefix("invalid"),
        declarations: PeerText.plan(document.string(member.value)))
    }
  }

  private func json(_ path: String) -> Document? {
    (try? readText(path)).map { Document(SourceText($0), format: .json(.strict)) }
  }
}

extension Document {
  /// The texts of a property: a list's, or the one that it is.
  fileprivate func words(_ node: Node, _ name: String) -> [String] {
    guard let value = value(node, name) else { return [] }
    return (dataKind(value) == .array ? elements(value) : [value]).compactMap { node in
      if case .string(let text)? = scalar(node) { text } else { nil }
    }
  }
}

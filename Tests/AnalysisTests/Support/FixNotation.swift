import EncryptionModel
import SourceText

/// A notation in which violations are planted: a dialect in one of its forms.
enum FixNotation: String, CaseIterable {
  case yaml = "manifest as YAML"
  case json = "manifest as JSON"
  case template = "ARM template"
  case symbolic = "ARM template with symbolic names"
  case bicep = "Bicep"
  case azurerm
  case azapi

  /// The dialect whose examples are taken over.
  var dialect: Dialect {
    switch self {
    case .yaml, .json: .manifest
    case .template, .symbolic, .azapi: .arm
    case .bicep: .bicep
    case .azurerm: .terraform
    }
  }

  var fileName: String {
    switch self {
    case .yaml: "a.cmk.yaml"
    case .json: "a.cmk.json"
    case .template, .symbolic: "main.json"
    case .bicep: "main.bicep"
    case .azurerm, .azapi: "main.tf"
    }
  }

  /// Where files are to plant them in; empty where nobody publishes any.
  var corpora: (sets: [String], ending: String) {
    switch self {
    case .yaml, .json, .symbolic: ([], "")
    case .template: (["quickstarts-six", "quickstarts-cmk-other", "arm-docs-samples"], ".json")
    case .bicep: (["foundry-samples", "quickstarts-six", "bicep-user-submitted"], ".bicep")
    case .azurerm, .azapi: (["azurerm-examples", "caf-tf", "foundry-samples"], ".tf")
    }
  }

  /// The text of an example of its dialect; nil where the form has no words for it.
  func text(_ example: String) -> String? {
    switch self {
    case .yaml, .template, .bicep, .azurerm: example
    // A comment has no place in JSON, nor has a list that is not closed.
    case .json: example.contains("cmklint-ignore") || example.contains("capabilities: [\n") ? nil : OtherForms.json(ofYAML: example)
    case .symbolic: example.contains("\"RSA\" \"keySize\"") ? nil : OtherForms.symbolic(ofARM: example)
    case .azapi: OtherForms.azapi(ofARM: example)
    }
  }
}

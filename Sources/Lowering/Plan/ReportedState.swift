import EncryptionModel
import SourceText

/// A plan, a state or a what-if result as the state that others are compared with (`--against`).
public enum ReportedState {
  /// What is there after the change that the file tells; nil for a file of another role.
  public static func declarations(of file: SourceFile, requestFormTag: String = ARMLowering.requestFormTag) -> Declarations? {
    var declarations: Declarations
    switch file.role {
    case .plan: declarations = PlanLowering.lower(file, requestFormTag: requestFormTag)
    case .whatIf: declarations = WhatIfLowering.lower(file, requestFormTag: requestFormTag)
    case .manifest, .armTemplate, .armParameters, .configuration, .bicep, .terraform: return nil
    }
    // A baseline has no baseline of its own.
    declarations.before = nil
    return declarations
  }
}

import EncryptionModel

/// ARM templates → facts.
public enum ARMLowering {
  public static func lower(
    template: SourceFile, parameters: SourceFile?, environment: String?
  ) -> (declarations: Declarations, suppressions: [Suppression]) {
    (Declarations(root: template.id, dialect: .arm, environment: environment, folder: template.folder), [])
  }
}

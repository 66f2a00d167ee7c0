import EncryptionModel
import Lowering

/// What a schema refuses in a file, as defects.
enum SchemaDefects {
  enum Kind { case manifest, configuration }

  static func all(in file: SourceFile, schema: Kind) -> [Defect] { [] }
}

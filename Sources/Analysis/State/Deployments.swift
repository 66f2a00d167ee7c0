import EncryptionModel
import Lowering

/// All declarations of a set of files: each manifest once, each template once per parameter file that belongs to it.
enum Deployments {
  static func all(in files: [String: FileState]) -> (declarations: [Declarations], suppressions: [Suppression]) {
    var declarations: [Declarations] = []
    var suppressions: [Suppression] = []
    var parameters: [String: [SourceFile]] = [:]
    var templates: [String: Int] = [:]
    let states = files.values.sorted { $0.source.path < $1.source.path }
    for state in states {
      switch state.source.role {
      case .armParameters: parameters[state.source.folder, default: []].append(state.source)
      case .armTemplate: templates[state.source.folder, default: 0] += 1
      case .manifest, .configuration, .bicep, .terraform: break
      }
    }
    for state in states {
      guard let alone = state.declarations else { continue }
      let folder = state.source.folder
      let own = (parameters[folder] ?? []).compactMap { file in
        ParameterFiles.environment(of: file.name, for: state.source.name, isOnlyTemplate: templates[folder] == 1).map { (file, $0) }
      }
      guard state.source.role == .armTemplate, !own.isEmpty else {
        declarations.append(alone)
        continue
      }
      for (file, environment) in own {
        let name = own.count == 1 && environment.isEmpty ? nil : environment.isEmpty ? file.name : environment
        let lowered = ARMLowering.lower(template: state.source, parameters: file, environment: name)
        declarations.append(lowered.declarations)
        suppressions += lowered.suppressions
      }
    }
    return (declarations, suppressions)
  }
}

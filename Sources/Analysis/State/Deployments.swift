import EncryptionModel
import Lowering

/// All declarations of a set of files: each manifest once, each template once per parameter file that belongs to it.
enum Deployments {
  ///
  /// - Parameter configurations: may name another tag that evidences the request form.
  static func all(in files: [String: FileState], _ configurations: Configurations) -> (
    declarations: [Declarations], suppressions: [Suppression]
  ) {
    var declarations: [Declarations] = []
    var suppressions: [Suppression] = []
    var parameters: [String: [SourceFile]] = [:]
    var templates: [String: Int] = [:]
    let states = files.values.sorted { $0.source.path < $1.source.path }
    for state in states {
      switch state.source.role {
      case .armParameters: parameters[state.source.folder, default: []].append(state.source)
      case .armTemplate: templates[state.source.folder, default: 0] += 1
      case .manifest, .configuration, .bicep, .terraform, .plan, .whatIf: break
      }
    }
    for state in states {
      guard let alone = state.declarations else { continue }
      let folder = state.source.folder
      let own = (parameters[folder] ?? []).compactMap { file in
        ParameterFiles.environment(of: file.name, for: state.source.name, isOnlyTemplate: templates[folder] == 1).map { (file, $0) }
      }
      let tag = configurations.holding(for: state.source.path)?.requestFormTag
      guard state.source.role == .armTemplate, !own.isEmpty || tag != nil else {
        declarations.append(alone)
        continue
      }
      let runs: [(SourceFile?, String)] = own.isEmpty ? [(nil, "")] : own.map { ($0.0, $0.1) }
      for (file, environment) in runs {
        let name = runs.count == 1 && environment.isEmpty ? nil : environment.isEmpty ? file?.name : environment
        let lowered = ARMLowering.lower(
          template: state.source, parameters: file, environment: name, requestFormTag: tag ?? ARMLowering.requestFormTag)
        declarations.append(lowered.declarations)
        suppressions += lowered.suppressions
      }
    }
    return (declarations, suppressions)
  }
}

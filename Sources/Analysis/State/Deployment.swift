import Lowering

/// Something that is deployed as one: a root with what is given to it.
struct Deployment: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A file that says all by itself: a manifest, a plan, a what-if result.
    case file
    case armTemplate
    case bicep
    /// A folder of `.tf` files.
    case terraform
  }

  let kind: Kind
  /// Absolute path of the root file; of Terraform of the folder.
  let root: String
  /// The parameter file, where there is one.
  var parameters: String?
  /// The parameter file's environment, where it has to be told from others.
  var environment: String?
  /// Of Terraform: variable files that the configuration names, beside the automatic ones.
  var variableFiles: [String] = []
  /// The tag that evidences the request form; nil: the standard one.
  var requestFormTag: String?
}

extension Deployment {
  /// The deployments that files make: each manifest, plan and what-if result; each template, Bicep file and Terraform folder that
  /// no other file calls as a module, once for each parameter file that belongs to it. In the order of their paths.
  static func all(in files: [String: FileState], _ configurations: Configurations) -> [Deployment] {
    let roots = Roots(files)
    var deployments: [Deployment] = []
    for path in roots.files {
      guard let state = files[path] else { continue }
      let tag = configurations.holding(for: path)?.requestFormTag
      let kind: Kind = state.source.role == .bicep ? .bicep : state.source.role == .armTemplate ? .armTemplate : .file
      let own = roots.parameterFiles(of: state.source)
      let calls = own.isEmpty ? [(path: nil, environment: "")] : own.map { (path: Optional($0.path), environment: $0.environment) }
      for call in calls {
        var deployment = Deployment(kind: kind, root: path, parameters: call.path, requestFormTag: tag)
        if calls.count > 1 || !call.environment.isEmpty {
          deployment.environment = call.environment.isEmpty ? call.path.map(FileRecognition.name) : call.environment
        }
        deployments.append(deployment)
      }
    }
    for folder in roots.folders {
      let configuration = configurations.holding(for: folder + "/main.tf")
      var deployment = Deployment(kind: .terraform, root: folder, requestFormTag: configuration?.requestFormTag)
      if let configuration, !configuration.variableFiles.isEmpty {
        deployment.variableFiles = roots.variableFiles(of: folder, configuration)
      }
      deployments.append(deployment)
    }
    return deployments.sorted(by: stands)
  }

  /// The order of the roots' and the parameter files' paths.
  static func stands(_ a: Deployment, before b: Deployment) -> Bool { (a.root, a.parameters ?? "") < (b.root, b.parameters ?? "") }
}

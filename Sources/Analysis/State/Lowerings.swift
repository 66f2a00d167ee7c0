import EncryptionModel
import Lowering
import SourceText

/// How the deployments of each dialect are lowered: the one place where Lowering is called for what is made of several files.
struct Lowerings: Sendable {
  typealias Bicep = @Sendable (SourceFile, SourceFile?, Deployment, FileLookup, consuming EvaluationMemory?) -> RememberedDeclarations
  typealias Terraform = @Sendable (String, Deployment, FileLookup, consuming EvaluationMemory?) -> RememberedDeclarations?

  var bicep: Bicep = { root, parameters, deployment, files, memory in
    BicepLowering.lower(
      root: root, parameters: parameters, environment: deployment.environment, files: files,
      requestFormTag: deployment.requestFormTag ?? ARMLowering.requestFormTag, memory: memory)
  }
  var terraform: Terraform = { folder, deployment, files, memory in
    TerraformLowering.lower(
      folder: folder, environment: deployment.environment, files: files, variableFiles: deployment.variableFiles,
      requestFormTag: deployment.requestFormTag ?? ARMLowering.requestFormTag, memory: memory)
  }

  static let standard = Lowerings()
}

/// A deployment to be lowered. `lower` may be called on any thread.
public struct LoweringJob: Sendable {
  let deployment: Deployment
  let isEarlier: Bool
  let known: KnownFiles
  let lowerings: Lowerings
  /// What the last evaluation of the deployment left; nil: nothing is remembered.
  var memory: EvaluationMemory?

  public consuming func lower() -> LoweredDeployment {
    // Taken away, so that it is changed where it is and not copied.
    let memory = memory.take()
    let known = known
    let lookup = FileLookup(answer: known.answer, list: known.names(in:))
    let parameters = deployment.parameters.flatMap(lookup.source)
    var declarations: [Declarations] = []
    var remembered: RememberedDeclarations?
    switch deployment.kind {
    case .file:
      guard let own = known.file(deployment.root), let told = own.declarations else { break }
      declarations = [deployment.requestFormTag.flatMap { Self.lower(own.source, requestFormTag: $0) } ?? told]
    case .armTemplate:
      if let template = lookup.source(deployment.root) {
        declarations = [
          ARMLowering.lower(
            template: template, parameters: parameters, environment: deployment.environment,
            requestFormTag: deployment.requestFormTag ?? ARMLowering.requestFormTag
          ).declarations
        ]
      }
    case .bicep:
      if let root = lookup.source(deployment.root) { remembered = lowerings.bicep(root, parameters, deployment, lookup, memory) }
    case .terraform: remembered = lowerings.terraform(deployment.root, deployment, lookup, memory)
    }
    return LoweredDeployment(
      deployment: deployment, isEarlier: isEarlier, declarations: remembered.map { [$0.declarations] } ?? declarations, asked: lookup.asked,
      askedFolders: lookup.askedFolders,
      wanted: lookup.wanted, memory: remembered?.memory, made: remembered?.made ?? 0, isFresh: remembered?.isFresh ?? true)
  }
}

extension LoweringJob {
  /// A file that says all by itself, with another tag for the request form than the standard one; nil where it knows no tags.
  private static func lower(_ source: SourceFile, requestFormTag: String) -> Declarations? {
    switch source.role {
    case .plan: PlanLowering.lower(source, requestFormTag: requestFormTag)
    case .whatIf: WhatIfLowering.lower(source, requestFormTag: requestFormTag)
    case .manifest, .armTemplate, .armParameters, .configuration, .bicep, .terraform: nil
    }
  }
}

/// What a deployment declares, and what was read for it.
public struct LoweredDeployment: Sendable {
  let deployment: Deployment
  let isEarlier: Bool
  let declarations: [Declarations]
  /// Paths of the files that were asked for, there or not.
  let asked: Set<String>
  let askedFolders: Set<String>
  /// Of both, those that nobody has looked at yet.
  let wanted: Set<String>
  /// What the next evaluation of the deployment may use.
  var memory: EvaluationMemory?
  let made: Int
  let isFresh: Bool
}

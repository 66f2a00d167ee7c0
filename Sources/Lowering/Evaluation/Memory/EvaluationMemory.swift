/// What one evaluation of a deployment leaves to the next one: what was made, and what was read for it.
///
/// Something that was made is a *cell*. It still holds if all that was read for it is the same; so an edit makes anew only what
/// read the changed text, then what read a value that came out differently, and so on.
public struct EvaluationMemory: Sendable {
  struct Key: Hashable, Sendable {
    enum Kind: UInt8, Sendable {
      /// What the files say, looked at in each evaluation: the text of a declaration, what a name means, what a module's instance is,
      /// a value that it is given and what its call makes of its resources, whether a name has several readers, what an entry waits
      /// for, whether a file is there, and its text.
      case text, meaning, shape, given, context, sharing, waiting, presence, content
      /// What is made of it.
      case parameter, variable, output, identity, call, instances, argument, resources
    }

    let kind: Kind
    /// The instance of a module, or the number of a file.
    var scope: UInt64 = 0
    var name = ""
    var number = 0
  }

  /// What was read, and its stamp at that time.
  struct Input: Sendable {
    let cell: Int32
    let stamp: Int32
  }

  struct Cell: Sendable {
    let key: Key
    var content: (any Equatable & Sendable)?
    /// Another one whenever the content is another one; 0: there is none.
    var stamp: Int32 = 0
    /// The last evaluation in which the content was known to hold, and the one in which it is being made.
    var checkedIn: Int32 = 0
    var openIn: Int32 = 0
    var inputs: [Input] = []
    /// What it took of the budget, without what its inputs took; and how many levels below it were used.
    var steps = 0
    var height = 0
  }

  public init() {}

  var cells: [Cell] = []
  var positions: [Key: Int32] = [:]
  var evaluation: Int32 = 0
  var stamps: Int32 = 0

  /// What resources of Terraform say, by their addresses, and built-in modules as they are called (`PublishedTerraformModules`).
  var terraformFacts: [String: TerraformFacts] = [:]
  var knownPrincipals = KnownPrincipals.none
  var builtInModules: [String: TerraformModule] = [:]
  var terraformFiles: [Int32: TerraformFileNames] = [:]
  var terraformReads: [String: RememberedReads] = [:]
  /// Of each Bicep file what its statements tell of names; by the number of the file.
  var bicepFiles: [Int32: BicepFileNames] = [:]
}

extension EvaluationMemory.Key {
  /// Whether a name, or what its members lead to, has several readers.
  static func sharing(_ name: String, _ members: [String], scope: UInt64) -> EvaluationMemory.Key {
    EvaluationMemory.Key(kind: .sharing, scope: scope, name: ([name] + members).joined(separator: "\u{0}"))
  }

  /// The name and the members that it was made of.
  var shared: (name: String, members: [String]) {
    let path = name.split(separator: "\u{0}", omittingEmptySubsequences: false).map(String.init)
    return (path.first ?? "", Array(path.dropFirst()))
  }
}

import Workspace

/// `swift run Generator twins CORPORA`: whether Bicep files and the templates that they were compiled to say the same.
enum TwinReport {
  static let sets = [
    "avm-bicep-lowering", "avm-bicep-six", "bicep-baselines", "bicep-user-submitted", "quickstarts-six", "foundry-samples",
  ]

  /// The pairs below a folder: `main.bicep` beside `main.json` or `azuredeploy.json`.
  static func pairs(below folder: String) -> [TwinPair] {
    let files = FolderWalk(suffixes: ["main.bicep", ".json"]).list([folder]).files
    let all = Set(files)
    return files.filter { $0.hasSuffix("/main.bicep") }.flatMap { bicep in
      let folder = bicep.dropLast("main.bicep".count)
      return ["main.json", "main.symbolicnames.json", "azuredeploy.json"].map { folder + $0 }.filter(all.contains)
        .map { TwinPair(bicep: bicep, template: $0) }
    }
  }

  static func run(_ corpora: String) {
    var total = Total()
    for set in sets {
      var own = Total()
      for pair in pairs(below: absolute(corpora) + "/" + set) { own.add(pair) }
      print("\(set): \(own)")
      total.add(own)
    }
    print("all: \(total)")
  }

  private struct Total: CustomStringConvertible {
    var pairs = 0
    var facts = 0
    var withFacts = 0
    var equal = 0
    var explained = 0
    var different = 0

    mutating func add(_ pair: TwinPair) {
      pairs += 1
      let comparison = pair.comparison()
      facts += comparison.facts
      if comparison.facts > 0 { withFacts += 1 }
      guard !comparison.differences.isEmpty else {
        equal += 1
        return
      }
      if comparison.reasons.isEmpty { different += 1 } else { explained += 1 }
      print("\(comparison.reasons.isEmpty ? "different" : "explained") \(pair.bicep) \(pair.template.split(separator: "/").last ?? "")")
      for reason in comparison.reasons { print("  because \(reason)") }
      for difference in comparison.differences {
        print("  \(difference.subject)\(difference.isMissing ? " (on one side only)" : "")")
        for line in difference.onlyInBicep.prefix(6) { print("    bicep:    \(line)") }
        for line in difference.onlyInTemplate.prefix(6) { print("    template: \(line)") }
      }
    }

    mutating func add(_ other: Total) {
      pairs += other.pairs
      facts += other.facts
      withFacts += other.withFacts
      equal += other.equal
      explained += other.explained
      different += other.different
    }

    var description: String {
      "\(pairs) pairs (\(withFacts) with facts, \(facts) facts): \(equal) equal, \(explained) different for a reason, \(different) different without one"
    }
  }

  private static func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : FilePath.join(WorkingFolder.current, path) }
}

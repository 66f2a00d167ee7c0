import EncryptionModel
import SourceText
import SyntaxTree

/// `count` and `for_each`: how often a block is made.
extension TerraformEvaluation {
  func instances(of declaration: TerraformModule.Declared, _ address: String, in scope: TerraformScope) -> TerraformInstances {
    let plain = TerraformInstances(all: [.init(key: "")], isRepeated: false)
    if scope.isTraced {
      return recall(.instances, address, in: scope) {
        readText(address, of: scope)
        return repetition(of: declaration, in: TerraformFrame(scope)) ?? plain
      }
    }
    if let known = scope.instances[address] { return known }
    // A count that asks for its own resource is not known.
    let key = TerraformScope.ValueKey(kind: .instances, name: address)
    guard scope.inProgress.insert(key).inserted else { return plain }
    defer { scope.inProgress.remove(key) }
    let made = repetition(of: declaration, in: TerraformFrame(scope)) ?? plain
    scope.instances[address] = made
    return made
  }

  private func repetition(of declaration: TerraformModule.Declared, in frame: TerraformFrame) -> TerraformInstances? {
    if let expression = declaration.argument("count") {
      let value = value(of: expression, in: frame)
      func instance(_ index: EvaluatedValue, _ key: String) -> TerraformInstances.Instance {
        let count = EvaluatedObject([.init("index", index, at: expression.site)])
        return .init(key: key, index: index, locals: ["count": EvaluatedValue(.object(count), at: expression.site)])
      }
      if let times = value.integer ?? value.knownText.flatMap({ Int($0) }) {
        let all = (0..<max(0, min(times, EvaluationBudget.maximumCopies))).map {
          instance(EvaluatedValue(.integer($0), at: expression.site), "[\($0)]")
        }
        return TerraformInstances(all: all, isRepeated: true)
      }
      // Of `count = var.on ? 1 : 0` there is one at most.
      let most = value.outcomes.allSatisfy { ($0.integer ?? 2) <= 1 }
      let index =
        most
        ? EvaluatedValue(.integer(0), at: expression.site)
        : unknown("count.index", because: value.reason.reason, at: expression.site, in: frame)
      return TerraformInstances(all: [instance(index, most ? "[0]" : "[…]")], isRepeated: true, undecided: value.reason)
    }
    guard let expression = declaration.argument("for_each") else { return nil }
    let value = value(of: expression, in: frame)
    func instance(_ key: EvaluatedValue, _ item: EvaluatedValue) -> TerraformInstances.Instance {
      let each = EvaluatedObject([.init("key", key, at: expression.site), .init("value", item, at: expression.site)])
      return .init(
        key: "[\"\(key.symbolicText?.expression ?? "…")\"]", index: key,
        locals: ["each": EvaluatedValue(.object(each), at: expression.site)])
    }
    if let object = value.object, object.rest == nil {
      let all = object.members.sorted { $0.name < $1.name }.prefix(EvaluationBudget.maximumCopies).map { member in
        var item = member.value
        item.isShared = item.isShared || value.isShared
        return instance(.text(member.name, at: expression.site), item)
      }
      return TerraformInstances(all: Array(all), isRepeated: true, isMap: true)
    }
    if let elements = value.elements, elements.allSatisfy({ $0.symbolicText != nil }) {
      return TerraformInstances(
        all: elements.prefix(EvaluationBudget.maximumCopies).map { instance($0, $0) }, isRepeated: true, isMap: true)
    }
    let key = unknown("each.key", because: value.reason.reason, at: expression.site, in: frame)
    let item = unknown("each.value", because: value.reason.reason, at: expression.site, in: frame)
    return TerraformInstances(all: [instance(key, item)], isRepeated: true, isMap: true, undecided: value.reason)
  }
}

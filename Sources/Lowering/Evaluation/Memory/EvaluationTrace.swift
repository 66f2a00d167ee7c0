/// One evaluation with the memory of the last one: writes down what is read for what.
///
/// A class because all parts of one evaluation write to it; it never leaves the thread that evaluates.
final class EvaluationTrace {
  typealias Key = EvaluationMemory.Key

  private var memory: EvaluationMemory
  private let budget: EvaluationBudget
  /// Whether there was nothing to remember.
  private let isFresh: Bool
  private var open: [Frame] = []
  /// How many cells are being looked through inside of each other.
  private var checks = 0
  /// Cells that were made or found to hold, and steps that are accounted to them.
  private var live = 0
  private var accounted = 0

  /// How many values were made and not remembered.
  private(set) var made = 0
  /// Whether what comes out hangs on what was asked first.
  private var hangsOnOrder = false

  /// Whether what comes out is what it is without a memory. In a circle, or where the budget does not do, it hangs on what is asked
  /// first; then the evaluation has to be done again.
  var isReliable: Bool { !hangsOnOrder && (isFresh || isComplete) }
  private var isComplete: Bool { budget.refusals == 0 && !budget.isExhausted }

  /// A cell that is being made, with what was read so far; -1: what is read is nobody's.
  private struct Frame {
    let cell: Int
    var inputs: [EvaluationMemory.Input] = []
  }

  private static let maximumChecks = EvaluationBudget.maximumDepth

  init(_ memory: consuming EvaluationMemory, budget: EvaluationBudget) {
    self.memory = memory
    isFresh = memory.cells.isEmpty
    self.budget = budget
    self.memory.evaluation += 1
  }

  // MARK: Cells

  /// What is remembered under a key, if all that was read for it is the same; else what `make` makes.
  func recall<Content: Equatable & Sendable>(_ key: Key, by source: some EvaluationSource, _ make: () -> Content) -> Content {
    let index = position(of: key)
    if memory.cells[index].checkedIn == memory.evaluation {
      note(index)
      return memory.cells[index].content as? Content ?? make()
    }
    guard memory.cells[index].openIn != memory.evaluation, !hangsOnOrder else {
      giveUp()
      return make()
    }
    memory.cells[index].openIn = memory.evaluation
    defer { memory.cells[index].openIn = 0 }
    if holds(index, by: source), let content = memory.cells[index].content as? Content {
      reuse(index)
      note(index)
      return content
    }
    let content = makeAnew(index, make)
    note(index)
    return content
  }

  /// What the files say under a key: it is looked at once in each evaluation.
  func read<Content: Equatable & Sendable>(_ key: Key, _ look: () -> Content) -> Content {
    let index = position(of: key)
    if memory.cells[index].checkedIn == memory.evaluation, let content = memory.cells[index].content as? Content {
      note(index)
      return content
    }
    let content = look()
    keep(content, at: index)
    note(index)
    return content
  }

  private func holds(_ index: Int, by source: some EvaluationSource) -> Bool {
    guard memory.cells[index].stamp != 0 else { return false }
    guard checks < Self.maximumChecks else {
      giveUp()
      return false
    }
    checks += 1
    open.append(Frame(cell: -1))
    defer {
      checks -= 1
      open.removeLast()
    }
    for input in memory.cells[index].inputs {
      let position = Int(input.cell)
      if memory.cells[position].checkedIn != memory.evaluation { source.refresh(memory.cells[position].key) }
      guard memory.cells[position].checkedIn == memory.evaluation, memory.cells[position].stamp == input.stamp else { return false }
    }
    return true
  }

  /// What holds costs what it cost: an evaluation from memory must not go further than one without.
  private func reuse(_ index: Int) {
    memory.cells[index].checkedIn = memory.evaluation
    live += 1
    accounted += memory.cells[index].steps
    budget.spend(memory.cells[index].steps)
    if !budget.reaches(memory.cells[index].height) || budget.isExhausted { giveUp() }
  }

  private func makeAnew<Content: Equatable & Sendable>(_ index: Int, _ make: () -> Content) -> Content {
    let (steps, before, depth, outer) = (budget.steps, accounted, budget.depth, budget.deepest)
    budget.deepest = depth
    open.append(Frame(cell: index))
    let content = make()
    let inputs = open.removeLast().inputs
    memory.cells[index].height = budget.deepest - depth
    budget.deepest = max(outer, budget.deepest)
    let own = max(0, steps - budget.steps - (accounted - before))
    accounted += own
    memory.cells[index].steps = own
    memory.cells[index].inputs = inputs
    keep(content, at: index)
    made += 1
    return content
  }

  private func keep<Content: Equatable & Sendable>(_ content: Content, at index: Int) {
    if memory.cells[index].stamp == 0 || memory.cells[index].content as? Content != content {
      memory.stamps += 1
      memory.cells[index].stamp = memory.stamps
    }
    // Of two that are the same to their readers the last one is kept.
    memory.cells[index].content = content
    if memory.cells[index].checkedIn != memory.evaluation { live += 1 }
    memory.cells[index].checkedIn = memory.evaluation
  }

  private func position(of key: Key) -> Int {
    if let known = memory.positions[key] { return Int(known) }
    let position = memory.cells.count
    memory.cells.append(EvaluationMemory.Cell(key: key))
    memory.positions[key] = Int32(position)
    return position
  }

  private func note(_ index: Int) {
    guard let last = open.indices.last, open[last].cell >= 0 else { return }
    let input = EvaluationMemory.Input(cell: Int32(index), stamp: memory.cells[index].stamp)
    if open[last].inputs.last?.cell != input.cell { open[last].inputs.append(input) }
  }

  // MARK: The end

  /// Ends the evaluation soon: what comes out is not used.
  func giveUp() {
    hangsOnOrder = true
    budget.spend(.max)
  }

  /// The memory for the next evaluation; nil where it must begin anew.
  var result: EvaluationMemory? {
    guard !hangsOnOrder, isComplete else { return nil }
    // What nothing asks for any more goes with the rest: that is rare, and beginning anew costs one evaluation.
    return memory.cells.count > 2 * live + 512 ? nil : memory
  }

  var terraformFacts: [String: TerraformFacts] {
    get { memory.terraformFacts }
    set { memory.terraformFacts = newValue }
  }

  /// What a file of Terraform tells by its names.
  func names(of file: SourceFile) -> TerraformFileNames {
    let names = TerraformFileNames.of(file, after: memory.terraformFiles[file.id.number])
    memory.terraformFiles[file.id.number] = names
    return names
  }

  /// How often the names of a module are read in its files.
  func reads(of module: TerraformModule) -> TerraformReads {
    let names = module.files.map(names)
    let hashes = names.map(\.readsHash)
    if let last = memory.terraformReads[module.folder], last.hashes == hashes { return last.reads }
    let reads = TerraformReads(names.flatMap(\.reads))
    memory.terraformReads[module.folder] = RememberedReads(hashes: hashes, reads: reads)
    return reads
  }

  /// A built-in module, which is the same as long as its name and its call's place are.
  func builtInModule(_ key: String, make: () -> TerraformModule?) -> TerraformModule? {
    if let known = memory.builtInModules[key] { return known }
    let made = make()
    // A call that is being typed has another place with each letter.
    if memory.builtInModules.count >= 64 { memory.builtInModules = [:] }
    memory.builtInModules[key] = made
    return made
  }

  func names(of file: Int32) -> BicepFileNames? { memory.bicepFiles[file] }
  func keep(_ names: BicepFileNames, of file: Int32) { memory.bicepFiles[file] = names }
}

/// Something that can make again what a key stands for.
protocol EvaluationSource: AnyObject {
  /// Asks for what the key stands for, if that still is there.
  func refresh(_ key: EvaluationMemory.Key)
}

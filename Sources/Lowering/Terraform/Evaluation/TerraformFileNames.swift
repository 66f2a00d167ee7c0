import EncryptionModel
import SourceText
import SyntaxTree

/// What the blocks of a file tell by their names alone, remembered from one evaluation to the next.
struct TerraformFileNames: Sendable {
  private struct Block: Sendable {
    let reads: [TerraformReads.Read]
    let swapped: [SwappedArgument]
  }

  private let hashes: [UInt64]
  private let blocks: [Block]
  /// A hash of all that is read.
  let readsHash: Int

  var reads: [TerraformReads.Read] { blocks.flatMap(\.reads) }
  var swapped: [SwappedArgument] { blocks.flatMap(\.swapped) }

  /// What a file tells, of which `old` told the same in an earlier state.
  static func of(_ file: SourceFile, after old: TerraformFileNames?) -> TerraformFileNames {
    let document = file.document
    // JSON has no blocks to be told apart.
    let parts = document.format.isJSON ? [document.root] : Array(document.children(document.root))
    let hashes = parts.map { document.text.hash(of: document.range($0)) }
    if let old, old.hashes == hashes { return old }
    var known: [UInt64: Block] = [:]
    if let old { for (hash, block) in zip(old.hashes, old.blocks) { known[hash] = block } }
    let blocks = zip(hashes, parts).map { hash, part in
      // What was found has a place, and another one where a block of its name stands before it.
      if let block = known[hash], block.swapped.isEmpty { return block }
      let isJSON = document.format.isJSON
      return Block(
        reads: isJSON ? TerraformReads.reads(in: file) : TerraformReads.reads(below: part, in: document),
        swapped: isJSON ? [] : SwappedArguments.terraform(below: part, in: file))
    }
    return TerraformFileNames(hashes, blocks)
  }

  private init(_ hashes: [UInt64], _ blocks: [Block]) {
    self.hashes = hashes
    self.blocks = blocks
    var hasher = Hasher()
    for block in blocks { hasher.combine(block.reads) }
    readsHash = hasher.finalize()
  }
}

/// How often a module reads its names, with the hashes of what was read in its files.
struct RememberedReads: Sendable {
  let hashes: [Int]
  let reads: TerraformReads
}

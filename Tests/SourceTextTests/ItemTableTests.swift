import Testing

@testable import SourceText

@Suite("Items")
struct ItemTableTests {
  @Test("A place is kept in the innermost item that contains it, and found again")
  func sites() {
    var table = ItemTable(file: FileID(1))
    let outer = table.add(key: 10, range: ByteRange(10, 100))
    let inner = table.add(key: 20, range: ByteRange(20, 40))
    let next = table.add(key: 30, range: ByteRange(200, 300))
    #expect(table.site(ByteRange(25, 30)) == Site(item: inner, range: LocalRange(5, 10)))
    #expect(table.site(ByteRange(35, 45)) == Site(item: outer, range: LocalRange(25, 35)))
    #expect(table.site(ByteRange(200, 300)) == Site(item: next, range: LocalRange(0, 100)))
    #expect(table.site(ByteRange(120, 130)).item == .whole(FileID(1)))
    #expect(table.site(ByteRange(0, 400)).item == .whole(FileID(1)))
    for range in [ByteRange(25, 30), ByteRange(35, 45), ByteRange(120, 130)] { #expect(table.range(of: table.site(range)) == range) }
  }

  @Test("A site stays the same when its item moves, and is lost with it")
  func moved() {
    var before = ItemTable(file: FileID(1))
    _ = before.add(key: 10, range: ByteRange(10, 100))
    var after = ItemTable(file: FileID(1))
    _ = after.add(key: 10, range: ByteRange(60, 150))
    let site = before.site(ByteRange(12, 15))
    #expect(after.range(of: site) == ByteRange(62, 65))
    #expect(ItemTable(file: FileID(1)).range(of: site) == nil)
  }

  @Test("A key that is taken, or that of the whole file, gets the next free one")
  func keys() {
    var table = ItemTable(file: FileID(1))
    let first = table.add(key: 5, range: ByteRange(0, 1))
    let second = table.add(key: 5, range: ByteRange(1, 2))
    let zero = table.add(key: 0, range: ByteRange(2, 3))
    #expect(first.key == 5 && second.key == 6 && zero.key == 1)
    #expect(table.range(of: Site(item: second, range: LocalRange(0, 1))) == ByteRange(1, 2))
  }

  @Test("Many items inside one another are still found")
  func deep() {
    var table = ItemTable(file: FileID(1))
    for depth in 0..<1000 { _ = table.add(key: UInt64(depth + 1), range: ByteRange(depth, 4000 - depth)) }
    #expect(table.site(ByteRange(999, 1000)).item.key == 1000)
    #expect(table.range(of: table.site(ByteRange(500, 3400))) == ByteRange(500, 3400))
  }
}

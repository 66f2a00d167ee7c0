import SourceText

/// What of a JSON text was decided by more than the state in which the parser came there: an edit nearby has to have more of the text
/// read again than its surroundings.
struct JSONOutlook: Sendable {
  /// Strings whose end was decided by what follows them on other lines, each with what was looked at.
  private(set) var looks: [JSONLexis.Look] = []
  /// The inside of the container whose brackets do not balance. All outside of it is regular in its layout (`JSONBrackets`), so
  /// nothing there changes what is made of it.
  private(set) var damage: ByteRange?
  /// Where the layout is irregular; meaningless unless `isLaidOut`.
  private(set) var irregular: [Int] = []
  /// Whether the layout of the text is known.
  private(set) var isLaidOut = false
  /// Whether comments may go over several lines.
  private var hasLongComments = false
  /// Whether any edit must have all of the text read.
  private(set) var isOfAll = false

  /// With more places than these, looking through them costs more than it spares.
  private static let limit = 64

  init() {}

  /// After a pass over a whole text.
  init(_ lexis: JSONLexis, isBalanced: Bool) {
    hasLongComments = lexis.hasLongComments
    isOfAll = !isBalanced || lexis.looks.count > Self.limit
    if !isOfAll { looks = lexis.looks }
  }

  /// A range of the text with all that must be read again if it changes.
  func hull(of range: ByteRange) -> ByteRange {
    var hull = range
    if let damage, Self.meets(damage, hull) { hull = Self.union(hull, damage) }
    // Looks ascend; one may begin in what the next one looked at.
    for look in looks.reversed() where Self.meets(look.range, hull) { hull = Self.union(hull, look.range) }
    for look in looks where Self.meets(look.range, hull) { hull = Self.union(hull, look.range) }
    return hull
  }

  /// Whether nothing that was decided from afar looked at the bytes of a range or beside it.
  func isIndifferent(to range: ByteRange) -> Bool {
    if let damage, Self.meets(damage, range) { return false }
    return !looks.contains { Self.meets($0.range, range) }
  }

  private static func meets(_ a: ByteRange, _ b: ByteRange) -> Bool { a.start <= b.end && b.start <= a.end }

  static func union(_ a: ByteRange, _ b: ByteRange) -> ByteRange { ByteRange(min(a.start, b.start), max(a.end, b.end)) }

  /// Whether strings or comments may go over several lines: the start of a line then does not tell how it is indented.
  var hasLongTokens: Bool { hasLongComments || looks.contains { $0.isLong } }

  /// The layout of the text is known from now on.
  mutating func layOut(_ irregular: [Int]) {
    self.irregular = irregular
    isLaidOut = irregular.count <= Self.limit
  }

  func isIrregular(in part: ByteRange) -> Bool { irregular.contains { $0 >= part.start && $0 < part.end } }

  /// The damage, if a part begins or ends in it: a container that was taken to end early ends before the bytes that told so.
  func damageCut(by part: ByteRange) -> ByteRange? {
    guard let damage, damage.start < part.end, damage.end >= part.start else { return nil }
    return damage.start < part.start || damage.end > part.end ? damage : nil
  }

  /// Whether brackets and layout are in order outside of a part.
  func isRegular(outside part: ByteRange) -> Bool {
    if let damage, damage.start < part.start || damage.end > part.end { return false }
    return irregular.allSatisfy { $0 >= part.start && $0 < part.end }
  }

  /// What was learned of a part when it was read again.
  struct News {
    var looks: [JSONLexis.Look] = []
    var irregular: [Int] = []
    var damage: ByteRange?
    var hasLongComments = false

    var hasLongTokens: Bool { hasLongComments || looks.contains { $0.isLong } }
  }

  /// Follows a part of the former text, which was read again and has now `delta` more bytes.
  mutating func follow(_ part: ByteRange, _ delta: Int, _ news: News) {
    if !looks.isEmpty || !news.looks.isEmpty {
      looks.removeAll { $0.range.start >= part.start && $0.range.start < part.end }
      let at = looks.firstIndex { $0.range.start >= part.end } ?? looks.count
      for k in at..<looks.count { looks[k].range = ByteRange(looks[k].range.start + delta, looks[k].range.end + delta) }
      looks.insert(contentsOf: news.looks, at: at)
      if looks.count > Self.limit { isOfAll = true }
    }
    if let old = damage {
      if old.start >= part.end {
        damage = ByteRange(old.start + delta, old.end + delta)
      } else if old.end > part.start {
        // A part is never inside of it.
        damage = nil
      }
    }
    if let new = news.damage { damage = new }
    if isLaidOut, !irregular.isEmpty || !news.irregular.isEmpty {
      irregular.removeAll { $0 >= part.start && $0 < part.end }
      for k in irregular.indices where irregular[k] >= part.end { irregular[k] += delta }
      irregular += news.irregular
      if irregular.count > Self.limit { isLaidOut = false }
    }
    hasLongComments = hasLongComments || news.hasLongComments
  }
}

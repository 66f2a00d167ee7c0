import SourceText

/// The anchors and tags read before the node that they belong to.
///
/// Those on lines before the node's (`outer`) belong to the collection, those on its line to its first key if it turns out to start with one.
struct YAMLProperties {
  struct Entry {
    var kind: NodeKind
    var start: Int
    var end: Int
    /// Why the property is wrong; 0 when it is not.
    var error: UInt8 = 0
  }

  /// More than these are one error.
  static let capacity = 6

  private var entries: (Entry, Entry, Entry, Entry, Entry, Entry)
  var count = 0
  var outerCount = 0
  /// The flags of those that were written already, because an error stands between them and their node.
  var settled: UInt8 = 0
  var isBeingWritten = false

  /// Whether a node to come has properties.
  var areWaiting: Bool { count > 0 || settled != 0 }

  init() {
    let none = Entry(kind: .yamlTag, start: 0, end: 0)
    entries = (none, none, none, none, none, none)
  }

  subscript(index: Int) -> Entry {
    get {
      switch index {
      case 0: entries.0
      case 1: entries.1
      case 2: entries.2
      case 3: entries.3
      case 4: entries.4
      default: entries.5
      }
    }
    set {
      switch index {
      case 0: entries.0 = newValue
      case 1: entries.1 = newValue
      case 2: entries.2 = newValue
      case 3: entries.3 = newValue
      case 4: entries.4 = newValue
      default: entries.5 = newValue
      }
    }
  }

  mutating func add(_ entry: Entry) {
    if count < Self.capacity {
      self[count] = entry
      count += 1
    } else {
      self[Self.capacity - 1].end = entry.end
      self[Self.capacity - 1].error = YAMLErrorCode.repeatedProperty.rawValue
    }
  }
}

extension YAMLParser {
  /// The flags of a node that has the properties from `first` up to `last`; a second one of a kind becomes an error.
  mutating func propertyFlags(_ first: Int, _ last: Int) -> UInt8 {
    var flags: UInt8 = 0
    var index = first
    while index < last {
      let flag = properties[index].kind == .yamlAnchor ? YAMLFlag.anchor : YAMLFlag.tag
      if flags & flag != 0, properties[index].error == 0 { properties[index].error = YAMLErrorCode.repeatedProperty.rawValue }
      flags |= flag
      index += 1
    }
    return flags
  }

  /// Writes the properties from `first` up to `last`.
  mutating func writeProperties(_ first: Int, _ last: Int) {
    var index = first
    properties.isBeingWritten = true
    defer { properties.isBeingWritten = false }
    while index < last {
      let entry = properties[index]
      if entry.error != 0, let code = YAMLErrorCode(rawValue: entry.error) {
        if code == .undeclaredHandle {
          leaf(entry.kind, entry.start, entry.end)
          unexpected(code)
        } else {
          error(.unexpected, code, entry.start, entry.end)
        }
      } else {
        leaf(entry.kind, entry.start, entry.end)
      }
      index += 1
    }
  }

  /// Writes all properties that wait and returns the flags of the node that has them.
  @inline(__always) mutating func takeProperties() -> UInt8 {
    properties.areWaiting ? takeWaitingProperties() : 0
  }

  @inline(never) private mutating func takeWaitingProperties() -> UInt8 {
    let flags = propertyFlags(0, properties.count) | properties.settled
    writeProperties(0, properties.count)
    properties.count = 0
    properties.outerCount = 0
    properties.settled = 0
    return flags
  }

  /// Writes the properties that wait, before an error that stands behind them.
  mutating func settleProperties() {
    properties.settled |= propertyFlags(0, properties.count)
    writeProperties(0, properties.count)
    properties.count = 0
    properties.outerCount = 0
  }

  /// Reads the anchors and tags at `i` and the white space behind them; stops at another token, a comment or the line's end.
  mutating func readProperties() {
    while text[i] == 0x26 || text[i] == 0x21 {
      let start = i
      if text[i] == 0x26 {
        i += 1
        while isNameByte(i) { i += 1 }
        properties.add(.init(kind: .yamlAnchor, start: start, end: i, error: i == start + 1 ? YAMLErrorCode.badProperty.rawValue : 0))
      } else {
        readTag()
      }
      emptyPlace = i
      isFresh = false
      if !isSeparated(i) {
        // Glued to what follows.
        properties[properties.count - 1].error = YAMLErrorCode.badProperty.rawValue
        while !isSeparated(i), i < end { i += 1 }
        properties[properties.count - 1].end = i
        emptyPlace = i
      }
      while text[i] == 0x20 || text[i] == 0x09 { i += 1 }
      if text[i] == 0x23 { return }
    }
  }

  /// White space, the end of a line or of the text, or in a flow collection one of its indicators.
  func isSeparated(_ place: Int) -> Bool {
    text.isBlank(place) || openBrackets + openBraces > 0 && isFlowIndicator(text[place])
  }

  /// A byte of an anchor's or alias' name.
  @inline(__always) func isNameByte(_ place: Int) -> Bool {
    text[place] > 0x20 && !isFlowIndicator(text[place])
  }

  private mutating func readTag() {
    let start = i
    var code: UInt8 = 0
    i += 1
    if text[i] == 0x3c {
      while text[i] > 0x20, text[i] != 0x3e { i += 1 }
      if text[i] == 0x3e, i > start + 2 { i += 1 } else { code = YAMLErrorCode.badProperty.rawValue }
    } else {
      var handleEnd = 0
      while text[i] > 0x20, !isFlowIndicator(text[i]) {
        if text[i] == 0x21, handleEnd == 0 { handleEnd = i + 1 }
        i += 1
      }
      if handleEnd > start + 2 {
        var print = Fingerprint()
        for place in start..<handleEnd { print.add(text[place]) }
        if !handles.contains(print.value) { code = YAMLErrorCode.undeclaredHandle.rawValue }
      }
      if handleEnd == i, handleEnd > 0, handleEnd - start > 1 { code = YAMLErrorCode.badProperty.rawValue }
    }
    properties.add(.init(kind: .yamlTag, start: start, end: i, error: code))
  }
}

/// The hash of a commit, in full.
public struct CommitID: Hashable, Sendable, CustomStringConvertible {
  /// 40 or 64 hexadecimal digits.
  public let hex: String

  init?(line: ArraySlice<UInt8>) {
    guard let hex = objectHash(line) else { return nil }
    self.hex = hex
  }

  /// The digits.
  public var description: String { hex }
}

/// The hash of a file's content as git keeps it: equal content, equal hash.
public struct BlobID: Hashable, Sendable, CustomStringConvertible {
  /// 40 or 64 hexadecimal digits.
  public let hex: String

  init?(line: ArraySlice<UInt8>) {
    guard let hex = objectHash(line) else { return nil }
    self.hex = hex
  }

  /// The digits.
  public var description: String { hex }
}

/// A SHA-1 or SHA-256 in hexadecimal digits, with or without a line break behind it.
private func objectHash(_ line: ArraySlice<UInt8>) -> String? {
  let digits = line.last == 0x0a ? line.dropLast() : line
  let isHex = digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  guard digits.count == 40 || digits.count == 64, isHex else { return nil }
  return String(decoding: digits, as: UTF8.self)
}

/// A range of addresses of IPv4 or IPv6 as CIDR writes it.
struct NetworkAddress: Hashable, CustomStringConvertible {
  /// The address as a number, host bits cleared.
  let bits: UInt128
  let prefix: Int
  let width: Int

  init?(bits: UInt128, prefix: Int, width: Int) {
    guard (0...width).contains(prefix), width == 128 || bits >> 32 == 0 else { return nil }
    self.prefix = prefix
    self.width = width
    let hosts = width - prefix
    self.bits = hosts >= 128 ? 0 : (bits >> UInt128(hosts)) << UInt128(hosts)
  }

  init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let prefix = Int(parts[1]), let (bits, width) = Self.address(parts[0]) else { return nil }
    self.init(bits: bits, prefix: prefix, width: width)
  }

  var description: String { "\(Self.text(bits, width: width))/\(prefix)" }

  /// The number of addresses behind the prefix, less one.
  private var last: UInt128 { width - prefix >= 128 ? .max : (1 << UInt128(width - prefix)) - 1 }

  /// The network number `number` among those with `more` bits more.
  func subnet(more: Int, number: Int) -> NetworkAddress? {
    guard (0...32).contains(more), prefix + more <= width, number >= 0, number >> more == 0 else { return nil }
    let shift = width - prefix - more
    let offset = shift >= 128 ? 0 : UInt128(number) << UInt128(shift)
    return NetworkAddress(bits: bits | offset, prefix: prefix + more, width: width)
  }

  /// The address of a host; a negative number counts from the end.
  func host(_ number: Int) -> String? {
    let offset = UInt128(number.magnitude)
    guard number < 0 ? offset - 1 <= last : offset <= last else { return nil }
    return Self.text(number < 0 ? bits | (last - (offset - 1)) : bits | offset, width: width)
  }

  var netmask: String? {
    guard width == 32 else { return nil }
    return Self.text(UInt128(UInt32.max) & ~last, width: 32)
  }

  /// Networks of `prefix + more` bits each, one behind the other as far as they fit.
  func subnets(_ more: [Int]) -> [NetworkAddress]? {
    var next = bits
    var found: [NetworkAddress] = []
    for count in more {
      guard (1...32).contains(count), prefix + count <= width, width - prefix - count < 127 else { return nil }
      let size = UInt128(1) << UInt128(width - prefix - count)
      let (start, overflow) = next.addingReportingOverflow(size - 1)
      guard !overflow else { return nil }
      let aligned = start / size * size
      guard aligned >= bits, aligned - bits <= last, last - (aligned - bits) >= size - 1,
        let network = NetworkAddress(bits: aligned, prefix: prefix + count, width: width)
      else { return nil }
      found.append(network)
      next = aligned &+ size
    }
    return found
  }

  // MARK: Spelling

  private static func address(_ text: Substring) -> (UInt128, Int)? {
    guard text.contains(":") else { return four(text).map { (UInt128($0), 32) } }
    guard let gap = text.firstRange(of: "::") else {
      let groups = groups(text)
      return groups?.count == 8 ? groups.map { (joined($0), 128) } : nil
    }
    guard let head = groups(text[..<gap.lowerBound]), let tail = groups(text[gap.upperBound...]), head.count + tail.count < 8 else {
      return nil
    }
    return (joined(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail), 128)
  }

  private static func four(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).compactMap { $0.count <= 3 ? UInt8($0) : nil }
    guard parts.count == 4, text.filter({ $0 == "." }).count == 3 else { return nil }
    return parts.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func groups(_ text: Substring) -> [UInt16]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if index == parts.count - 1, part.contains("."), let last = four(part) {
        groups += [UInt16(last >> 16), UInt16(last & 0xffff)]
      } else {
        guard part.count <= 4, let group = UInt16(part, radix: 16) else { return nil }
        groups.append(group)
      }
    }
    return groups.count <= 8 ? groups : nil
  }

  private static func joined(_ groups: [UInt16]) -> UInt128 { groups.reduce(0) { $0 << 16 | UInt128($1) } }

  private static func text(_ bits: UInt128, width: Int) -> String {
    guard width == 128 else {
      return stride(from: 24, through: 0, by: -8).map { String(bits >> UInt128($0) & 0xff) }.joined(separator: ".")
    }
    let groups = stride(from: 112, through: 0, by: -16).map { Int(bits >> UInt128($0) & 0xffff) }
    // RFC 5952: the longest run of two zeroes or more becomes `::`.
    var best = 0..<0
    var start = 0
    for index in 0...8 where index == 8 || groups[index] != 0 {
      if index - start > max(1, best.count) { best = start..<index }
      start = index + 1
    }
    func spelled(_ part: ArraySlice<Int>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
    return best.isEmpty ? spelled(groups[...]) : spelled(groups[..<best.lowerBound]) + "::" + spelled(groups[best.upperBound...])
  }
}

import SyntaxTree

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// How many edits were compared with a fresh start, told when the process ends. libFuzzer calls from one thread alone.
enum EditCount {
  nonisolated(unsafe) private static var counts: [Format: Int] = [:]

  static func add(_ count: Int, to format: Format) {
    if counts.isEmpty { atexit { EditCount.tell() } }
    counts[format, default: 0] += count
  }

  private static func tell() {
    var names: [(name: String, count: Int)] = [("json", 0), ("yaml", 0), ("hcl", 0), ("bicep", 0)]
    for (format, count) in counts {
      let number =
        switch format {
        case .json: 0
        case .yaml: 1
        case .hcl: 2
        case .bicep: 3
        }
      names[number].count += count
    }
    let sum = names.reduce(0) { $0 + $1.count }
    print("edits, each compared with a fresh start: \(sum) (\(names.map { "\($0.name) \($0.count)" }.joined(separator: ", ")))")
    fflush(nil)
  }
}

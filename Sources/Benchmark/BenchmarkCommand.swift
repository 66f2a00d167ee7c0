import SyntaxTree
import Workspace

/// The command line of the benchmark.
enum BenchmarkCommand {
  static let usage = """
    usage: cmklint-benchmark FILE…                             throughput, memory and edit latency of each file
           cmklint-benchmark incr FORMAT FILE N scalar|any     median p90 p99 max of 2 N edits, in microseconds
           cmklint-benchmark limits [MEGABYTES]                texts that are large, deep or broken, in every format
           cmklint-benchmark doubling [PIECES]                 whether time grows with the text and no faster

    FORMAT is json, yaml, tf or bicep; without it the name of the file tells.

    """

  /// Returns the exit status: 0, or 2 where the job could not be done.
  static func run(_ arguments: [String]) -> Int32 {
    switch arguments.first {
    case "incr" where arguments.count == 5: edits(arguments)
    case "limits" where arguments.count <= 2: Limits.run(megabytes: arguments.dropFirst().first.flatMap { Int($0) } ?? 100)
    case "doubling" where arguments.count <= 2:
      Doubling.run(pieces: arguments.dropFirst().first.flatMap { Int($0) } ?? 20_000) == 0 ? 0 : 1
    case let name? where !name.hasPrefix("-") && name != "incr": report(arguments)
    default: fail(usage)
    }
  }

  private static func edits(_ arguments: [String]) -> Int32 {
    guard let format = Format(benchmarkName: arguments[1]), let count = Int(arguments[3]),
      let choice = EditLatency.Choice(rawValue: arguments[4])
    else { return fail(usage) }
    do throws(FileError) {
      let figures = EditLatency(of: try FileReader.read(arguments[2]), format: format, count: count, choice: choice)
      return write(figures.line + "\n")
    } catch {
      return fail(error.message + "\n")
    }
  }

  /// One line a file. Memory is measured first: later the process has room that it got for something else.
  private static func report(_ paths: [String]) -> Int32 {
    var status = write(
      "file: bytes; MB/s; bytes of tape and line table a byte of text; edits in a word, anywhere: median p90 p99 max, us, and bytes "
        + "read again, median\n")
    for path in paths {
      let name = path.split(separator: ".").last.map(String.init) ?? ""
      guard let format = Format(benchmarkName: name) else {
        status = fail("\(path): of no format that is read here\n")
        continue
      }
      do throws(FileError) {
        let bytes = try FileReader.read(path)
        let size = DocumentSize(of: bytes, format: format)
        let speed = Throughput(of: bytes, format: format)
        let inWords = EditLatency(of: bytes, format: format, count: 200, choice: .scalar)
        let anywhere = EditLatency(of: bytes, format: format, count: 200, choice: .any)
        status = max(
          status,
          write(
            "\(path): \(bytes.count); \(speed.figure); \(size.figure); \(inWords.line), \(inWords.medianBytesRead); "
              + "\(anywhere.line), \(anywhere.medianBytesRead)\n"))
      } catch {
        status = fail(error.message + "\n")
      }
    }
    return status
  }

  /// Writes to standard output.
  static func write(_ text: String) -> Int32 {
    var output = OutputStream.standardOutput
    do throws(StreamError) {
      try output.write(text)
      try output.flush()
      return 0
    } catch {
      return 2
    }
  }

  static func fail(_ text: String) -> Int32 {
    var output = OutputStream.standardError
    do throws(StreamError) {
      try output.write(text)
      try output.flush()
    } catch {}
    return 2
  }
}

extension Format {
  /// The format of a name: how the benchmarks call it, which is also how its files end.
  init?(benchmarkName name: String) {
    switch name {
    case "json", "jsonc": self = .json(.armTemplate)
    case "yaml", "yml": self = .yaml
    case "tf", "tfvars", "hcl": self = .hcl
    case "bicep", "bicepparam": self = .bicep
    default: return nil
    }
  }
}

import BatchCheck
import SourceText
import Synchronization
import TestSupport
import Workspace

/// Runs the program inside the test, in a folder of its own.
final class Console: Sendable {
  let folder: TemporaryFolder
  private let captured = Mutex(Captured())

  private struct Captured {
    var output: [UInt8] = []
    var error: [UInt8] = []
  }

  struct Result {
    let status: Int32
    let output: String
    let error: String
  }

  init(_ files: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(name, text) }
  }

  func callAsFunction(_ arguments: String..., input: String = "", environment: [String: String] = [:], terminal: Bool = false) -> Result {
    captured.withLock { $0 = Captured() }
    let surroundings = Surroundings(
      workingFolder: folder.path, environment: { environment[$0] }, today: CalendarDate("2026-11-20"),
      readInput: { () throws(StreamError) in Array(input.utf8) },
      writeOutput: { bytes in self.captured.withLock { $0.output += bytes } },
      writeError: { bytes in self.captured.withLock { $0.error += bytes } }, outputIsTerminal: terminal)
    var status: Int32
    do throws(UsageError) {
      status = BatchCheck.run(try Command.parse(arguments, inputIsTerminal: true), surroundings)
    } catch {
      surroundings.complain(error.message)
      status = 2
    }
    let result = captured.withLock { $0 }
    return Result(
      status: status, output: String(decoding: result.output, as: UTF8.self), error: String(decoding: result.error, as: UTF8.self))
  }
}

/// Small manifests for the tests of the run.
enum Sample {
  static let clean = "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: { type: RSA, size: 2048 } } } }\n"
  static let large = "cmkManifest: 1\nvaults: { kv: { purgeProtection: true, keys: { k: { type: RSA, size: 4096 } } } }\n"
  static let broken = "cmkManifest: 1\nvaults: { kv: [ }\n"

  static func foundry(_ encryption: String) -> String {
    """
    cmkManifest: 1
    vaults:
      kv: { purgeProtection: true, keys: { k: {} } }
      kv2: { purgeProtection: true, keys: { k: {} } }
    resources:
      ai: { kind: foundry, capabilities: [], identity: systemAssigned, encryption: \(encryption) }

    """
  }
}

import Foundation

/// A folder that lives as long as a test, absolute and free of symbolic links.
public final class TemporaryFolder: Sendable {
  public let path: String

  public struct Failure: Error {
    public let action: String

    public init(action: String) { self.action = action }
  }

  public init() throws {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("cmklint-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    path = base.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  public func callAsFunction(_ name: String) -> String { path + "/" + name }

  /// Writes a file, with the folders above it; returns its path.
  @discardableResult
  public func write(_ name: String, _ content: String = "") throws -> String {
    let url = URL(fileURLWithPath: self(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content.utf8).write(to: url)
    return url.path
  }

  /// The text of a file; empty where there is none.
  public func read(_ name: String) -> String {
    (try? Data(contentsOf: URL(fileURLWithPath: self(name)))).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Runs git in the folder and returns what it wrote.
  @discardableResult
  public func git(_ arguments: String..., input: String = "") throws -> String {
    let identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    return try run(["git"] + identity + arguments, input: input)
  }

  /// Runs a program in the folder and returns what it wrote; a status above 1 is a failure.
  @discardableResult
  public func run(_ arguments: [String], input: String = "") throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    // Variables that git sets for its hooks would lead to another repository.
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
    let inputPipe = Pipe()
    let outputPipe = Pipe()
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    inputPipe.fileHandleForWriting.write(Data(input.utf8))
    try? inputPipe.fileHandleForWriting.close()
    let output = outputPipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus <= 1 else { throw Failure(action: arguments.joined(separator: " ")) }
    return String(decoding: output, as: UTF8.self)
  }
}

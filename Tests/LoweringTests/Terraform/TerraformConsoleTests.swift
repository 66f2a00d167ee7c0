import EncryptionModel
import Foundation
import Testing

@testable import Lowering

/// Terraform's own evaluation of made-up expressions beside this one.
@Suite struct TerraformConsoleTests {
  private static let binary: String? = {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return folders.map { $0 + "/terraform" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  private static let configuration = """
    variable "name" { default = "hub-Prod" }
    variable "size" { default = 2048 }
    variable "on" { default = true }
    variable "zones" { default = ["3", "1", "2", "1"] }
    variable "tags" { default = { owner = "ai", cost = "42", empty = "" } }
    locals {
      prefix = "cmk"
      vaults = [{ name = "a", purge = true }, { name = "b", purge = false }]
      nested = { east = { keys = ["k1", "k2"] }, west = { keys = [] } }
    }

    """

  @Test(.enabled(if: binary != nil, "terraform is not installed"))
  func fiveHundredExpressionsHaveTerraformsValues() throws {
    var generator = ExpressionGenerator(seed: 20_260)
    var expressions: [String] = []
    while expressions.count < 500 {
      let expression = generator.expression()
      if expression.count < 300, !expressions.contains(expression) { expressions.append(expression) }
    }
    let theirs = try Self.console(expressions)
    let fixture = TerraformFixture(Self.configuration)
    var agree = 0
    var refused = 0
    var undecided: [String] = []
    var differences: [String] = []
    for (expression, theirs) in zip(expressions, theirs) {
      let value = fixture.value(expression)
      let ours = value.isDecided ? TerraformJSON.text(of: value) : nil
      switch (theirs, ours) {
      case (nil, nil): agree += 1
      // What Terraform refuses to run decides nothing.
      case (nil, _?): refused += 1
      case (let a?, nil): undecided.append("\(expression): \(a), here undecided: \(value.reason.reason)")
      case (let a?, let b?) where a == b: agree += 1
      case (let a?, let b?): differences.append("\(expression): \(a), here \(b)")
      }
    }
    print("terraform console: \(agree) agree, \(differences.count) differ, \(undecided.count) undecided here, \(refused) refused there")
    #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    #expect(undecided.isEmpty, "\(undecided.joined(separator: "\n"))")
  }

  /// JSON texts by the console, fifty at a time; nil where an expression is an error.
  private static func console(_ expressions: [String]) throws -> [String?] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cmklint-console-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(configuration.utf8).write(to: folder.appendingPathComponent("main.tf"))
    var results: [String?] = []
    for start in stride(from: 0, to: expressions.count, by: 50) {
      let group = expressions[start..<min(start + 50, expressions.count)]
      let question = "base64encode(jsonencode([\(group.map { "try(jsonencode(\($0)), null)" }.joined(separator: ", "))]))\n"
      let input = folder.appendingPathComponent("input.txt")
      try Data(question.utf8).write(to: input)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: try #require(binary))
      process.arguments = ["console"]
      process.currentDirectoryURL = folder
      process.standardInput = try FileHandle(forReadingFrom: input)
      let output = Pipe()
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      try process.run()
      let data = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      let answer = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
      let json = try #require(Data(base64Encoded: answer.trimmingCharacters(in: ["\""])), "no answer to \(question)")
      let texts = try #require(try JSONSerialization.jsonObject(with: json) as? [Any])
      results += texts.map { $0 as? String }
    }
    return results
  }
}

/// Expressions of one type each, over the configuration's names, the same for the same seed.
private struct ExpressionGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(truncatingIfNeeded: state >> 33) % count
  }

  private mutating func one(_ choices: [String]) -> String { choices[next(choices.count)] }

  mutating func expression() -> String {
    switch next(5) {
    case 0: number(3)
    case 1: text(3)
    case 2: truth(3)
    case 3: list(3)
    default: object(2)
    }
  }

  private mutating func number(_ depth: Int) -> String {
    guard depth > 0 else { return one(["0", "1", "7", "12.5", "-3", "var.size", "length(var.zones)", "\"42\""]) }
    switch next(12) {
    case 0: return "(\(number(depth - 1)) + \(number(depth - 1)))"
    case 1: return "(\(number(depth - 1)) - \(number(depth - 1)))"
    case 2: return "(\(number(depth - 1)) * \(number(depth - 1)))"
    case 3: return "(\(number(depth - 1)) % \(one(["3", "7", "10"])))"
    case 4: return "\(one(["min", "max"]))(\(number(depth - 1)), \(number(depth - 1)))"
    case 5: return "\(one(["floor", "ceil", "abs", "signum"]))(\(number(depth - 1)))"
    case 6: return "length(\(list(depth - 1)))"
    case 7: return "(\(truth(depth - 1)) ? \(number(depth - 1)) : \(number(depth - 1)))"
    case 8: return "length(\(text(depth - 1)))"
    case 9: return "parseint(\"\(one(["ff", "10", "7b"]))\", 16)"
    case 10: return "sum([\(number(depth - 1)), \(number(depth - 1))])"
    default: return "try(var.tags.nothing, \(number(depth - 1)))"
    }
  }

  private mutating func text(_ depth: Int) -> String {
    guard depth > 0 else {
      return one([
        "\"\"", "\"a b\"", "\"Key-Vault\"", "var.name", "local.prefix", "var.tags[\"owner\"]", "var.zones[1]", "local.vaults[0].name",
        "\"é<&>\"", "\"10.0.0.0/8\"",
      ])
    }
    switch next(24) {
    case 0: return "\"${\(text(depth - 1))}-${\(number(depth - 1))}\""
    case 1: return "\(one(["upper", "lower", "title", "strrev", "trimspace", "chomp"]))(\(text(depth - 1)))"
    case 2: return "join(\",\", \(list(depth - 1)))"
    case 3: return "replace(\(text(depth - 1)), \"\(one(["a", "-", "e", "/[a-z]+/", "/(.)-(.)/"]))\", \"\(one(["", "_", "x"]))\")"
    case 4: return "substr(\(text(depth - 1)), 0, \(next(5)))"
    case 5: return "format(\"\(one(["%s", "%5s|", "%-6s|", "%q", "%v"]))\", \(text(depth - 1)))"
    case 6: return "format(\"\(one(["%d", "%05d", "%.2f", "%x"]))\", floor(abs(\(number(depth - 1)))))"
    case 7: return "coalesce(\(text(depth - 1)), \"fallback\")"
    case 8: return "lookup(var.tags, \"\(one(["owner", "cost", "none"]))\", \(text(depth - 1)))"
    case 9: return "(\(truth(depth - 1)) ? \(text(depth - 1)) : \(text(depth - 1)))"
    case 10: return "\(one(["md5", "sha1", "sha256", "sha512", "base64sha256", "base64encode", "urlencode"]))(\(text(depth - 1)))"
    case 11: return "jsonencode(\(list(depth - 1)))"
    case 12: return "trim(\(text(depth - 1)), \"a-\")"
    case 13: return "trimprefix(\(text(depth - 1)), \"\(one(["hub", "c"]))\")"
    case 14: return "trimsuffix(\(text(depth - 1)), \"\(one(["Prod", "k"]))\")"
    case 15: return "element(concat(\(list(depth - 1)), [\"z\"]), \(next(6)))"
    case 16: return "indent(2, \"a\\n${\(text(depth - 1))}\")"
    case 17: return "cidrsubnet(\"10.\(next(200)).0.0/16\", 8, \(next(200)))"
    case 18: return "cidrhost(\"10.0.\(next(200)).0/24\", \(next(200)))"
    case 19: return "try(regex(\"\(one(["[a-z]+", "[A-Z].", "^.", "\\\\d+$"]))\", \(text(depth - 1))), \"none\")"
    case 20: return "\"%{ if \(truth(depth - 1)) }\(one(["yes", "y"]))%{ else }no%{ endif }\""
    case 21: return "\"%{ for v in \(list(depth - 1)) }${v};%{ endfor }\""
    case 22:
      return
        "formatdate(\"\(one(["YYYY-MM-DD", "EEE, DD MMM YY hh:mm:ss ZZZ", "H:mm AA"]))\", \"2026-0\(1 + next(9))-17T\(10 + next(13)):05:09Z\")"
    default: return "uuidv5(\"\(one(["dns", "url"]))\", \(text(depth - 1)))"
    }
  }

  private mutating func truth(_ depth: Int) -> String {
    guard depth > 0 else { return one(["true", "false", "var.on", "local.vaults[1].purge", "!var.on"]) }
    switch next(14) {
    case 0: return "(\(number(depth - 1)) \(one(["<", "<=", ">", ">=", "==", "!="])) \(number(depth - 1)))"
    case 1: return "(\(text(depth - 1)) == \(text(depth - 1)))"
    case 2: return "(\(truth(depth - 1)) \(one(["&&", "||"])) \(truth(depth - 1)))"
    case 3: return "!\(truth(depth - 1))"
    case 4: return "contains(\(list(depth - 1)), \(text(depth - 1)))"
    case 5: return "can(\(one(["var.tags.owner", "var.tags.nothing", "local.vaults[5]", "tonumber(\"x\")", "regex(\"a\", \"b\")"])))"
    case 6: return "startswith(\(text(depth - 1)), \"\(one(["h", "c", ""]))\")"
    case 7: return "endswith(\(text(depth - 1)), \"\(one(["d", "k", ""]))\")"
    case 8: return "strcontains(\(text(depth - 1)), \"\(one(["-", "m", "zz"]))\")"
    case 9: return "alltrue([\(truth(depth - 1)), \(truth(depth - 1))])"
    case 10: return "anytrue([\(truth(depth - 1)), \(truth(depth - 1))])"
    case 11: return "tobool(\"\(one(["true", "false"]))\")"
    case 12: return "(\(one(["null", "var.tags[\"owner\"]"])) == null)"
    default: return "(\(truth(depth - 1)) ? \(truth(depth - 1)) : \(truth(depth - 1)))"
    }
  }

  /// A list of texts.
  private mutating func list(_ depth: Int) -> String {
    guard depth > 0 else {
      return one([
        "[]", "[\"b\", \"a\"]", "var.zones", "local.vaults[*].name", "local.nested.east.keys", "keys(var.tags)", "values(var.tags)",
      ])
    }
    switch next(20) {
    case 0: return "[\(text(depth - 1)), \(text(depth - 1))]"
    case 1: return "concat(\(list(depth - 1)), \(list(depth - 1)))"
    case 2: return "[for v in \(list(depth - 1)) : upper(v)]"
    case 3: return "[for i, v in \(list(depth - 1)) : \"${i}${v}\" if v != \"\(one(["1", "a"]))\"]"
    case 4: return "\(one(["distinct", "compact", "sort", "reverse"]))(\(list(depth - 1)))"
    case 5: return "split(\"\(one(["-", ",", "."]))\", \(text(depth - 1)))"
    case 6: return "flatten([\(list(depth - 1)), [\(list(depth - 1))]])"
    case 7: return "slice(concat(\(list(depth - 1)), [\"x\", \"y\"]), 0, 2)"
    case 8: return "[for k, v in \(object(depth - 1)) : \"${k}=${v}\"]"
    case 9: return "keys(\(object(depth - 1)))"
    case 10: return "tolist(setunion(\(list(depth - 1)), \(list(depth - 1))))"
    case 11: return "tolist(toset(\(list(depth - 1))))"
    case 12: return "formatlist(\"%s-x\", \(list(depth - 1)))"
    case 13: return "flatten(values(local.nested)[*].keys)"
    case 14: return "local.vaults.*.name"
    case 15: return "regexall(\"[a-z]+\", \(text(depth - 1)))"
    case 16: return "cidrsubnets(\"10.0.0.0/16\", 4, \(4 + next(4)), 8)"
    case 17: return "tolist(setsubtract(\(list(depth - 1)), [\"a\", \"1\"]))"
    case 18: return "flatten(chunklist(\(list(depth - 1)), 2))"
    default: return "flatten(setproduct([\"p\"], \(list(depth - 1))))"
    }
  }

  /// An object or a map of texts.
  private mutating func object(_ depth: Int) -> String {
    guard depth > 0 else { return one(["var.tags", "{ a = \"1\" }", "{ \"k-2\" = \"v\", b = local.prefix }"]) }
    switch next(8) {
    case 0: return "merge(\(object(depth - 1)), \(object(depth - 1)))"
    case 1: return "{ for v in \(list(depth - 1)) : \"k${v}\" => v... }"
    case 2: return "{ for k, v in \(object(depth - 1)) : upper(k) => v if v != \"\" }"
    case 3: return "zipmap([\"p\", \"q\"], [\(text(depth - 1)), \(text(depth - 1))])"
    case 4: return "{ (\(one(["var.name", "local.prefix"]))) = \(text(depth - 1)), \"z${var.size}\" = \(text(depth - 1)) }"
    case 5: return "jsondecode(jsonencode(\(object(depth - 1))))"
    case 6: return "transpose({ a = \(list(depth - 1)), b = [\"x\"] })"
    default: return "tomap({ one = \(text(depth - 1)) })"
    }
  }
}

import Foundation
import PolicyRules
import TestSupport
import Testing

@Suite struct PolicyStatementTests {
  @Test func everyRuleThatHoldsASentenceExists() {
    for statement in PolicyStatement.all {
      guard case .rules(let ids) = statement.answer else { continue }
      for id in ids { #expect(Registry.rule(id) != nil, "\(id), for \"\(statement.sentence)\"") }
    }
  }

  @Test(.enabled(if: PolicyStatementTests.documents != nil, "the policy documents are not beside the project"))
  func everySentenceStandsInItsDocument() throws {
    let documents = try #require(Self.documents)
    for statement in PolicyStatement.all {
      #expect(documents[statement.document]?.contains(statement.sentence) == true, "\(statement.document): \(statement.sentence)")
    }
  }

  /// A sentence that says what must, may not or needs to be is in the table.
  @Test(.enabled(if: PolicyStatementTests.documents != nil, "the policy documents are not beside the project"))
  func noDemandIsLeftOut() throws {
    let demands = [
      "must", "can't", "cannot", "required", "supported", "need ", "only", "recommend", "permission", "purge", "soft", "trusted", "grant",
      "rotat",
      "revert", "revok", "managed resource group", "charge", "cost", "same key vault", "same region",
    ]
    for (name, text) in try #require(Self.documents) {
      let known = PolicyStatement.all.filter { $0.document == name }.map(\.sentence)
      for line in text.split(separator: "\n") where Self.isProse(line) {
        for part in line.split(separator: ". ") where demands.contains(where: { part.lowercased().contains($0) }) {
          let part = part.trimmingCharacters(in: CharacterSet(charactersIn: " .•*->o\u{a0}"))
          #expect(known.contains { $0.contains(part) || part.contains($0) }, "\(name): \(part)")
        }
      }
    }
  }

  /// Titles, front matter, commands and captions demand nothing.
  private static func isProse(_ line: Substring) -> Bool {
    let trimmed = line.drop { $0 == " " }
    // A banner in another language, a bullet's mark aside.
    guard trimmed.drop(while: { $0 == "•" || $0 == " " || $0 == "\u{a0}" }).first?.isASCII == true else { return false }
    if ["#", ":::", "title", "description", "ms.", "[!INCLUDE", "--", "az "].contains(where: { trimmed.hasPrefix($0) }) { return false }
    return trimmed.split(separator: " ").count > 6
  }

  static let documents: [String: String]? = {
    guard let folder = Corpora.folder.map({ URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("policy") }) else {
      return nil
    }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path) else { return nil }
    var documents: [String: String] = [:]
    for name in names where name.hasSuffix(".txt") {
      documents[String(name.prefix(3))] = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return documents.isEmpty ? nil : documents
  }()
}

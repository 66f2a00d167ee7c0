/// A sentence of one of the five policy documents, and what answers to it: rules, or the reason why none can.
public struct PolicyStatement: Sendable {
  public enum Answer: Sendable {
    /// Ids of the rules that hold the sentence.
    case rules([String])
    case reason(Reason)
  }

  /// Why no file can break a sentence.
  public enum Reason: String, Sendable, CaseIterable {
    case description, service, portal, runtime, person, price

    public var text: String {
      switch self {
      case .description: "describes the service or the article; no file can break it"
      case .service: "a property of the service that nobody configures"
      case .portal: "a step in the portal; what it leads to is checked under the other sentences"
      case .runtime: "happens at run time, after what a file can say"
      case .person: "speaks of the person who deploys, not of what is deployed"
      case .price: "advice on estimating costs"
      }
    }
  }

  /// `000` to `004`.
  public let document: String
  /// As it stands in the document.
  public let sentence: String
  public let answer: Answer

  init(_ document: String, _ sentence: String, _ answer: Answer) {
    self.document = document
    self.sentence = sentence
    self.answer = answer
  }

  /// Every statement, document by document, in its order.
  public static let all = document000 + document001 + document002 + document003 + document004
}

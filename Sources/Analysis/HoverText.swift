import PolicyRules
import SourceText

extension Snapshot {
  /// The page of the rule whose finding stands at the offset, or what the schema says about the property there.
  public func hover(at offset: Int, in path: String) -> Hover? {
    let here = findings(in: path).filter { $0.place.range.touches(offset) }
    guard let narrowest = here.map(\.place.range).min(by: { $0.length < $1.length }) else { return propertyHover(at: offset, in: path) }
    let pages = here.map(\.rule).uniqued().compactMap { Registry.rule($0)?.page }
    return Hover(text: pages.map(\.markdown).joined(separator: "\n\n---\n\n"), range: narrowest)
  }

  private func propertyHover(at offset: Int, in path: String) -> Hover? { nil }

  /// Proposals for what could be written at the offset.
  public func completions(at offset: Int, in path: String) -> [Completion] { [] }
}

import SourceText

/// A finding that somebody accepts, as written in a comment or in a resource's metadata (SPEC §5).
public struct Suppression: Hashable, Sendable {
  public enum Reach: Hashable, Sendable {
    /// Findings whose place starts on the line of the suppression or on the one below.
    case line
    case file
    /// Findings whose place lies inside the site: a resource.
    case within(Site)
  }

  /// One rule id, name or group as it was written.
  public struct Selector: Hashable, Sendable {
    public var text: String
    public var site: Site

    public init(_ text: String, at site: Site) {
      self.text = text
      self.site = site
    }
  }

  public var reach: Reach
  public var selectors: [Selector]
  public var reason: String?
  /// The last day on which it holds; nil: for ever.
  public var until: CalendarDate?
  /// What was written in place of a date and is none.
  public var malformedDate: String?
  /// Whether the schema of the file refuses a malformed date: one defect, one finding.
  public var isDateRefusedBySchema = false
  /// Why it suppresses nothing as it is written: a clause without a full stop. Nil: it is well formed.
  public var malformation: String?
  /// Where the suppression stands.
  public var site: Site
  /// What removes it.
  public var removal: Amendment
  /// What would add a reason.
  public var addReason: Amendment?

  public init(
    reach: Reach, selectors: [Selector], reason: String?, until: CalendarDate?, malformedDate: String? = nil,
    malformation: String? = nil, site: Site, removal: Amendment,
    addReason: Amendment? = nil
  ) {
    self.reach = reach
    self.selectors = selectors
    self.reason = reason
    self.until = until
    self.malformedDate = malformedDate
    self.malformation = malformation
    self.site = site
    self.removal = removal
    self.addReason = addReason
  }
}

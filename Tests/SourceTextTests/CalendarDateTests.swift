import SourceText
import Testing

@Suite struct CalendarDateTests {
  @Test(arguments: ["2026-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func aDayIsReadAndWrittenAlike(text: String) { #expect(CalendarDate(text)?.description == text) }

  @Test(arguments: [
    "", "2026-1-31", "2026-01-32", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-04-31", "0000-01-01", "2026/01/01",
    " 2026-01-01", "2026-01-01 ", "2026-01-0é", "+026-01-01", "２026-01-01",
  ])
  func whatIsNoDayIsNil(text: String) { #expect(CalendarDate(text) == nil) }

  @Test func daysAreCountedAcrossLeapYears() throws {
    let first = try #require(CalendarDate("2024-02-28"))
    #expect(try #require(CalendarDate("2024-03-01")).daysSince(first) == 2)
    #expect(first.daysSince(try #require(CalendarDate("2024-03-01"))) == -2)
    #expect(CalendarDate("1970-01-01")?.daysSince1970 == 0)
    #expect(CalendarDate("2000-01-01")?.daysSince1970 == 10_957)
  }

  @Test func everyDayOfFourCenturiesComesAfterTheDayBefore() throws {
    var before = try #require(CalendarDate("1800-01-01"))
    for days in before.daysSince1970 + 1...(try #require(CalendarDate("2200-12-31"))).daysSince1970 {
      let day = try #require(CalendarDate(daysSince1970: days))
      let isNext =
        day.daysSince1970 == days && before < day
        && (day.day == before.day + 1 ? (day.year, day.month) == (before.year, before.month) : day.day == 1 && before.day >= 28)
      if !isNext { Issue.record("\(day) after \(before)") }
      before = day
    }
  }

  @Test func theCalendarEndsWithTheYears1And9999() throws {
    let first = try #require(CalendarDate("0001-01-01"))
    let last = try #require(CalendarDate("9999-12-31"))
    #expect(CalendarDate(daysSince1970: first.daysSince1970) == first)
    #expect(CalendarDate(daysSince1970: last.daysSince1970) == last)
    #expect(CalendarDate(daysSince1970: first.daysSince1970 - 1) == nil)
    #expect(CalendarDate(daysSince1970: last.daysSince1970 + 1) == nil)
    #expect(CalendarDate(daysSince1970: .min) == nil)
  }
}

import SourceText

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#endif

/// What the process was given by its surroundings: folder, environment, date, processors.
public enum WorkingFolder {
  /// The absolute path of the working folder; `/` if it has been deleted.
  public static var current: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// The value of an environment variable; nil if it is not set.
  public static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value)
  }

  /// Today's date in UTC.
  public static var todayUTC: CalendarDate? {
    CalendarDate(daysSince1970: Int(clamping: time(nil)) / 86_400)
  }

  /// How many processors may be used, at least 1.
  public static var processorCount: Int {
    max(1, Int(clamping: sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }
}

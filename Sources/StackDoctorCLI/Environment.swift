internal import FailureRules
internal import Reporting

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What the environment says of how output should look.
enum Environment {
  /// The value of a variable; nil if it is not set or empty.
  static func value(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The style for a stream: an explicit choice, else NO_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM
  /// (no-color.org, bixense.com/clicolors), else colour on a terminal.
  static func style(for stream: StandardStream, color: ColorChoice) -> TextStyle {
    let hasColor =
      switch color {
      case .always: true
      case .never: false
      case .auto:
        if value("NO_COLOR") != nil {
          false
        } else if let force = value("CLICOLOR_FORCE"), force != "0" {
          true
        } else {
          stream.isTerminal && value("CLICOLOR") != "0" && value("TERM") != "dumb"
        }
      }
    let width = stream.columns ?? value("COLUMNS").flatMap(Int.init) ?? 100
    return TextStyle(hasColor: hasColor, width: width)
  }

  /// The file whose Markdown GitHub shows with a step; nil outside of its Actions.
  static var stepSummary: String? { value("GITHUB_STEP_SUMMARY") }

  /// The moment that it is, in milliseconds since 1970-01-01 UTC.
  static var now: Int {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Int(now.tv_sec) * 1000 + Int(now.tv_nsec) / 1_000_000
  }

  /// The day that it is, in UTC.
  static var today: CalendarDay {
    var (now, parts) = (time(nil), tm())
    gmtime_r(&now, &parts)
    return CalendarDay(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  /// The number of processors that are running.
  static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Lets wcwidth(3) know characters beyond ASCII.
  static func setLocale() {
    setlocale(LC_CTYPE, "C.UTF-8")
  }
}

/// When to colour output.
enum ColorChoice: String, CaseIterable {
  case auto, always, never
}

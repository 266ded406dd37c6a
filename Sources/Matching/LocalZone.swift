#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Where a clock hangs that says nothing of its zone.
package enum LocalZone: Equatable, Sendable {
  /// On this host: TZ, or `/etc/localtime`.
  case host
  /// So many seconds east of Greenwich.
  case fixed(Int)

  /// What a clock there shows at a second since 1970-01-01 UTC: seconds since it showed 1970-01-01.
  package func local(atUniversal second: Int) -> Int {
    if case .fixed(let offset) = self { return second + offset }
    var (time, parts) = (time_t(second), tm())
    localtime_r(&time, &parts)
    return second + parts.tm_gmtoff
  }

  /// The second since 1970-01-01 UTC at which a clock there shows a local one; of two the one that the C
  /// library prefers.
  package func universal(atLocal second: Int) -> Int {
    if case .fixed(let offset) = self { return second - offset }
    var (time, parts) = (time_t(second), tm())
    gmtime_r(&time, &parts)
    parts.tm_isdst = -1
    return mktime(&parts)
  }
}

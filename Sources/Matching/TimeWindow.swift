/// The stretch of time that a scan is about, its ends included.
package struct TimeWindow: Equatable, Sendable {
  /// Milliseconds since 1970-01-01 UTC; nil for no limit.
  package var since: Int?
  package var until: Int?
  /// When the scan was begun: what has no date of its own is no later.
  package var now: Int
  /// That of stamps which name none.
  package var zone: LocalZone

  package init(since: Int?, until: Int?, now: Int, zone: LocalZone = .host) {
    self.since = since
    self.until = until
    self.now = now
    self.zone = zone
  }

  /// Whether a moment is in it.
  package func contains(_ moment: Int) -> Bool {
    moment >= since ?? .min && moment <= until ?? .max
  }
}

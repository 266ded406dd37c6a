package import LogReading

/// What a scan that follows logs needs to go on after a restart.
package struct FollowState: Equatable, Sendable {
  /// Where reading goes on, in each log.
  package var places: [LogPlace]
  /// What was found and told; the one that was seen last behind.
  package var seen: [Fingerprint]

  /// Nothing was read.
  package init(places: [LogPlace] = [], seen: [Fingerprint] = []) {
    self.places = places
    self.seen = seen
  }
}

package import Findings
internal import LogReading
internal import Matching

extension Doctor {
  /// Makes ready to follow logs.
  ///
  /// - Parameters:
  ///   - paths: as for ``scan(_:)``; files may appear later.
  ///   - state: what an earlier run has left; nil to begin at the beginning of each log.
  ///   - ignoredProgram: whose records nobody wants to hear of.
  /// - Returns: the scan, which has not begun.
  package func follow(
    _ paths: [String], from state: FollowState? = nil, ignoring ignoredProgram: String? = nil
  ) -> FollowedScan {
    var collector = collector
    collector.beginFollowing(knowing: state?.seen ?? [])
    return FollowedScan(
      LogFollower(
        paths, selection: selection, from: state?.places ?? [], ignoring: ignoredProgram),
      rules: rules, collector, baseline: baseline, window: window, ignoring: ignoredProgram)
  }
}

package import LogReading

extension Doctor {
  /// Says what files are taken for.
  ///
  /// - Parameters:
  ///   - paths: as for ``scan(_:)``.
  ///   - report: receives each log, in the order of a scan, and what is none.
  ///   - watch: called after every read, and about every quarter of a second while a source is silent;
  ///     false ends it.
  /// - Returns: what could not be read, or only in part.
  package static func identify(
    _ paths: [String], _ report: @escaping (LogIdentity) -> Void, watch: () -> Bool
  ) -> [ReadProblem] {
    let walk = SourceWalk(paths: paths)
    return walk.problems + LogIdentification(walk.sources, report: report).run(while: watch)
  }
}

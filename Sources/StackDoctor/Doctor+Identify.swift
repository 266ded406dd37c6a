package import LogReading

extension Doctor {
  /// Says what files are taken for.
  ///
  /// - Parameters:
  ///   - paths: as for ``scan(_:)``.
  ///   - selection: which files of directories and archives are looked at.
  ///   - report: receives each log, in the order of a scan, and what is none.
  ///   - watch: called after every read, and about every quarter of a second while a source is silent;
  ///     false ends it.
  /// - Returns: what could not be read, or only in part.
  package static func identify(
    _ paths: [String], selection: PathSelection = PathSelection(),
    _ report: @escaping (LogIdentity) -> Void, watch: () -> Bool
  ) -> [ReadProblem] {
    let walk = SourceWalk(paths: paths, selection: selection)
    let identification = LogIdentification(walk.sources, selection: selection, report: report)
    return walk.problems + identification.run(while: watch)
  }
}

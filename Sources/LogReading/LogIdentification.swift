#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Says what logs are taken for, from their beginnings and, of files that are read as they stand, their
/// ends.
package final class LogIdentification {
  private let feed: LogFeed
  private let report: (LogIdentity) -> Void
  /// What is known of the log that is read.
  private var identifier: LogIdentifier?

  /// Looks at sources in order.
  ///
  /// - Parameters:
  ///   - sources: of compressed data the beginning is read, of archives all.
  ///   - selection: which files of archives are looked at.
  ///   - report: receives each log, and what is none.
  package init(
    _ sources: [LogSource], selection: PathSelection = PathSelection(),
    report: @escaping (LogIdentity) -> Void
  ) {
    feed = LogFeed(sources, joiningHistories: false, selection: selection)
    self.report = report
    feed.onBinary = { [unowned self] name, kind in
      finish()
      var identity = LogIdentity(name: name)
      identity.containers = feed.containers
      identity.binaryKind = kind
      report(identity)
    }
  }

  /// Looks at all of them.
  ///
  /// - Parameter isWanted: asked after each read; false ends it.
  /// - Returns: what could not be read, or only in part.
  package func run(while isWanted: () -> Bool) -> [ReadProblem] {
    var problems: [ReadProblem] = []
    while isWanted() {
      let step = feed.next(waiting: 250) { identifier?.take($0, $1) }
      switch step {
      case .begin(let name, _, _):
        identifier = LogIdentifier(
          name: name, containers: feed.containers, encoding: feed.encoding)
      case .chunk: if identifier?.isFull == true { feed.leave() }
      case .problem(let problem): problems.append(problem)
      case .end: finish()
      case .finished: return problems
      case .idle, .goOn: break
      }
    }
    return problems
  }

  private func finish() {
    guard var identifier = identifier.take() else { return }
    if identifier.isFull, identifier.isPlain { readEnd(for: &identifier) }
    report(identifier.result)
  }

  /// Looks at the last lines of a file.
  private func readEnd(for identifier: inout LogIdentifier) {
    let file = LogSource.file(path: identifier.name, isNamed: true)
    guard let size = file.fileSize, let descriptor = try? file.open() else { return }
    let start = max(identifier.size, size - LogIdentifier.sampleSize)
    guard descriptor.seek(to: start, from: SEEK_SET) == start else { return }
    var reader = ChunkReader(descriptor)
    identifier.skip(to: start)
    var isOpen = true
    while isOpen {
      let progress = try? reader.next(waiting: 0) { identifier.take($0, $1) }
      isOpen = progress == .chunk && !identifier.isFull
    }
  }
}

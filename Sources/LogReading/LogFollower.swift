#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The logs that some paths stand for, as long as they are written: those that are there, and those that
/// appear later.
///
/// Memory: ``limit`` logs at a time; see ``FollowedLog``.
package final class LogFollower {
  /// The most logs that are followed at a time; each takes a file descriptor.
  package static let limit = 512
  /// The most time between two looks at all of them, whatever the system says of changes.
  static let lookInterval = Duration.milliseconds(500)

  /// The sources, by slots that are given to others when they are finished.
  package private(set) var sources: [Int: any FollowedSource] = [:]
  /// What could not be followed; whoever tells it takes it out.
  package var problems: [ReadProblem] = []
  /// Where the logs that are not followed now were left, by path.
  private var places: [String: LogPlace]

  private let paths: [String]
  private let hostJournal: HostJournal?
  private let selection: PathSelection
  /// The program whose entries in journals are left out.
  private let ignoredProgram: String?
  private let watch = ChangeWatch()
  private let pool = ChunkBufferPool()
  /// The slots of logs, and of journals, by their names.
  private var slots: [String: Int] = [:]
  /// Files of directories that are no logs, by name, as long as nothing is written to them.
  private var refused: [String: RotatedSet.Version] = [:]
  private var lookedAt: ContinuousClock.Instant?
  private var walkedAt = ContinuousClock.now
  private var walkTime = Duration.zero
  private var mustWalk = true
  private var hasToldLimit = false
  /// Directories with journals that are not followed, which was told.
  private var passedJournals: Set<String> = []

  /// Follows logs.
  ///
  /// - Parameters:
  ///   - paths: files, which may not be there yet, directories with all that is and will be below them,
  ///     named pipes, and `-` for standard input.
  ///   - selection: which files of directories are followed, and whether this host's journal is.
  ///   - places: where logs were left that were followed before.
  ///   - ignoredProgram: whose entries in journals are left out.
  package init(
    _ paths: [String], selection: PathSelection, from places: [LogPlace] = [],
    ignoring ignoredProgram: String? = nil
  ) {
    self.paths = paths
    hostJournal = selection.hostJournal
    self.selection = selection.withoutHostJournal
    self.places = Dictionary(places.map { ($0.path, $0) }) { $1 }
    self.ignoredProgram = ignoredProgram
    addPipes()
    addHostJournal()
  }

  /// Whether there is nothing left that could grow.
  package var isFinished: Bool { sources.isEmpty && files.isEmpty }

  /// The paths that are no pipes.
  private var files: [String] = []

  /// Waits until there may be something to read.
  ///
  /// - Parameter milliseconds: how long, at most.
  /// - Returns: the slots of the sources that should be asked.
  package func wait(milliseconds: Int) -> [Int] {
    guard let lookedAt else { return lookAtAll() }
    let untilLook = Self.lookInterval - lookedAt.duration(to: .now)
    let time = min(milliseconds, max(0, Int(untilLook / .milliseconds(1)) + 1))
    let changes = watch.wait(
      milliseconds: time, for: sources.values.compactMap(\.descriptor))
    if changes.isStructural { mustWalk = true }
    if changes.isIncomplete || lookedAt.duration(to: .now) >= Self.lookInterval {
      return lookAtAll()
    }
    walkIfDue()
    return sources.filter { _, source in
      source.descriptor != nil || source.directories.contains(where: changes.directories.contains)
    }
    .map(\.key).sorted()
  }

  private func lookAtAll() -> [Int] {
    lookedAt = .now
    walkIfDue()
    return sources.keys.sorted()
  }

  /// Takes a finished source's slot back.
  package func remove(_ slot: Int) {
    slots = slots.filter { $0.value != slot }
    if let log = sources[slot] as? FollowedLog { refused[log.name] = log.refused }
    sources[slot] = nil
  }

  /// The places of logs that are not followed now, but may be again: at most ``limit``.
  package var otherPlaces: [LogPlace] {
    Array(places.values.sorted { $0.path < $1.path }.prefix(Self.limit))
  }

  // MARK: finding logs

  private func addPipes() {
    for path in paths {
      var status = stat()
      let kind = path != "-" && stat(path, &status) == 0 ? status.st_mode & S_IFMT : S_IFREG
      if path == "-" {
        add(FollowedPipe())
      } else if kind == S_IFIFO {
        do throws(ReadFailure) {
          add(try FollowedPipe(path: path))
        } catch {
          problems.append(
            ReadProblem(source: path, message: error.description, kind: .failure))
        }
      } else if kind == S_IFCHR {
        problems.append(
          ReadProblem(source: path, message: "is a device, and is not followed", kind: .failure))
      } else {
        files.append(path)
      }
    }
  }

  private func addHostJournal() {
    guard let hostJournal else { return }
    do throws(ReadFailure) {
      _ = try hostJournal.source()
    } catch {
      let message = "\(error), and is waited for"
      problems.append(ReadProblem(source: HostJournal.name, message: message, kind: .failure))
    }
    let place = places.removeValue(forKey: HostJournal.name)
    let journal = FollowedJournal(
      hostJournal, ignoring: ignoredProgram, place: place, pool: pool)
    slots[HostJournal.name] = add(journal)
  }

  @discardableResult
  private func add(_ source: any FollowedSource) -> Int? {
    guard let slot = (0..<Self.limit).first(where: { sources[$0] == nil }) else { return nil }
    sources[slot] = source
    for directory in source.directories { watch.watch(directory) }
    return slot
  }

  /// Looks for new logs where something has appeared, but not all the time: a large tree takes long.
  private func walkIfDue() {
    let pause = max(.milliseconds(250), walkTime * 20)
    let age = walkedAt.duration(to: .now)
    let isFirst = lookedAt == nil || slots.isEmpty
    guard isFirst || (mustWalk && age > pause) || age > max(.seconds(1), walkTime * 100) else {
      return
    }
    guard !files.isEmpty else { return }
    mustWalk = false
    walkedAt = .now
    walk()
    walkTime = walkedAt.duration(to: .now)
  }

  private var hasWalked = false

  private func walk() {
    let there = files.filter { RealPath.of($0) != nil }
    let walk = SourceWalk(paths: there, selection: selection)
    for directory in walk.directories { watch.watch(RealPath.of(directory) ?? directory) }
    if !hasWalked {
      // What goes while it is looked up has been rotated.
      problems += walk.problems.filter { $0.message != SystemError(number: ENOENT).description }
      for path in files where !there.contains(path) {
        problems.append(
          ReadProblem(source: path, message: "is not there yet, and is waited for", kind: .note))
      }
    }
    hasWalked = true
    var logs: [(name: String, files: [String], isNamed: Bool)] = []
    for source in walk.sources {
      if follow(journal: source, in: walk.directories) { continue }
      guard case .file(let path, let isNamed) = source else { continue }
      let name = RotatedName(path).current
      if logs.last?.name == name {
        logs[logs.count - 1].files.append(path)
      } else {
        logs.append((name, [path], isNamed))
      }
    }
    for path in files where !there.contains(path) {
      logs.append((RotatedName(path).current, [path], true))
    }
    let names = Set(logs.map(\.name))
    refused = refused.filter { names.contains($0.key) }
    for log in logs where slots[log.name] == nil {
      if let file = refused[log.name], FileStatus(path: log.name)?.version == file { continue }
      follow(log.name, log.files, log.isNamed)
    }
  }

  /// Follows the journal that a source is of, if it is of one that lies in a directory that was walked.
  ///
  /// - Returns: false if the source is none of a journal, or a file that the user has named.
  private func follow(journal source: LogSource, in walked: [String]) -> Bool {
    let files: [String]
    switch source {
    case .journal(_, let paths, _): files = paths
    case .file(let path, isNamed: false) where JournalFile.group(ofPath: path) != nil:
      files = [path]
    default: return false
    }
    let folder = JournalFile.directory(ofPath: files[0])
    let isOfHost =
      hostJournal?.folders.contains { RealPath.of($0) == RealPath.of(folder) } ?? false
    // The directory may have been waited for as a file.
    let key = folder + "/"
    guard slots[key] == nil, !isOfHost, !passedJournals.contains(folder) else { return true }
    // Boots of several hosts lie between each other's, and the reader cannot tell them apart.
    let isRemote = source.name.split(separator: "/").last?.hasPrefix("remote-") == true
    guard !isRemote, walked.contains(folder) else {
      passedJournals.insert(folder)
      let message =
        isRemote
        ? "is another host's journal, which is not followed"
        : "is a journal file, which is not followed; its directory can be"
      problems.append(ReadProblem(source: source.name, message: message, kind: .failure))
      return true
    }
    let path = RealPath.absolute(folder)
    let journal = FollowedJournal(
      directory: folder, ignoring: ignoredProgram, place: places[path], pool: pool)
    if let slot = add(journal) {
      slots[key] = slot
      places[path] = nil
    } else {
      noteLimit(folder)
    }
    return true
  }

  private func follow(_ name: String, _ files: [String], _ isNamed: Bool) {
    let place = places[RealPath.absolute(name)]
    let isAll = !isNamed && selection.include.isEmpty && selection.exclude.isEmpty
    let log = FollowedLog(
      name, from: isAll ? [] : files, isNamed: isNamed, place: place, pool: pool)
    if let slot = add(log) {
      slots[name] = slot
      if let place { places[place.path] = nil }
    } else {
      noteLimit(name)
    }
  }

  private func noteLimit(_ name: String) {
    guard !hasToldLimit else { return }
    hasToldLimit = true
    problems.append(
      ReadProblem(
        source: name, message: "is not followed, nor are others: \(Self.limit) logs are already",
        kind: .failure))
  }
}

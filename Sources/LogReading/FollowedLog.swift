/// A log that is being written, through all that is done to its file: rotation by renaming, by copying and
/// truncating, compression, removal and a new beginning.
///
/// A file that has been rotated is read to its end before the next one is begun, and all of them are one
/// history, as in a scan. Which file is the next one is told by their names (``RotatedName``), and which one
/// was read by device and inode or, if that is another one, by its first bytes.
///
/// Memory: 8 KiB and a line that has begun, and ``markLimit`` files in which something may still be open.
final class FollowedLog: FollowedSource {
  /// The path of the log that is written now.
  let name: String
  let directories: [String]
  /// The files to begin with, the oldest first; none for all that are there.
  private let first: [String]
  private let isNamed: Bool
  private let pool: ChunkBufferPool
  /// Where to begin instead.
  private var place: LogPlace?

  private var part: LogPart?
  private var reader: ChunkReader
  private var isAwake = false
  /// The part was read to its end, and waits for the next one to be there.
  private var isOver = false
  /// Something of the part could not be read.
  private var isBroken = false
  /// The log has gone for good.
  private var isFinished = false
  private var steps: ArraySlice<LogFeed.Step> = []
  private(set) var start = FollowedStart()
  /// Files that were read, or are older than the first one that was, when somebody looked last.
  private var known: Set<RotatedSet.Version> = []
  /// Files that are no logs.
  private var passed: Set<FileIdentity> = []
  /// Where in the history the files begin in which something may be open, the part last.
  private var marks: [Mark] = []
  /// What was told last, so that it is told once.
  private var toldFailure: String?
  /// What there was when nothing could be opened: no reason to look again.
  private var unopened: FileStatus?
  /// The file of the log's name, if it is none to be followed.
  private(set) var refused: RotatedSet.Version?

  /// A file of the history.
  private struct Mark {
    var byteOffset: Int
    var file: FileIdentity
    var head: LogHead
  }

  /// The most files of the history in which something can be open.
  static let markLimit = 64
  /// How long a file that has been rotated must be silent before the next one is begun.
  ///
  /// A writer may not know yet. If more than one file waits, it does.
  static let grace = Duration.milliseconds(200)
  /// How long a file that has been removed must be silent before it counts as read.
  static let removalGrace = Duration.seconds(1)

  /// How long a file that is a copy of the next one is waited for, which should be truncated.
  static let copyGrace = Duration.seconds(5)

  /// Follows a log.
  ///
  /// - Parameters:
  ///   - name: the path of the log that is written now.
  ///   - first: the files to begin with, the oldest first; none for all that are there.
  ///   - isNamed: whether the user gave the path, and it is waited for if it goes.
  ///   - place: where to begin instead; nil to begin there.
  ///   - pool: the memory to read into.
  init(
    _ name: String, from first: [String], isNamed: Bool, place: LogPlace?, pool: ChunkBufferPool
  ) {
    self.name = name
    self.first = first
    self.isNamed = isNamed
    self.place = place
    self.pool = pool
    reader = ChunkReader(NoBytes(), at: 0, after: [], in: ChunkBuffer(size: 1))
    directories = Self.directories(of: name)
  }

  /// Those of the path and, if it is a symbolic link, of what it leads to.
  private static func directories(of path: String) -> [String] {
    let own = RealPath.directory(of: path)
    let target = RealPath.of(path).map(RealPath.directory) ?? own
    return target == own ? [own] : [own, target]
  }

  var descriptor: Int32? { nil }

  func next(_ body: (Span<UInt8>, LogChunk) -> Void) -> LogFeed.Step {
    while true {
      if let step = steps.popFirst() { return step }
      do throws(ReadFailure) {
        guard let part, !isOver else {
          if try !openNext(), steps.isEmpty { return .idle }
          continue
        }
        if part.isReadable(within: 0) {
          wake()
          switch try reader.next(waiting: 0, body) {
          case .chunk: return .chunk
          case .idle: break
          case .end:
            isOver = true
            continue
          }
        }
        if try !moveOn(from: part), steps.isEmpty { return .idle }
      } catch {
        fail(error)
        if steps.isEmpty { return .idle }
      }
    }
  }

  private func wake() {
    guard !isAwake else { return }
    reader.wake(in: pool.take())
    isAwake = true
  }

  func rest() {
    guard isAwake else { return }
    pool.give(reader.rest())
    isAwake = false
  }

  /// Tells why something cannot be read; what is left of a file that has begun is given up.
  private func fail(_ failure: ReadFailure) {
    if toldFailure != failure.description {
      steps.append(
        .problem(
          ReadProblem(
            source: part?.path ?? name, message: failure.description, kind: .failure)))
    }
    toldFailure = failure.description
    if part != nil { isBroken = true }
    isOver = part != nil
  }

  // MARK: from file to file

  /// Finds out why a part has no more: it is over, or somewhere else.
  ///
  /// - Returns: whether there is something to read now.
  private func moveOn(from part: LogPart) throws(ReadFailure) -> Bool {
    guard !isCurrent(part), let set = RotatedSet(of: name) else { return false }
    if part.isTruncated {
      switch copy(of: part, in: set) {
      case .found(let copy): if try part.move(to: copy) { return true }
      case .unsure: return false
      case .missing: break
      }
      let message = "was truncated; what was written to it before that, and not read yet, is lost"
      steps.append(.problem(ReadProblem(source: part.path, message: message, kind: .note)))
      part.isClosed = true
      return true
    }
    guard let rest = members(after: part, in: set) else { return false }
    let silence = part.grewAt.duration(to: .now)
    if let next = rest.first {
      // Of several, the first will not grow any more.
      part.isClosed = rest.count > 1 || (silence > Self.grace && hasBegun(next, after: part))
    } else {
      let isGone = !set.members.contains { $0.identity == part.identity }
      part.isClosed = isGone && silence > Self.removalGrace
    }
    return part.isClosed
  }

  /// Whether a part is the log that is written now, and nothing has happened to it.
  private func isCurrent(_ part: LogPart) -> Bool {
    !part.isTruncated && part.path == name && FileStatus(path: name)?.identity == part.identity
  }

  /// Whether there is something in the last file that has not been read in the one before it, which may
  /// be a copy that was made to truncate it.
  private func hasBegun(_ next: RotatedSet.Member, after part: LogPart) -> Bool {
    guard let status = FileStatus(path: next.path), status.size > 0 else { return false }
    guard part.grewAt.duration(to: .now) < Self.copyGrace, status.size >= part.offset,
      case .part(let other)? = try? LogPart.open(next, mayGrow: true)
    else { return true }
    return !part.head.matches(other.currentBeginning())
  }

  /// What follows a file in the history; nil if names are changing just now.
  private func members(
    after part: LogPart, in set: RotatedSet
  ) -> ArraySlice<RotatedSet.Member>? {
    var index = part.isTruncated ? nil : set.members.firstIndex { $0.identity == part.identity }
    if index == nil, !part.isTruncated {
      switch copy(of: part, in: set) {
      case .found(let copy): index = set.members.firstIndex { $0.identity == copy.identity }
      case .unsure: return nil
      case .missing: break
      }
    }
    passed.formIntersection(set.members.map(\.identity))
    guard let index else { return unread(of: set)[...] }
    known = Set(set.members[...index].map(\.version))
    return set.members[(index + 1)...].filter { !passed.contains($0.identity) }[...]
  }

  /// The files that are not known.
  private func unread(of set: RotatedSet) -> [RotatedSet.Member] {
    set.members.filter { !known.contains($0.version) && !passed.contains($0.identity) }
  }

  /// What came of a search for a file.
  private enum Search {
    case found(LogPart)
    case missing
    /// Names have changed meanwhile.
    case unsure
  }

  /// Another file of the set that begins as a part did: it was copied or compressed.
  private func copy(of part: LogPart, in set: RotatedSet) -> Search {
    search(set.members.filter { $0.identity != part.identity }, for: part.head)
  }

  /// The youngest of some files that has a beginning.
  private func search(_ members: [RotatedSet.Member], for head: LogHead) -> Search {
    for member in members.reversed() {
      switch try? LogPart.open(member, mayGrow: false) {
      case .part(let part): if head.matches(part.currentBeginning()) { return .found(part) }
      case .gone: return .unsure
      case .undecided, .refused, nil: break
      }
    }
    return .missing
  }

  /// Opens the file that comes next, if it is there.
  private func openNext() throws(ReadFailure) -> Bool {
    if let part, isCurrent(part) { return false }
    if let unopened, FileStatus(path: name) == unopened { return false }
    guard !isFinished, let set = RotatedSet(of: name) else { return false }
    if !isNamed, set.members.isEmpty { return finish() }
    guard let old = part else {
      if try openFirst(of: set) { return true }
      return refused != nil && !isNamed ? finish() : false
    }
    guard let rest = members(after: old, in: set), let next = rest.first,
      let part = try open(next, isLast: rest.count == 1)
    else { return false }
    if isBroken {
      steps.append(.end(isWhole: false))
      isBroken = false
      begin(part, after: [], line: 1)
    } else {
      wake()
      let byteOffset = reader.goOn(with: part)
      begin(part, at: byteOffset)
      steps.append(.goOn(part.path, byteOffset: byteOffset, modified: part.modified))
    }
    return true
  }

  /// Ends the log, which comes to an end only if it is there no more, or is none.
  private func finish() -> Bool {
    isFinished = true
    steps += part == nil ? [.finished] : [.end(isWhole: !isBroken), .finished]
    return true
  }

  /// Opens the file to begin with.
  private func openFirst(of set: RotatedSet) throws(ReadFailure) -> Bool {
    var candidates = unread(of: set)
    if let place {
      guard !candidates.isEmpty else { return false }
      switch try resume(at: place, in: set) {
      case .found: return true
      case .unsure: return false
      case .missing: break
      }
      // It may have been copied since, before it was truncated.
      guard RotatedSet(of: name)?.hasSameNames(as: set) == true else { return false }
      self.place = nil
      let message = "the file that was read last is gone; all that are there are read"
      steps.append(.problem(ReadProblem(source: name, message: message, kind: .note)))
    } else if first.isEmpty {
      // All of them, whatever was rotated since somebody looked.
    } else if let index = candidates.firstIndex(where: { first.contains($0.path) }) {
      candidates.removeFirst(index)
    } else {
      candidates.removeFirst(max(0, candidates.count - 1))
    }
    guard let next = candidates.first,
      let part = try open(next, isLast: next.path == set.members.last?.path)
    else { return false }
    known.formUnion(set.members.prefix { $0.path != next.path }.map(\.version))
    begin(part, after: [], line: 1)
    return true
  }

  /// Goes on where another run has ended, if the file is still there.
  private func resume(at place: LogPlace, in set: RotatedSet) throws(ReadFailure) -> Search {
    guard let head = place.head else { return .missing }
    let same = set.members.filter { $0.identity == place.file }
    var search = search(same, for: head)
    if case .missing = search {
      search = self.search(set.members.filter { $0.identity != place.file }, for: head)
    }
    guard case .found(let part) = search else { return search }
    guard try part.skip(to: place.offset) else { return .missing }
    known.formUnion(set.members.prefix { $0.identity != part.identity }.map(\.version))
    begin(part, after: part.anchor, line: place.line)
    return search
  }

  private func begin(_ part: LogPart, after history: [UInt8], line: Int) {
    let firstLine = part.beginning.prefix { $0 != UInt8(ascii: "\n") }
    start = FollowedStart(
      byteOffset: part.offset, line: line,
      isJournalExport: JournalExport.begins(with: Array(firstLine).span))
    rest()
    reader = ChunkReader(part, at: part.offset, after: history, in: pool.take())
    isAwake = true
    marks.removeAll()
    begin(part, at: 0)
    steps.append(.begin(part.path, current: name, modified: part.modified))
  }

  private func begin(_ part: LogPart, at byteOffset: Int) {
    updateMark()
    let head = LogHead(of: part.currentBeginning())
    marks.append(Mark(byteOffset: byteOffset, file: part.identity, head: head))
    marks.removeFirst(max(0, marks.count - Self.markLimit))
    self.part = part
    isOver = false
    unopened = nil
    toldFailure = nil
  }

  /// Opens a file; nil if it is not there, or is passed over.
  private func open(
    _ member: RotatedSet.Member, isLast: Bool
  ) throws(ReadFailure) -> LogPart? {
    switch try LogPart.open(member, mayGrow: isLast) {
    case .part(let part): return part
    case .gone: return nil
    case .undecided:
      unopened = FileStatus(path: name)
      return nil
    case .refused(let kind, let isBinary, let identity):
      passed.insert(identity)
      if isLast {
        refused = member.version
        unopened = FileStatus(path: name)
      }
      if isNamed || !isBinary {
        let message = "is \(kind), and is not followed"
        steps.append(
          .problem(
            ReadProblem(
              source: member.path, message: message, kind: isNamed ? .failure : .note)))
      }
      return nil
    }
  }

  // MARK: places

  func place(ofByte byteOffset: Int, line: Int) -> LogPlace? {
    guard part != nil else { return place }
    updateMark()
    let index = marks.lastIndex { $0.byteOffset <= byteOffset } ?? 0
    let mark = marks[index]
    // What is looked for above a line may stand in the file before.
    marks.removeFirst(max(0, index - 1))
    return LogPlace(
      path: RealPath.absolute(name), file: mark.file, head: mark.head,
      offset: max(0, byteOffset - mark.byteOffset), line: line)
  }

  /// Takes note of what has become of the part: it has grown, or is read in a copy.
  private func updateMark() {
    guard let part, !marks.isEmpty, part.offset > 0 else { return }
    marks[marks.count - 1].file = part.identity
    marks[marks.count - 1].head = part.head
  }
}

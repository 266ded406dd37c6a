/// A journal to which systemd-journald writes, with the files that it begins and removes.
///
/// Each boot is a log of its own, `name!/boot-id`, which ends where an entry of another boot comes.
/// Entries are not inspected before sd-journal reads them, so that it must be a journal that no stranger has
/// made. Memory: that of a ``JournalReader`` and of a ``JournalTail``, and 8 KiB.
final class FollowedJournal: FollowedSource {
  /// What reports call it.
  let name: String
  /// Where the journal's files, or their directories, lie.
  let directories: [String]
  /// The name under which its place is kept.
  private let path: String
  private let location: JournalReader.Place
  /// The only boot that is read, if there is one.
  private let boot: JournalBootID?
  private let program: [UInt8]?
  private let pool: ChunkBufferPool

  private var reader: JournalReader?
  /// The directories as they were when the reader was opened.
  private var identities: [FileIdentity?] = []
  /// The reader's current entry was not read.
  private var hasCurrent = false
  /// The boot that is read.
  private var tail: JournalTail?
  private var chunks = ChunkReader(NoBytes(), at: 0, after: [], in: ChunkBuffer(size: 1))
  private var isAwake = false
  private var steps: ArraySlice<LogFeed.Step> = []
  private(set) var start = FollowedStart()
  /// Where to go on when the next entry comes, while no boot is read.
  private var mark = JournalTail.Mark()
  /// The boot that the mark is in, and what stands before it there.
  private var history: (boot: JournalBootID, lines: [UInt8])?
  /// Nothing is tried any more until somebody asks again.
  private var isPaused = false
  /// What was told last, so that it is told once.
  private var toldFailure: String?

  /// The entries of which the lines before a place are made.
  private static let historyLimit = 128

  /// Follows the journal of this host.
  convenience init(
    _ host: HostJournal, ignoring program: String?, place: LogPlace?, pool: ChunkBufferPool
  ) {
    self.init(
      HostJournal.name, path: HostJournal.name, .host, in: host.folders,
      boot: host.isCurrentBootOnly ? JournalBootID.current : nil, ignoring: program, place: place,
      pool: pool)
  }

  /// Follows the journal in a directory, until the directory has gone.
  convenience init(
    directory: String, ignoring program: String?, place: LogPlace?, pool: ChunkBufferPool
  ) {
    self.init(
      directory, path: RealPath.absolute(directory), .directory(directory), in: [directory],
      boot: nil, ignoring: program, place: place, pool: pool)
  }

  private init(
    _ name: String, path: String, _ location: JournalReader.Place, in directories: [String],
    boot: JournalBootID?, ignoring program: String?, place: LogPlace?, pool: ChunkBufferPool
  ) {
    self.name = name
    self.path = path
    self.location = location
    self.directories = directories
    self.boot = boot
    self.program = program.map { Array($0.utf8) }
    self.pool = pool
    if let place {
      mark = .init(byteOffset: place.offset, line: place.line, cursor: place.cursor)
    }
  }

  var descriptor: Int32? { nil }

  func next(_ body: (Span<UInt8>, LogChunk) -> Void) -> LogFeed.Step {
    while true {
      if let step = steps.popFirst() { return step }
      if isPaused {
        isPaused = false
        return .idle
      }
      do throws(ReadFailure) {
        if let tail {
          if tail.isReadable(within: 0) {
            if try read(tail, body) { return .chunk }
          } else if !hasMoved() {
            return .idle
          }
        } else if try findEntry() {
          begin()
        } else if !hasMoved() {
          return .idle
        }
      } catch {
        fail(error)
      }
    }
  }

  /// Lends lines; false if the boot has none any more.
  private func read(
    _ tail: JournalTail, _ body: (Span<UInt8>, LogChunk) -> Void
  ) throws(ReadFailure) -> Bool {
    if !isAwake {
      chunks.wake(in: pool.take())
      isAwake = true
    }
    guard try chunks.next(waiting: 0, body) == .end else { return true }
    mark = .init(cursor: tail.end.cursor)
    self.tail = nil
    hasCurrent = true
    steps.append(.end(isWhole: true))
    return false
  }

  func rest() {
    guard isAwake else { return }
    pool.give(chunks.rest())
    isAwake = false
  }

  private func fail(_ failure: ReadFailure) {
    if toldFailure != failure.description {
      steps.append(
        .problem(ReadProblem(source: name, message: failure.description, kind: .failure)))
    }
    toldFailure = failure.description
    leave(isWhole: false)
    isPaused = true
  }

  /// Reads no more with the reader; another one may go on.
  private func leave(isWhole: Bool) {
    reader = nil
    hasCurrent = false
    guard let tail else { return }
    mark = tail.end
    self.tail = nil
    steps.append(.end(isWhole: isWhole))
  }

  // MARK: from boot to boot

  /// Whether other directories are there now than when the reader was opened; they are read then, or the
  /// journal is finished.
  private func hasMoved() -> Bool {
    let identities = directories.map { PathStatus(of: $0)?.identity }
    guard identities != self.identities else { return false }
    if case .directory = location, identities == [nil] {
      leave(isWhole: true)
      steps.append(.finished)
    } else {
      leave(isWhole: false)
    }
    return true
  }

  /// Goes to an entry that is to be read; false if there is none.
  private func findEntry() throws(ReadFailure) -> Bool {
    let reader: JournalReader
    if let opened = self.reader { reader = opened } else { reader = try open() }
    self.reader = reader
    while true {
      if !hasCurrent {
        guard try reader.nextWritten() else { return false }
      }
      hasCurrent = false
      if let id = reader.bootID, boot == nil || boot == id { return true }
    }
  }

  /// Opens the journal, behind the entry that was read last.
  private func open() throws(ReadFailure) -> JournalReader {
    identities = directories.map { PathStatus(of: $0)?.identity }
    let reader = try JournalReader(location)
    history = nil
    guard let cursor = mark.cursor else { return reader }
    if (try? reader.seek(cursor: cursor)) == true {
      history = try lines(upTo: cursor, with: reader)
    } else {
      hasCurrent = reader.cursor != nil
      mark = .init()
      let message = "the entry that was read last is gone; what is still there behind it is read"
      steps.append(.problem(ReadProblem(source: name, message: message, kind: .note)))
    }
    return reader
  }

  /// The lines of the current entry, and of those before it in its boot: the last 8 KiB.
  private func lines(
    upTo cursor: String, with reader: JournalReader
  ) throws(ReadFailure) -> (JournalBootID, [UInt8])? {
    guard let boot = reader.bootID else { return nil }
    var first = cursor
    var count = 1
    while count < Self.historyLimit, try reader.previous(), reader.bootID == boot,
      let other = reader.cursor
    {
      first = other
      count += 1
    }
    guard try reader.seek(cursor: first) else { return nil }
    var text = JournalText()
    var lines: [UInt8] = []
    while true {
      _ = text.take(reader, ignoring: program)
      lines = Array((lines + text.giveAll()).suffix(ChunkReader.historyLimit))
      count -= 1
      guard count > 0, try reader.next() else { return (boot, lines) }
    }
  }

  /// Begins the log of the current entry's boot.
  private func begin() {
    guard let reader, let id = reader.bootID else { return }
    let isSame = history?.boot == id
    let mark = isSame ? mark : .init(cursor: mark.cursor)
    let tail = JournalTail(reader, boot: id, after: mark, ignoring: program)
    rest()
    chunks = ChunkReader(
      tail, at: mark.byteOffset, after: isSame ? history?.lines ?? [] : [], in: pool.take())
    isAwake = true
    self.tail = tail
    history = nil
    toldFailure = nil
    start = FollowedStart(byteOffset: mark.byteOffset, line: mark.line)
    let log = "\(name)!/\(id)"
    steps.append(.begin(log, current: log, modified: nil))
  }

  // MARK: places

  func place(ofByte byteOffset: Int, line: Int) -> LogPlace? {
    let mark = tail?.mark(atOrBefore: byteOffset) ?? mark
    return LogPlace(path: path, offset: mark.byteOffset, line: mark.line, cursor: mark.cursor)
  }
}

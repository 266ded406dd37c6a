internal import CPosix

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Finds the sources that some paths stand for.
///
/// A file stands for itself, `-` for standard input, and a directory for all files in it and below
/// it, in order of name, as far as a ``PathSelection`` takes them. In directories, hidden entries are
/// left out, symbolic links are followed unless they lead back to where they stand or out of the
/// directory, and each file is taken once, whatever its names. The files of a rotated set come oldest
/// first, in the place of the first of them; the journals of a host are one source.
package struct SourceWalk {
  /// In the order in which they are to be read.
  package private(set) var sources: [LogSource] = []
  /// What was left out and why.
  package private(set) var problems: [ReadProblem] = []
  /// The directories that were walked.
  private(set) var directories: [String] = []

  private var seen: Set<FileIdentity> = []
  private let selection: PathSelection
  /// The directory that is walked, without links in its path.
  private var realRoot = ""
  private var hiddenCount = 0
  private var unselectedCount = 0
  private var outsideCount = 0

  /// Looks up every path; reads directories, but no file.
  package init(paths: [String], selection: PathSelection = PathSelection()) {
    self.selection = selection
    for path in paths { add(path) }
    sources = sources.withHistoriesInOrder()
    if let host = selection.hostJournal { leaveOut(filesOf: host) }
    if selection.hint == nil { sources = sources.withJournalsTogether() }
    if let host = selection.hostJournal { add(host) }
    if hiddenCount > 0 {
      let entries = hiddenCount == 1 ? "1 hidden entry" : "\(hiddenCount) hidden entries"
      note(".", "\(entries) in directories skipped")
    }
    if outsideCount > 0 {
      let links = outsideCount == 1 ? "1 link leads" : "\(outsideCount) links lead"
      note(".", "\(links) out of directories, not followed; see --follow-symlinks")
    }
    if unselectedCount > 0 {
      let entries = unselectedCount == 1 ? "1 entry" : "\(unselectedCount) entries"
      note(".", "\(entries) in directories left out by include and exclude")
    }
  }

  /// What is read as the host's journal is not read a second time.
  private mutating func leaveOut(filesOf host: HostJournal) {
    let folders = Set(host.folders.map { RealPath.of($0) ?? $0 })
    sources.removeAll { source in
      guard case .file(let path, _) = source, JournalFile.group(ofPath: path) != nil else {
        return false
      }
      return folders.contains(RealPath.directory(of: path))
    }
  }

  private mutating func add(_ host: HostJournal) {
    do throws(ReadFailure) {
      sources.append(try host.source())
    } catch {
      fail(HostJournal.name, error.description)
    }
  }

  private mutating func add(_ path: String) {
    if path == "-" {
      if !sources.contains(.standardInput) { sources.append(.standardInput) }
      return
    }
    guard let status = PathStatus(of: path) else {
      fail(path, SystemError.last.description)
      return
    }
    switch status.kind {
    case .directory: walk(path)
    case .socket: fail(path, "is a socket")
    case .blockDevice: fail(path, "is a block device")
    // A named pipe or a character device that a user names is read; /dev/fd/63 is one.
    case .other: sources.append(.file(path: path, isNamed: true))
    case .file:
      if seen.insert(status.identity).inserted {
        sources.append(.file(path: path, isNamed: true))
      }
    }
  }

  private mutating func walk(_ root: String) {
    guard let name = strdup(root) else { return }
    defer { free(name) }
    realRoot = RealPath.of(root) ?? root
    var roots: [UnsafeMutablePointer<CChar>?] = [name, nil]
    let order: @convention(c) (FTSEntryReference?, FTSEntryReference?) -> Int32 = { first, second in
      guard let first = first?.pointee, let second = second?.pointee else { return 0 }
      return strcmp(SourceWalk.name(of: first), SourceWalk.name(of: second))
    }
    guard let walk = fts_open(&roots, FTS_LOGICAL | FTS_NOCHDIR, order) else {
      fail(root, SystemError.last.description)
      return
    }
    defer { fts_close(walk) }
    while let entry = fts_read(walk) { visit(entry, in: walk) }
  }

  private mutating func visit(_ entry: FTSEntry, in walk: UnsafeMutablePointer<FTS>) {
    let path = String(cString: entry.pointee.fts_path)
    let kind = Int32(entry.pointee.fts_info)
    if entry.pointee.fts_level > 0, SourceWalk.name(of: entry).pointee == CChar(UInt8(ascii: ".")),
      kind != FTS_DP
    {
      hiddenCount += 1
      if kind == FTS_D { fts_set(walk, entry, FTS_SKIP) }
      return
    }
    if entry.pointee.fts_level > 0, kind == FTS_F || kind == FTS_D, leavesOut(entry, path) {
      if kind == FTS_D { fts_set(walk, entry, FTS_SKIP) }
      return
    }
    switch kind {
    case FTS_F:
      guard let status = entry.pointee.fts_statp?.pointee else { return }
      if seen.insert(FileIdentity(status)).inserted {
        sources.append(.file(path: path, isNamed: false))
      }
    case FTS_D: directories.append(path)
    case FTS_DP: break
    case FTS_DC: note(path, "leads back to a directory above it, skipped")
    case FTS_SLNONE: note(path, "is a symbolic link to nothing, skipped")
    case FTS_DNR, FTS_ERR, FTS_NS:
      fail(path, SystemError(number: entry.pointee.fts_errno).description)
    default: note(path, "is not a regular file, skipped")
    }
  }

  /// Whether a file, or a directory with all that is in it, is not read; it is counted then.
  private mutating func leavesOut(_ entry: FTSEntry, _ path: String) -> Bool {
    // Behind the root's path, and the slash that it may end with.
    let names = path.split(separator: "/").suffix(Int(entry.pointee.fts_level)).map(String.init)
    let isDirectory = Int32(entry.pointee.fts_info) == FTS_D
    if isDirectory ? selection.leavesOut(names, isDirectory: true) : !selection.takes(names) {
      unselectedCount += 1
      return true
    }
    guard !selection.followsLinks, PathStatus.isLink(path) else { return false }
    let target = RealPath.of(path) ?? ""
    if target == realRoot || target.hasPrefix(realRoot == "/" ? "/" : realRoot + "/") {
      return false
    }
    outsideCount += 1
    return true
  }

  private mutating func fail(_ path: String, _ message: String) {
    problems.append(ReadProblem(source: path, message: message, kind: .failure))
  }

  private mutating func note(_ path: String, _ message: String) {
    problems.append(ReadProblem(source: path, message: message, kind: .note))
  }

  private typealias FTSEntry = UnsafeMutablePointer<FTSENT>
  private typealias FTSEntryReference = UnsafeMutablePointer<UnsafePointer<FTSENT>?>

  /// `fts_name` is declared as an array of one and goes on behind the structure's end; fts(3).
  private static func name(of entry: UnsafePointer<FTSENT>) -> UnsafePointer<CChar> {
    let offset = MemoryLayout<FTSENT>.offset(of: \.fts_name) ?? 0
    return (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
  }
}

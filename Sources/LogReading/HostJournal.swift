#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The journal of the host that the program runs on: what journalctl shows, but for what is not the
/// user's to read.
package struct HostJournal: Equatable, Sendable {
  /// What reports call it.
  package static let name = "(journal)"

  /// Whether only the entries since the host has started are read.
  package var isCurrentBootOnly = false
  /// Where systemd-journald keeps journals, each host's in a directory of its own.
  package var directories = ["/var/log/journal", "/run/log/journal"]
  /// machine-id(5).
  package var machineIDPath = "/etc/machine-id"

  package init() {}

  /// Where this host's files are, or will be.
  var folders: [String] {
    let id = try? FileDescriptor(reading: machineIDPath).beginning(upTo: 64)
      .filter { !$0.isWhitespace }
    // A namespace of journald's has a point behind the id, and a journal of its own.
    return id.map { id in directories.map { "\($0)/\(id)" } } ?? directories
  }

  /// The files, as a source.
  ///
  /// - Throws: why there is none.
  func source() throws(ReadFailure) -> LogSource {
    let walk = SourceWalk(paths: folders.filter { access($0, F_OK) == 0 })
    var paths: [String] = []
    for source in walk.sources {
      switch source {
      case .file(let path, _) where JournalFile.group(ofPath: path) != nil: paths.append(path)
      case .journal(_, let found, _): paths += found
      default: break
      }
    }
    guard !paths.isEmpty else {
      if let problem = walk.problems.first(where: { $0.kind == .failure }) {
        throw .content("cannot be read: \(problem.source): \(problem.message)")
      }
      throw .content("there is none of this host in \(directories.joined(separator: " nor in "))")
    }
    var boot: JournalBootID?
    if isCurrentBootOnly {
      guard let current = JournalBootID.current else {
        throw .content("it is not known which boot is the current one")
      }
      boot = current
    }
    return .journal(name: Self.name, paths: paths, boot: boot)
  }
}

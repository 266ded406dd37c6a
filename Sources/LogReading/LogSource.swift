#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Something to read log lines from.
package enum LogSource: Equatable, Sendable {
  /// The process's standard input.
  case standardInput
  /// A file; `isNamed` if the user gave its path, rather than a directory that holds it.
  case file(path: String, isNamed: Bool)
  /// The files of one journal; `boot` if nothing else of it is wanted.
  case journal(name: String, paths: [String], boot: JournalBootID?)

  /// What reports call it.
  package var name: String {
    switch self {
    case .standardInput: "(standard input)"
    case .file(let path, _): path
    case .journal(let name, _, _): name
    }
  }

  /// How many bytes its files hold; nil for what is none, or cannot be looked up.
  package var fileSize: Int? {
    switch self {
    case .standardInput: return nil
    case .file(let path, _): return Self.size(of: path)
    case .journal(_, let paths, _): return paths.reduce(0) { $0 + (Self.size(of: $1) ?? 0) }
    }
  }

  private static func size(of path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Opens it for reading; of a journal, the first of its files.
  package func open() throws(ReadFailure) -> FileDescriptor {
    switch self {
    case .standardInput: FileDescriptor(borrowing: 0)
    case .file(let path, _): try FileDescriptor(reading: path)
    case .journal(let name, let paths, _): try FileDescriptor(reading: paths.first ?? name)
    }
  }
}

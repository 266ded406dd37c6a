/// Something to read log lines from.
package enum LogSource: Equatable, Sendable {
  /// The process's standard input.
  case standardInput
  /// A file; `isNamed` if the user gave its path, rather than a directory that holds it.
  case file(path: String, isNamed: Bool)
  /// A descriptor that its owner keeps open, such as that of a named pipe.
  case descriptor(Int32, name: String)
  /// The files of one journal; `boot` if nothing else of it is wanted.
  case journal(name: String, paths: [String], boot: JournalBootID?)

  /// What reports call it.
  package var name: String {
    switch self {
    case .standardInput: "(standard input)"
    case .file(let path, _): path
    case .descriptor(_, let name): name
    case .journal(let name, _, _): name
    }
  }

  /// How many bytes its files hold; nil for what is none, or cannot be looked up.
  package var fileSize: Int? {
    switch self {
    case .standardInput, .descriptor: nil
    case .file(let path, _): FileStatus(path: path)?.size
    case .journal(_, let paths, _):
      paths.reduce(0) { $0 + (FileStatus(path: $1)?.size ?? 0) }
    }
  }

  /// Opens it for reading; of a journal, the first of its files.
  package func open() throws(ReadFailure) -> FileDescriptor {
    switch self {
    case .standardInput: FileDescriptor(borrowing: 0)
    case .file(let path, _): try FileDescriptor(reading: path)
    case .descriptor(let number, _): FileDescriptor(borrowing: number)
    case .journal(let name, let paths, _): try FileDescriptor(reading: paths.first ?? name)
    }
  }
}

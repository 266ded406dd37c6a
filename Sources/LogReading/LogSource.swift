/// Something to read log lines from.
package enum LogSource: Equatable, Sendable {
  /// The process's standard input.
  case standardInput
  /// A file; `isNamed` if the user gave its path, rather than a directory that holds it.
  case file(path: String, isNamed: Bool)

  /// What reports call it.
  package var name: String {
    switch self {
    case .standardInput: "(standard input)"
    case .file(let path, _): path
    }
  }

  /// Opens it for reading.
  package func open() throws(SystemError) -> FileDescriptor {
    switch self {
    case .standardInput: FileDescriptor(borrowing: 0)
    case .file(let path, _): try FileDescriptor(reading: path)
    }
  }
}

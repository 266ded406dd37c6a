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
  /// A descriptor that its owner keeps open, such as that of a named pipe.
  case descriptor(Int32, name: String)

  /// What reports call it.
  package var name: String {
    switch self {
    case .standardInput: "(standard input)"
    case .file(let path, _): path
    case .descriptor(_, let name): name
    }
  }

  /// How many bytes a file holds; nil for what is none, or cannot be looked up.
  package var fileSize: Int? {
    guard case .file(let path, _) = self else { return nil }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
  }

  /// Opens it for reading.
  package func open() throws(ReadFailure) -> FileDescriptor {
    switch self {
    case .standardInput: FileDescriptor(borrowing: 0)
    case .file(let path, _): try FileDescriptor(reading: path)
    case .descriptor(let number, _): FileDescriptor(borrowing: number)
    }
  }
}

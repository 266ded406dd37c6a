/// Why bytes cannot be read, or no more of them.
package enum ReadFailure: Error, Equatable, Sendable, CustomStringConvertible {
  case system(SystemError)
  /// What is wrong with compressed data or an archive: a clause in lower case without a full stop.
  case content(String)

  /// Whether there is nothing of that name.
  var isAbsence: Bool {
    if case .system(let error) = self { error.isAbsence } else { false }
  }

  package var description: String {
    switch self {
    case .system(let error): error.description
    case .content(let message): message
    }
  }
}

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// An error number of the operating system, errno(3).
package struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
  package let number: Int32

  package init(number: Int32) {
    self.number = number
  }

  /// The error that the last failed system call left.
  package static var last: SystemError { SystemError(number: errno) }

  /// Whether there is nothing of that name.
  var isAbsence: Bool { number == ENOENT || number == ENOTDIR }

  package var description: String {
    guard let text = strerror(number) else { return "error \(number)" }
    let sentence = String(cString: text)
    return sentence.prefix(1).lowercased() + sentence.dropFirst()
  }
}

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A small file of text, read whole.
package enum TextFile {
  /// The most that is read, in bytes; what comes after is left out.
  package static let sizeLimit = 1 << 20

  /// Why a file cannot be read.
  package struct Failure: Error, Equatable, CustomStringConvertible {
    /// Whether there is nothing at the path.
    let isAbsence: Bool
    /// Lower case, no full stop.
    package let description: String

    /// Of something that has no end.
    fileprivate static let noFile = Failure(isAbsence: false, description: "it is no regular file")

    /// Of the last system call, which has failed.
    static var last: Failure {
      let number = errno
      let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
      return Failure(
        isAbsence: number == ENOENT || number == ENOTDIR,
        description: reason.prefix(1).lowercased() + reason.dropFirst())
    }
  }

  /// Reads a regular file.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - sizeLimit: the most that is read, in bytes.
  /// - Returns: the text; invalid UTF-8 becomes replacement characters.
  /// - Throws: ``Failure`` of open(2), fstat(2) and fread(3), and for what is no regular file.
  package static func read(
    _ path: String, sizeLimit: Int = Self.sizeLimit
  ) throws(Failure) -> String {
    String(decoding: try bytes(of: path, sizeLimit: sizeLimit), as: UTF8.self)
  }

  /// Reads a regular file as ``read(_:sizeLimit:)`` does, without decoding it.
  static func bytes(of path: String, sizeLimit: Int) throws(Failure) -> [UInt8] {
    // A pipe would be waited for without O_NONBLOCK.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0, let file = fdopen(descriptor, "r") else { throw .last }
    defer { fclose(file) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .last }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .noFile }
    let size = min(max(0, Int(status.st_size)), sizeLimit)
    var bytes = [UInt8](repeating: 0, count: size)
    let count = fread(&bytes, 1, size, file)
    guard ferror(file) == 0 else { throw .last }
    bytes.removeSubrange(count...)
    return bytes
  }
}

internal import LogReading

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A file that is written whole or not at all: the text is written beside it and renamed.
///
/// What is there and is no regular file, such as `/dev/stderr` or a named pipe, is written to.
struct OutputFile: Equatable {
  let path: String

  /// Why the file could not be written; nil if it could.
  ///
  /// Nothing is left behind.
  func obstacle() -> String? {
    if isStream { return access(path, W_OK) == 0 ? nil : Self.reason() }
    if let reason = refusal() { return reason }
    let trial = neighbour
    let descriptor = open(trial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return Self.reason() }
    close(descriptor)
    unlink(trial)
    return nil
  }

  /// Writes all of a text; a reason if that fails, and then the file is as it was.
  func write(_ text: String) -> String? {
    if isStream {
      return Self.write(text, to: open(path, O_WRONLY | O_CLOEXEC))
    }
    if let reason = refusal() { return reason }
    let draft = neighbour
    var mode: mode_t = 0o666
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere { mode = status.st_mode & 0o777 }
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { return Self.reason() }
    if isThere { fchmod(descriptor, mode) }
    let reason = Self.write(text, to: descriptor)
    if reason == nil, rename(draft, target) == 0 { return nil }
    let failure = reason ?? Self.reason()
    unlink(draft)
    return failure
  }

  /// Adds text to the end of a file; a reason if that fails.
  static func append(_ text: String, to path: String) -> String? {
    write(text, to: open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666))
  }

  /// How many bytes a file holds; 0 where there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether there is something that has no end, and cannot be replaced.
  private var isStream: Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// Why what is there must stay: a directory, or a file that may not be written.
  private func refusal() -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    if status.st_mode & S_IFMT == S_IFDIR { return "is a directory" }
    return access(path, W_OK) == 0 ? nil : Self.reason()
  }

  /// The file itself, where the path is a symbolic link.
  var target: String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// A name that is not taken, in the same directory.
  private var neighbour: String { "\(target).\(getpid()).part" }

  /// Writes all of the text and closes the file; once that is done, a loss of power does not undo it, if it
  /// is to be durable.
  static func write(
    _ text: String, to descriptor: Int32, isDurable: Bool = false
  ) -> String? {
    guard descriptor >= 0, StandardStream.write(text, to: descriptor),
      !isDurable || fsync(descriptor) == 0
    else {
      let reason = Self.reason()
      if descriptor >= 0 { close(descriptor) }
      return reason
    }
    return close(descriptor) == 0 ? nil : Self.reason()
  }

  static func reason() -> String { SystemError.last.description }
}

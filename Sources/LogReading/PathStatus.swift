#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What stat(2) says of whatever a path names.
struct PathStatus {
  let identity: FileIdentity
  let kind: Kind

  /// The kinds that are told apart.
  enum Kind {
    case file, directory, socket, blockDevice, other
  }

  /// Looks a path up, through symbolic links; nil, and errno says why, if that is not possible.
  init?(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    identity = FileIdentity(status)
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      case S_IFSOCK: .socket
      case S_IFBLK: .blockDevice
      default: .other
      }
  }

  /// Whether a path is a symbolic link.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }
}

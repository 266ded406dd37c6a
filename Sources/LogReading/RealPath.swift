#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Paths as the file system sees them.
enum RealPath {
  /// The path without links in it, realpath(3); nil if there is nothing.
  static func of(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The directory that something is or would be in, without links if it is there.
  static func directory(of path: String) -> String {
    let end = path.lastIndex(of: "/")
    let directory = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    return of(directory) ?? directory
  }

  /// The path from the root on, without links but in the last name.
  static func absolute(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    let directory = directory(of: path)
    return (directory == "/" ? "" : directory) + "/" + name
  }
}

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rule files of a directory and the directories in it.
package enum RuleDirectory {
  /// The deepest directory that is looked into; a symbolic link may lead back to where it stands.
  private static let depthLimit = 8

  /// Reads every file whose name ends in `.yaml`, in order of path.
  ///
  /// A file that cannot be read is a file with a problem.
  package static func read(_ directory: String) -> [RuleFile] {
    paths(in: directory, depth: 0).map(file)
  }

  /// Reads one rule file, whatever its name, or those of a directory.
  ///
  /// - Returns: nil if there is nothing at the path.
  package static func files(at path: String) -> [RuleFile]? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [file(path)] }
    guard access(path, R_OK | X_OK) == 0 else {
      return [RuleFile(problem: unreadable(path, "the directory"))]
    }
    var directory = path[...]
    while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
    return read(String(directory))
  }

  /// Whether there is something at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private static func file(_ path: String) -> RuleFile {
    guard let text = contents(of: path) else {
      return RuleFile(problem: unreadable(path, "the file"))
    }
    return RuleFile(text: text, file: path)
  }

  private static func unreadable(_ path: String, _ what: String) -> RuleProblem {
    RuleProblem(file: path, line: 1, column: 1, message: "\(what) cannot be read")
  }

  private static func paths(in directory: String, depth: Int) -> [String] {
    guard depth < depthLimit, let stream = opendir(directory) else { return [] }
    defer { closedir(stream) }
    var paths: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      guard !name.hasPrefix(".") else { continue }
      let path = directory + "/" + name
      if name.hasSuffix(".yaml") {
        paths.append(path)
      } else {
        paths += self.paths(in: path, depth: depth + 1)
      }
    }
    return paths.sorted()
  }

  /// The text of a file, as far as ``RuleFile/sizeLimit`` and a byte more; nil if it cannot be read
  /// or is no regular file, which might never end.
  static func contents(of path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let file = fopen(path, "r")
    else { return nil }
    defer { fclose(file) }
    let size = min(max(0, Int(status.st_size)), RuleFile.sizeLimit + 1)
    var bytes = [UInt8](repeating: 0, count: size)
    let count = fread(&bytes, 1, size, file)
    guard ferror(file) == 0 else { return nil }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

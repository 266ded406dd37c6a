#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rule files of a directory and the directories in it.
package enum RuleDirectory {
  /// Reads every file whose name ends in `.yaml`, in order of path.
  ///
  /// A file that cannot be read is a file with a problem.
  package static func read(_ directory: String) -> [RuleFile] {
    paths(in: directory).map(file)
  }

  /// Reads one rule file, whatever its name, or those of a directory.
  ///
  /// - Returns: nil if there is nothing at the path.
  package static func files(at path: String) -> [RuleFile]? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [file(path)] }
    var directory = path[...]
    while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
    return read(String(directory))
  }

  private static func file(_ path: String) -> RuleFile {
    guard let text = contents(of: path) else {
      return RuleFile(
        problem: RuleProblem(file: path, line: 1, column: 1, message: "the file cannot be read"))
    }
    return RuleFile(text: text, file: path)
  }

  private static func paths(in directory: String) -> [String] {
    guard let stream = opendir(directory) else { return [] }
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
        paths += self.paths(in: path)
      }
    }
    return paths.sorted()
  }

  private static func contents(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: RuleFile.sizeLimit + 1)
    let count = fread(&bytes, 1, bytes.count, file)
    guard ferror(file) == 0 else { return nil }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The rule files of a directory and the directories in it.
package enum RuleDirectory {
  /// The deepest directory that is looked into.
  package static let depthLimit = 8

  /// Reads every file whose name ends in `.yaml`, in order of path.
  ///
  /// A file that cannot be read is a file with a problem.
  package static func read(_ directory: String) -> [RuleFile] {
    var walk = Walk()
    walk.visit(directory, depth: 0)
    return walk.entries.sorted { $0.path < $1.path }.map { entry in
      entry.failure.map { RuleFile(unreadable: entry.path, $0) } ?? file(entry.path)
    }
  }

  /// Reads one rule file, whatever its name, or those of a directory.
  ///
  /// - Returns: nil if there is nothing at the path.
  package static func files(at path: String) -> [RuleFile]? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let failure = TextFile.Failure.last
      return failure.isAbsence ? nil : [RuleFile(unreadable: path, failure)]
    }
    guard status.st_mode & S_IFMT == S_IFDIR else { return [file(path)] }
    var directory = path[...]
    while directory.count > 1, directory.hasSuffix("/") { directory.removeLast() }
    return read(String(directory))
  }

  private static func file(_ path: String) -> RuleFile {
    do throws(TextFile.Failure) {
      return RuleFile(
        bytes: try TextFile.bytes(of: path, sizeLimit: RuleFile.sizeLimit + 1), file: path)
    } catch {
      return RuleFile(unreadable: path, error)
    }
  }

  /// What stands in a directory and below it, each directory once: a symbolic link may lead back to
  /// where it stands.
  private struct Walk {
    /// Rule files, and directories that cannot be read.
    private(set) var entries: [(path: String, failure: TextFile.Failure?)] = []
    private var visited: Set<[UInt64]> = []

    mutating func visit(_ directory: String, depth: Int) {
      var status = stat()
      guard depth < depthLimit, stat(directory, &status) == 0,
        status.st_mode & S_IFMT == S_IFDIR,
        visited.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted
      else { return }
      guard let names = names(in: directory) else {
        entries.append((directory, .last))
        return
      }
      for name in names {
        let path = directory + "/" + name
        if name.hasSuffix(".yaml") {
          entries.append((path, nil))
        } else {
          visit(path, depth: depth + 1)
        }
      }
    }

    /// The names in a directory that are not hidden, in order; nil if it cannot be read.
    private func names(in directory: String) -> [String]? {
      guard let stream = opendir(directory) else { return nil }
      defer { closedir(stream) }
      var names: [String] = []
      while let entry = readdir(stream) {
        names.append(
          withUnsafePointer(to: entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) {
              String(cString: $0)
            }
          })
      }
      return names.filter { !$0.hasPrefix(".") }.sorted()
    }
  }
}

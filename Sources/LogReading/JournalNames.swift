extension JournalFile {
  /// The directory of a path that is a journal file's by its name; nil for any other.
  ///
  /// systemd-journald adds `~` to the name of one that it found damaged.
  static func directory(ofPath path: String) -> String? {
    guard path.hasSuffix(".journal") || path.hasSuffix(".journal~") else { return nil }
    return path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
  }
}

extension [LogSource] {
  /// The same sources; journal files of one directory are one source, where the first of them stood.
  func withJournalsTogether() -> [LogSource] {
    var sets: [String: [String]] = [:]
    for case .file(let path, _) in self {
      if let directory = JournalFile.directory(ofPath: path) {
        sets[directory, default: []].append(path)
      }
    }
    var result: [LogSource] = []
    for source in self {
      guard case .file(let path, _) = source, let directory = JournalFile.directory(ofPath: path),
        sets[directory]?.count != 1
      else {
        result.append(source)
        continue
      }
      // Only the first of a set finds it here.
      if let paths = sets.removeValue(forKey: directory) {
        let name = directory.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : directory
        result.append(.journal(name: name, paths: paths, boot: nil))
      }
    }
    return result
  }
}

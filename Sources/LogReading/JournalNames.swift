extension JournalFile {
  /// What the journals that are read together have in common in their paths; nil for what is no journal
  /// by its name.
  ///
  /// That is the directory, and the host's name in those that systemd-journal-remote writes, one for each
  /// host: `remote-node1.journal`, `remote-node1@….journal`. systemd-journald adds `~` to the name of one that
  /// it found damaged.
  static func group(ofPath path: String) -> String? {
    guard let suffix = [".journal", ".journal~"].first(where: path.hasSuffix) else { return nil }
    var parts = path.dropLast(suffix.count).split(separator: "/", omittingEmptySubsequences: false)
    guard let name = parts.popLast() else { return nil }
    if name.hasPrefix("remote-") { parts.append(name.prefix { $0 != "@" }) }
    return parts.joined(separator: "/")
  }

  /// The directory that a file lies in, as a walk names it.
  static func directory(ofPath path: String) -> String {
    let names = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return names == [""] ? "/" : names.isEmpty ? "." : names.joined(separator: "/")
  }
}

extension [LogSource] {
  /// The same sources; journal files of one host are one source, where the first of them stood.
  func withJournalsTogether() -> [LogSource] {
    var sets: [String: [String]] = [:]
    for case .file(let path, _) in self {
      if let group = JournalFile.group(ofPath: path) { sets[group, default: []].append(path) }
    }
    var result: [LogSource] = []
    for source in self {
      guard case .file(let path, _) = source, let group = JournalFile.group(ofPath: path),
        sets[group]?.count != 1
      else {
        result.append(source)
        continue
      }
      // Only the first of a set finds it here.
      if let paths = sets.removeValue(forKey: group) {
        let name = group.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : group
        result.append(.journal(name: name, paths: paths, boot: nil))
      }
    }
    return result
  }
}

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A pattern for paths in a directory or an archive, like a line of a gitignore(5) file.
///
/// Without a slash it is held to every name on the path, with one to the path from its beginning; `**`
/// stands for any number of directories, and `*`, `?` and `[…]` for what stands between slashes
/// (fnmatch(3)). With a slash at its end it is for directories only. What is in a directory that it
/// matches is matched, too. An exclamation mark has no meaning.
package struct PathPattern: Equatable, Sendable {
  private let parts: [String]
  private let isAnchored: Bool
  private let isForDirectories: Bool

  /// Takes a pattern; an empty one matches nothing.
  package init(_ text: String) {
    parts = text.split(separator: "/").map(String.init)
    isForDirectories = text.hasSuffix("/")
    isAnchored = text.dropLast(isForDirectories ? 1 : 0).contains("/")
  }

  /// Holds the pattern to a path.
  ///
  /// - Parameters:
  ///   - path: the names from the walk's root on.
  ///   - isDirectory: whether the last of them is a directory's.
  /// - Returns: whether it matches the path, or a directory on it.
  package func matches(_ path: [String], isDirectory: Bool) -> Bool {
    guard !parts.isEmpty else { return false }
    return path.indices.contains { last in
      if isForDirectories, last == path.indices.last, !isDirectory { return false }
      guard isAnchored else { return Self.matches(path[last], parts[0]) }
      return Self.matches(path[...last], parts[...])
    }
  }

  private static func matches(_ path: ArraySlice<String>, _ parts: ArraySlice<String>) -> Bool {
    guard let part = parts.first else { return path.isEmpty }
    if part == "**" {
      let rest = parts.dropFirst()
      // At the end it is for all that is in a directory, and not for itself.
      if rest.isEmpty { return !path.isEmpty }
      return (0...path.count).contains { matches(path.dropFirst($0), rest) }
    }
    guard let name = path.first, matches(name, part) else { return false }
    return matches(path.dropFirst(), parts.dropFirst())
  }

  private static func matches(_ name: String, _ part: String) -> Bool {
    fnmatch(part, name, 0) == 0
  }
}

/// Which files of directories and archives are read, what besides them, and as what.
package struct PathSelection: Equatable, Sendable {
  /// If there are some, what none of them matches is left out.
  package var include: [PathPattern] = []
  /// What one of them matches is left out.
  package var exclude: [PathPattern] = []
  /// Whether symbolic links are followed that lead out of a directory.
  package var followsLinks = false
  /// This host's journal, if it is read after all paths.
  package var hostJournal: HostJournal?
  /// What files, and standard input, are taken for, whatever their first bytes show; archives' members are
  /// taken for what they are.
  package var hint: FormatHint?

  /// All of them; links that lead out of a directory are not followed.
  package init() {}

  /// The same, and no journal besides.
  var withoutHostJournal: PathSelection {
    var other = self
    other.hostJournal = nil
    return other
  }

  /// Holds the patterns to a file.
  ///
  /// - Parameters:
  ///   - path: from the root of the directory or archive that a user has named.
  ///   - isIncluded: an archive around it was included.
  /// - Returns: whether the file is read.
  func takes(_ path: [String], isIncluded: Bool = false) -> Bool {
    (isIncluded || include.isEmpty || include.contains { $0.matches(path, isDirectory: false) })
      && !leavesOut(path, isDirectory: false)
  }

  /// Whether a directory, or a file, is left out with all that is in it.
  func leavesOut(_ path: [String], isDirectory: Bool) -> Bool {
    exclude.contains { $0.matches(path, isDirectory: isDirectory) }
  }
}

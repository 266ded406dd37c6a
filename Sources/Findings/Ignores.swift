public import FailureRules
internal import LogReading

/// Why a project does not want to hear of a failure.
public struct Ignored: Equatable, Sendable {
  /// The project's own words.
  public let reason: String
  /// The last day, in UTC, on which it is ignored; nil for always.
  public let expires: CalendarDay?
  /// The file that says so.
  public let file: String

  /// Takes the parts as they are.
  package init(reason: String, expires: CalendarDay?, file: String) {
    (self.reason, self.expires, self.file) = (reason, expires, file)
  }
}

/// Whether a failure counts for what a run comes to.
package enum Standing: Equatable, Sendable {
  case counts
  /// The baseline knows it.
  case known
  /// The project ignores it, whether or not a baseline knows it.
  case ignored(Ignored)

  init(isKnown: Bool?, ignored: Ignored?) {
    self = ignored.map(Standing.ignored) ?? (isKnown == true ? .known : .counts)
  }
}

/// What a project ignores: the entries of its file that have not expired.
package struct Ignores: Sendable {
  /// The entries, in the order of the file.
  package let entries: [ProjectIgnore]
  private let file: String
  private let paths: [PathPattern?]
  private let byRule: [RuleID: [Int]]
  private let byFingerprint: [Fingerprint: [Int]]

  /// Nothing is ignored.
  package init() { self.init([], file: ProjectFile.name) }

  /// Takes the entries of a file.
  package init(_ entries: [ProjectIgnore], file: String) {
    self.entries = entries
    self.file = file
    // A line of gitignore(5) with a slash is held to the path from its beginning; how logs are
    // reached differs from host to host.
    paths = entries.map { entry in
      entry.path.map { PathPattern($0.hasPrefix("/") ? $0 : "**/" + $0) }
    }
    var byRule: [RuleID: [Int]] = [:]
    var byFingerprint: [Fingerprint: [Int]] = [:]
    for (index, entry) in entries.enumerated() {
      switch entry.subject {
      case .rule(let id): byRule[id, default: []].append(index)
      case .fingerprint(let digits):
        guard let fingerprint = Fingerprint(digits) else { continue }
        byFingerprint[fingerprint, default: []].append(index)
      }
    }
    self.byRule = byRule
    self.byFingerprint = byFingerprint
  }

  package var isEmpty: Bool { entries.isEmpty }

  /// What an entry says to those who wonder.
  func ignored(by index: Int) -> Ignored {
    Ignored(reason: entries[index].reason, expires: entries[index].expires, file: file)
  }

  /// The entries for something that was found, wherever, in the order of the file.
  ///
  /// - Parameters:
  ///   - names: the id of the rule, and those that it had before.
  ///   - fingerprints: any of which may be named.
  /// - Returns: their indices.
  func entries(for names: [RuleID], _ fingerprints: [Fingerprint]) -> [Int] {
    let indices =
      names.flatMap { byRule[$0] ?? [] } + fingerprints.flatMap { byFingerprint[$0] ?? [] }
    return Set(indices).sorted()
  }

  /// Whether an entry holds in a log.
  ///
  /// - Parameters:
  ///   - index: of the entry.
  ///   - path: the log's name, that of a rotated set without its number or date; below the directory of
  ///     the file, what comes after it counts.
  /// - Returns: whether it holds there.
  func holds(_ index: Int, in path: String) -> Bool {
    guard let pattern = paths[index] else { return true }
    let directory = file[..<(file.lastIndex(of: "/").map(file.index(after:)) ?? file.startIndex)]
    let path = path.hasPrefix(directory) ? path.dropFirst(directory.count) : path[...]
    let names = path.split(separator: "/").filter { $0 != "." }.map {
      String($0.hasSuffix("!") ? $0.dropLast() : $0)
    }
    return pattern.matches(names, isDirectory: false)
  }
}

/// The entries that hold in all logs in which something was seen.
struct IgnoreTrail {
  /// The first of them counts.
  private(set) var entries: [Int]
  private var source = -1

  init(_ entries: [Int]) { self.entries = entries }

  /// Takes note of another log: those that do not hold there are given up.
  mutating func pass(source: Int, path: String, _ ignores: Ignores) {
    guard !entries.isEmpty, source != self.source else { return }
    self.source = source
    entries.removeAll { !ignores.holds($0, in: path) }
  }
}

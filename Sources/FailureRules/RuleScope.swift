/// The records and tracebacks that a condition is tried on, by what their prefix and their source say.
///
/// All parts that are given must hold, each by any of its globs; what a prefix does not say, no glob
/// holds on.
package struct RuleScope: Equatable, Sendable {
  /// The program that a carrier names, or the first part of the logger's name.
  package var services: [Glob]
  /// The logger's whole name.
  package var loggers: [Glob]
  package var levels: [Level]
  /// The end of the source's path: as many of its components as the glob has.
  package var sources: [Glob]

  /// A level, as `LogLevel` names it.
  package enum Level: String, Sendable, CaseIterable {
    case trace = "TRACE"
    case debug = "DEBUG"
    case info = "INFO"
    case warning = "WARNING"
    case error = "ERROR"
    case critical = "CRITICAL"
  }

  package init(
    services: [Glob] = [], loggers: [Glob] = [], levels: [Level] = [], sources: [Glob] = []
  ) {
    self.services = services
    self.loggers = loggers
    self.levels = levels
    self.sources = sources
  }
}

/// A text in which `*` stands for any characters, none included, and `?` for any one byte.
package struct Glob: Equatable, Sendable {
  package let text: String

  /// The longest glob of a rule, in bytes.
  package static let sizeLimit = 256

  package init(_ text: String) {
    self.text = text
  }

  /// Whether the glob stands for a whole text; takes the product of the lengths at most.
  package func matches(_ subject: some StringProtocol) -> Bool {
    let glob = Array(text.utf8)
    let subject = Array(subject.utf8)
    var (at, index) = (0, 0)
    // Where the last star stands, and how far the text is that it stands for.
    var star: (glob: Int, subject: Int)?
    while index < subject.count {
      if at < glob.count, glob[at] == UInt8(ascii: "*") {
        star = (at, index)
        at += 1
      } else if at < glob.count, glob[at] == UInt8(ascii: "?") || glob[at] == subject[index] {
        at += 1
        index += 1
      } else if let last = star {
        star = (last.glob, last.subject + 1)
        (at, index) = (last.glob + 1, last.subject + 1)
      } else {
        return false
      }
    }
    return glob[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }

  /// Whether the glob stands for the end of a path: as many of its components as the glob has.
  package func matchesEnd(ofPath path: String) -> Bool {
    let count = text.utf8.count { $0 == UInt8(ascii: "/") }
    let components = path.split(separator: "/", omittingEmptySubsequences: false)
    return matches(components.suffix(count + 1).joined(separator: "/"))
  }
}

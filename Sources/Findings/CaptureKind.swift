internal import PatternEngine

/// Reduces captures to what is the same wherever and whenever a failure happens.
///
/// Machines, addresses, ids, process numbers, times, amounts and the directories that lead to a file
/// make no other failure; names of packages, users, files and devices, ports, codes and versions do.
///
/// Not for two threads at a time.
final class CaptureKind {
  private lazy var search = Search()

  /// What is the same of captures, by name.
  func reduced(_ captures: [String: String]) -> [String: String] {
    guard !captures.isEmpty else { return captures }
    let machines = Set(captures.filter { Self.namesPlace($0.key) }.values)
    return captures.reduce(into: [:]) { kinds, capture in
      if Self.namesPlace(capture.key) { return }
      let hasNumbers = Self.telling.contains(Self.base(of: capture.key))
      let words = Self.words(of: capture.value, without: machines)
      kinds[capture.key] = search.reduced(words, keepingNumbers: hasNumbers)
    }
  }

  /// Captures that hold the name or the address of a machine, or the directory of an installation.
  private static let placeNames: Set<String> = [
    "chassis", "client", "controller", "host", "hostname", "hypervisor", "ip", "mac", "machine",
    "node", "nodes", "peer", "portal", "prefix", "remote", "server",
  ]

  /// Captures whose numbers say which failure it is.
  private static let telling: Set<String> = [
    "code", "errno", "exit_code", "needed", "port", "required", "signal", "status", "version",
  ]

  private static func namesPlace(_ capture: String) -> Bool {
    placeNames.contains(base(of: capture))
  }

  /// `host2` is another `host`.
  private static func base(of capture: String) -> String {
    var name = capture[...]
    while let last = name.last, last.isNumber { name.removeLast() }
    return String(name)
  }

  /// The text with single blanks, and with a mark for each word that is the name of a machine.
  private static func words(of text: String, without machines: Set<String>) -> String {
    var words = ""
    var word = ""
    func end() {
      words += machines.contains(word) ? mark : word
      word = ""
    }
    for character in text.split(whereSeparator: \.isWhitespace).joined(separator: " ") {
      if character.isLetter || character.isNumber || "._-".contains(character) {
        word.append(character)
      } else {
        end()
        words.append(character)
      }
    }
    end()
    return words
  }

  private static let mark = "#"

  /// What differs from one time to the next, as expressions.
  private final class Search {
    private let scratch: MatchScratch
    private let directories: Pattern
    private let passing: Pattern
    private let numbers: Pattern

    init() {
      guard let scratch = MatchScratch() else { fatalError("no memory for a PCRE2 match") }
      self.scratch = scratch
      do {
        directories = try Pattern(
          #"(?<![\w:.~/-])~?/(?:[^\s/'"`,;:()\[\]{}<>=]++/)+(?=[^\s/])"#)
        passing = try Pattern("(?i)" + Self.forms.joined(separator: "|"))
        numbers = try Pattern("(?i)" + Self.number)
      } catch {
        fatalError("a form of captures is no expression: \(error)")
      }
    }

    private static let forms = [
      // Account and host of an address, and what stands after an at sign.
      #"(?<=://)(?:[^\s/@'"]*@)?(?:\[[^\]\s]*\]|[^\s/:?#'",;)\]]++)"#, #"(?<=@)['"]?[\w.-]++"#,
      // Addresses of IP and of cards, times of day.
      #"\b\d{1,3}(?:\.\d{1,3}){3}\b"#,
      #"(?<![\w.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,}[.\d]*+(?!\w)"#,
      // UUIDs, hashes, pointers, and what devices are called after those.
      #"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"#, #"\b0x[0-9a-f]++"#,
      #"(?=[a-f]*\d)[0-9a-f]{8,}+(?![a-z])(?:-[0-9a-f]{2}(?![a-z0-9]))?"#,
    ]

    /// A number that is no part of a name or a version, and no port after an address; or a port that a
    /// client was given for one connection (those that Linux takes), but for keystone's old one.
    private static let number =
      #"(?<=[#\]]:)(?!35357\b)(?:3[3-9]|[45]\d|6[0-5])\d{3}\b"#
      + #"|(?<![a-z0-9.]|[#\]]:)\d++(?:\.\d++)?(?=(?:ms|s|sec|%|[kmgt]i?b)\b|(?!\w|\.\d))"#

    func reduced(_ text: String, keepingNumbers: Bool) -> String {
      let names = replacing(directories, in: Array(text.utf8), with: "")
      let bytes = replacing(passing, in: names, with: mark)
      let reduced = keepingNumbers ? bytes : replacing(numbers, in: bytes, with: mark)
      return String(decoding: reduced, as: UTF8.self)
    }

    private func replacing(
      _ pattern: borrowing Pattern, in bytes: [UInt8], with mark: String
    ) -> [UInt8] {
      var reduced: [UInt8] = []
      var end = 0
      do throws(PatternError) {
        while end < bytes.count,
          try pattern.firstMatch(in: bytes.span, from: end, using: scratch),
          let range = scratch.range(ofGroup: 0), !range.isEmpty
        {
          reduced += bytes[end..<range.lowerBound] + mark.utf8
          end = range.upperBound
        }
      } catch {
        // The rest stays as it is: what is too special makes a known failure new, no more.
      }
      return reduced + bytes[end...]
    }
  }
}

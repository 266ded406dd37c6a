/// A log's name, and its age among the files that its history was cut into.
///
/// Known are the names that logrotate and Python's handlers give: `x.log.2`, `x.log-20261120`,
/// `x-20261120.log`, `x.log.2026-11-20`, with an hour, a time or the seconds since 1970 instead, and a
/// compression's suffix.
struct RotatedName: Equatable {
  /// The name of the log that is written now.
  let current: String
  let age: Age

  /// In order of time.
  enum Age: Comparable {
    /// The digits of a date; those of one set are alike.
    case dated(String)
    /// 1 is the youngest.
    case numbered(Int)
    /// It is not rotated.
    case newest

    static func < (first: Age, second: Age) -> Bool {
      switch (first, second) {
      case (.dated(let first), .dated(let second)): first < second
      case (.numbered(let first), .numbered(let second)): first > second
      case (.dated, .numbered), (.dated, .newest), (.numbered, .newest): true
      default: false
      }
    }
  }

  private static let compressions = [".gz", ".bz2", ".xz", ".zst", ".lz4", ".lz", ".lzma", ".Z"]

  /// Takes a name, or a path, apart.
  init(_ name: String) {
    let plain = Self.compressions.first { name.hasSuffix($0) }.map { name.dropLast($0.count) }
    self = Self(rotated: plain ?? name[...]) ?? Self(current: name, age: .newest)
  }

  private init(current: String, age: Age) {
    self.current = current
    self.age = age
  }

  private init?(rotated name: Substring) {
    if let (rest, digits) = Self.splitAtDate(name) {
      self.init(current: String(rest), age: .dated(digits))
    } else if name.hasSuffix(".log"), let (rest, digits) = Self.splitAtDate(name.dropLast(4)) {
      self.init(current: rest + ".log", age: .dated(digits))
    } else if let dot = name.lastIndex(of: "."), let rest = Self.log(name[..<dot]),
      let number = Self.number(name[name.index(after: dot)...])
    {
      self.init(current: String(rest), age: .numbered(number))
    } else {
      return nil
    }
  }

  /// A log's name; nil for what is none, such as the beginning of `10.0.0.1`.
  private static func log(_ name: Substring) -> Substring? {
    guard let last = name.last, last != "/", !isDigit(last) else { return nil }
    return name
  }

  private static func number(_ text: Substring) -> Int? {
    (1...3).contains(text.count) && text.allSatisfy(isDigit) ? Int(text) : nil
  }

  /// The name before a date, and the date's digits.
  private static func splitAtDate(_ name: Substring) -> (Substring, String)? {
    let rest = name.reversed().prefix { isDigit($0) || $0 == "-" || $0 == "_" || $0 == ":" }
    let digits = String(rest.reversed().filter(isDigit))
    var head = name.dropLast(rest.count)
    if let last = rest.last, !isDigit(last) {
      // The hyphen of `x.log-20261120`.
    } else if head.last == "." {
      head = head.dropLast()
    } else {
      return nil
    }
    guard let log = log(head), isDate(digits) else { return nil }
    return (log, digits)
  }

  /// A date with or without a time, or seconds since 1970 as they have been since 2001.
  private static func isDate(_ digits: String) -> Bool {
    let values = digits.utf8.map { Int($0) - 48 }
    if values.count == 10, values[0] == 1 { return true }
    guard [8, 10, 12, 14].contains(values.count), values[0] == 2, values[1] == 0 else {
      return false
    }
    return (1...12).contains(values[4] * 10 + values[5])
      && (1...31).contains(values[6] * 10 + values[7])
  }

  private static func isDigit(_ character: Character) -> Bool {
    ("0"..."9").contains(character)
  }

  /// Whether a younger file of the same history is meant.
  func isContinued(by other: RotatedName) -> Bool { current == other.current && age < other.age }
}

extension [LogSource] {
  /// The same sources; the files of a rotated set follow each other, the oldest first, where the first
  /// of them stood.
  func withHistoriesInOrder() -> [LogSource] {
    var sets: [String: [(source: LogSource, age: RotatedName.Age)]] = [:]
    var names: [RotatedName?] = []
    for source in self {
      guard case .file(let path, _) = source else {
        names.append(nil)
        continue
      }
      let name = RotatedName(path)
      names.append(name)
      sets[name.current, default: []].append((source, name.age))
    }
    var result: [LogSource] = []
    for (source, name) in zip(self, names) {
      guard let name else {
        result.append(source)
        continue
      }
      // Only the first of a set finds it here.
      let set = sets.removeValue(forKey: name.current) ?? []
      result += set.enumerated().sorted {
        ($0.element.age, $0.offset) < ($1.element.age, $1.offset)
      }
      .map(\.element.source)
    }
    return result
  }
}

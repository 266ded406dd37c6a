/// Where in each of some literals the window begins that a ``LiteralScanner`` looks for: of all windows
/// the one whose grams seldom stand in service logs.
///
/// Finding them takes longer than all else that a scanner has to prepare, and needs no log: it can be done
/// when a program is built.
package struct LiteralWindows: Equatable, Sendable {
  /// Bytes in a gram.
  package let gramLength: Int
  /// Grams in a window.
  package let stride: Int
  /// The offset of each literal's window.
  package private(set) var starts: [Int]

  /// Takes what was found before.
  package init(gramLength: Int, stride: Int, starts: [Int]) {
    self.gramLength = gramLength
    self.stride = stride
    self.starts = starts
  }

  /// Chooses windows.
  ///
  /// - Parameters:
  ///   - literals: what will be looked for.
  ///   - log: some of a log like those that will be scanned: windows are chosen that seldom stand in it.
  ///     Without it, ``GramFrequency`` knows what service logs are like.
  /// - Precondition: every literal has ``LiteralScanner/minimumLength`` bytes or more.
  package init(of literals: [[UInt8]], in log: Span<UInt8>? = nil) {
    let shortest = literals.lazy.map(\.count).min() ?? 12
    precondition(
      shortest >= LiteralScanner.minimumLength, "a literal is too short to be looked for")
    (gramLength, stride) = Self.sampling(shortest: shortest)
    var frequency = GramFrequency(gramLength: gramLength)
    if let log { frequency.count(in: log) }
    starts = []
    append(literals, by: frequency)
  }

  /// Adds the windows of more literals.
  ///
  /// - Returns: false, and nothing was added, if a literal is too short for a window of these.
  package mutating func append(_ literals: [[UInt8]]) -> Bool {
    guard literals.allSatisfy({ $0.count >= gramLength + stride - 1 }) else { return false }
    append(literals, by: GramFrequency(gramLength: gramLength))
    return true
  }

  private mutating func append(_ literals: [[UInt8]], by frequency: GramFrequency) {
    starts += literals.map { frequency.rarestWindow(of: $0, count: stride) }
  }

  /// Long grams are rare and long strides cheap, but a window must fit into the shortest literal.
  private static func sampling(shortest: Int) -> (gramLength: Int, stride: Int) {
    switch shortest {
    case 16...: (8, 9)
    case 12...: (7, 6)
    case 11: (6, 6)
    case 10: (5, 6)
    case 8...: (5, 4)
    case 4...: (4, shortest - 3)
    default: (3, 1)
    }
  }
}

internal import LogReading

/// Which logs the sources of positions are made of.
///
/// To a matcher a rotated set is one source, whose lines are counted through; people are told the
/// file and the number there.
struct SourceHistories: Sendable {
  private struct Log {
    var name: String
    var linesBefore = 0
    var bytesBefore = 0
  }

  private var histories: [[Log]] = []

  /// The logs of one source that are kept where sources are followed: in those before nothing is open
  /// any more.
  static let followedLimit = 64

  var count: Int { histories.count }

  /// Makes the next source known; returns its index in positions.
  mutating func add(_ name: String) -> Int {
    histories.append([Log(name: name)])
    return histories.count - 1
  }

  /// Makes known that the last source goes on in another log.
  mutating func goOn(_ name: String, afterLine line: Int, byteOffset: Int) {
    histories[histories.count - 1].append(
      Log(name: name, linesBefore: line, bytesBefore: byteOffset))
  }

  /// Makes a source known under an index that no source has, or none any more.
  mutating func follow(_ name: String, as source: Int) {
    while histories.count <= source { histories.append([Log(name: name)]) }
    histories[source] = [Log(name: name)]
  }

  /// Makes known that a followed source goes on in another log.
  mutating func goOn(_ name: String, of source: Int, afterLine line: Int, byteOffset: Int) {
    histories[source].append(Log(name: name, linesBefore: line, bytesBefore: byteOffset))
    if histories[source].count > Self.followedLimit { histories[source].removeFirst() }
  }

  /// A position in its log.
  func place(of position: LogPosition) -> SourcePlace {
    let log = log(of: position.source, line: position.line)
    return SourcePlace(
      source: log.name, line: position.line - log.linesBefore,
      byteOffset: position.byteOffset - log.bytesBefore)
  }

  /// Lines of a source by the logs that they stand in.
  func lines(_ ranges: [ClosedRange<Int>], of source: Int) -> [SourceLines] {
    var result: [SourceLines] = []
    for range in ranges {
      var rest = range
      while true {
        let (log, end) = logAndEnd(of: source, line: rest.lowerBound)
        let last = min(rest.upperBound, end)
        let lines = (rest.lowerBound - log.linesBefore)...(last - log.linesBefore)
        if result.last?.source == log.name {
          result[result.count - 1].lines.append(lines)
        } else {
          result.append(SourceLines(source: log.name, lines: [lines]))
        }
        guard last < rest.upperBound else { break }
        rest = (last + 1)...rest.upperBound
      }
    }
    return result
  }

  private func log(of source: Int, line: Int) -> Log { logAndEnd(of: source, line: line).log }

  /// The log that holds a line, and the number of its last line, both counted through.
  private func logAndEnd(of source: Int, line: Int) -> (log: Log, end: Int) {
    let logs = histories[source]
    var end = Int.max
    for log in logs.dropFirst().reversed() {
      if line > log.linesBefore { return (log, end) }
      end = log.linesBefore
    }
    return (logs[0], end)
  }
}

/// A place in a log.
package struct SourcePlace: Equatable, Sendable {
  /// The log's name.
  package var source: String
  /// The 1-based number of the line.
  package var line: Int
  /// Where the line begins in the log.
  package var byteOffset: Int
}

/// Lines of a log.
public struct SourceLines: Equatable, Sendable {
  /// The log's name.
  public var source: String
  /// The lines' numbers, in order.
  public var lines: [ClosedRange<Int>]
}

/// A line that says how far a scan is, for the last line of a terminal.
///
/// It appears when a scan has taken ``patience``, is drawn anew every ``interval`` at most, and is taken
/// away when something else is to be written. Who calls it knows the time and writes what it returns.
package struct ProgressLine {
  /// How long a scan must have taken.
  package static let patience = Duration.seconds(1)
  /// The time between two drawings.
  package static let interval = Duration.milliseconds(100)
  /// The cells of the bar, at least and at most.
  private static let barWidth = 10...40

  private var last: Duration?

  /// Nothing is shown yet.
  package init() {}

  /// What to write so that the line says how far the scan is; nil if it is too early.
  ///
  /// - Parameters:
  ///   - position: the bytes that were read.
  ///   - size: all bytes; nil if nobody knows.
  ///   - elapsed: since the scan began.
  ///   - width: the terminal's columns.
  /// - Returns: control characters and the line.
  package mutating func update(
    position: Int, size: Int?, elapsed: Duration, width: Int
  ) -> String? {
    guard elapsed >= Self.patience, last.map({ elapsed - $0 >= Self.interval }) ?? true else {
      return nil
    }
    last = elapsed
    return Self.erasure + Self.text(position: position, size: size, elapsed: elapsed, width: width)
  }

  /// What to write so that the line is gone; nil if there is none.
  package mutating func clear() -> String? {
    guard last != nil else { return nil }
    last = nil
    return Self.erasure
  }

  /// Carriage return, and Erase in Line (ECMA-48, section 8.3.41).
  private static let erasure = "\r\u{1B}[K"

  /// The line: as much as fits of a bar, a share, bytes, a rate and the time left, in all one column less
  /// than there are, since many terminals go on to the next line with the last.
  static func text(position: Int, size: Int?, elapsed: Duration, width: Int) -> String {
    let seconds = max(
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18, 1e-3)
    let rate = Double(position) / seconds
    let speed = "\(Summary.bytes(Int(rate)))/s"
    guard let size, size > 0 else {
      return joined(["\(Summary.bytes(position)) read", speed], width: width)
    }
    let position = min(position, size)
    var parts = [
      "\(position * 100 / size)%", "\(Summary.bytes(position)) of \(Summary.bytes(size))", speed,
    ]
    if rate > 0 { parts.append("\(time(Double(size - position) / rate)) left") }
    let words = joined(parts, width: width)
    let room = min(width - 1 - words.count - 3, barWidth.upperBound)
    guard room >= barWidth.lowerBound else { return words }
    let cells = Int(Double(position) / Double(size) * Double(room))
    return "[" + String(repeating: "#", count: cells) + String(repeating: ".", count: room - cells)
      + "] " + words
  }

  /// The first parts, as many as fit.
  private static func joined(_ parts: [String], width: Int) -> String {
    var line = ""
    for part in parts {
      let longer = line.isEmpty ? part : "\(line)  \(part)"
      guard longer.count < width else { break }
      line = longer
    }
    return line
  }

  /// `12 s`, `3 min 05 s`, `1 h 04 min`.
  private static func time(_ seconds: Double) -> String {
    let seconds = Int(min(seconds.rounded(.up), 1e9))
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(padded(seconds % 60)) s" }
    return "\(seconds / 3600) h \(padded(seconds / 60 % 60)) min"
  }
}

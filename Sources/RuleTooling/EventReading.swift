internal import FailureRules
internal import LogReading
internal import Matching
internal import Tracebacks

/// A line of a log and its number.
struct KeptLine {
  var number: Int
  var bytes: [UInt8]

  var prefix: RecordPrefix { RecordPrefix(of: bytes.span) }
  /// Whether a prefix says that a record begins here.
  var beginsRecord: Bool { prefix.beginsRecord }
  var isBlank: Bool { bytes.span.isBlank() }

  /// The line without what belongs to its carrier.
  var plain: [UInt8] { PlainLine(bytes.span)?.bytes ?? bytes }

  /// The line as it stands in the log, but for colours, which a rule file cannot hold.
  var shown: [UInt8] { bytes.contains(0x1B) ? plain : bytes }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// Reads a log once and keeps the lines around the one that a rule is wanted for.
final class EventReading {
  private let line: Int?
  private let lookBack: Int
  private let reach: Int

  /// The traceback that holds the line; the first that names its error if none is asked for.
  private(set) var traceback: Traceback?
  /// Where nothing is asked for: the first record of level ERROR or above, else the first line.
  private(set) var chosenLine: Int?
  private var isGrave = false
  /// The lines around the one that is asked for or chosen, in order.
  private(set) var kept: [KeptLine] = []
  /// The number of lines by now.
  private(set) var count = 0

  init(line: Int?, lookBack: Int, reach: Int) {
    self.line = line
    self.lookBack = lookBack
    self.reach = reach
  }

  /// Reads as much of a source as is needed.
  func read(_ source: LogSource) throws(SystemError) {
    var matcher = LogMatcher(CompiledRules(RuleSet([]))) { [self] event in
      if case .traceback(let traceback, _) = event { take(traceback) }
    }
    matcher.begin(source: 0)
    var reader = ChunkReader(try source.open())
    while traceback == nil {
      let step = try reader.next(waiting: -1) { bytes, chunk in
        matcher.take(bytes, chunk)
        take(bytes, chunk)
      }
      if step == .end { break }
    }
    matcher.end()
  }

  private func take(_ found: Traceback) {
    guard traceback == nil, let error = found.primary,
      !error.type.isEmpty || !error.message.isEmpty
    else { return }
    if let line, !found.lineNumbers.contains(where: { $0.contains(line) }) { return }
    traceback = found
  }

  private func take(_ bytes: Span<UInt8>, _ chunk: LogChunk) {
    var start = chunk.fresh.lowerBound
    var isRest = chunk.continuesLine
    while start < chunk.fresh.upperBound {
      let end = bytes.firstOffset(of: UInt8(ascii: "\n"), from: start) ?? chunk.fresh.upperBound
      // Of a line that is lent in pieces, the first is enough.
      if !isRest { take(bytes.extracting(start..<end)) }
      isRest = false
      start = end + 1
    }
  }

  private func take(_ whole: Span<UInt8>) {
    count += 1
    let line = whole.extracting(0..<min(whole.count, RecordText.sizeLimit))
    if self.line == nil, !isGrave, !line.isBlank() {
      let prefix = RecordPrefix(of: line)
      if !line.isBlank(from: prefix.bodyOffset) {
        isGrave = prefix.beginsRecord && prefix.level.map { $0 >= .error } == true
        if isGrave || chosenLine == nil { chosenLine = count }
      }
    }
    guard let target = self.line ?? chosenLine, count <= target + reach else { return }
    var bytes = line.withUnsafeBufferPointer { Array($0) }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    kept.append(KeptLine(number: count, bytes: bytes))
    while let first = kept.first, first.number < target - lookBack { kept.removeFirst() }
  }
}

internal import LogReading

/// What the lines of one trace have in common in their prefixes: who wrote them, never when.
struct TracebackKey: Hashable {
  private var isPrefixed = false
  private var program: UInt64 = 0
  private var pid = -1
  private var thread = -1
  private var process: UInt64 = 0
  private var logger: UInt64 = 0
  private var instance: UInt64 = 0
  private var request: UInt64 = 0
  /// The process that the carrier names.
  private var carrierPid = -1
  /// The process that valgrind names at the beginning of all its lines, `==7== `.
  private var tool = 0
  /// Behind the carrier's prefix stands a time of the service's own.
  private var hasOwnTime = false

  /// The key of lines that have no prefix.
  static let unprefixed = TracebackKey()

  private init() {}

  init(_ prefix: RecordPrefix, of line: Span<UInt8>) {
    isPrefixed = true
    program = Self.hash(prefix.program, of: line) &* 31 &+ Self.hash(prefix.innerProgram, of: line)
    pid = prefix.pid ?? -1
    thread = prefix.thread ?? -1
    process = Self.hash(prefix.process, of: line)
    logger = Self.hash(prefix.logger, of: line)
    instance = Self.hash(prefix.instance, of: line)
    request = Self.hash(prefix.requestID(in: line) ?? prefix.context, of: line)
    carrierPid = prefix.carrierPid ?? -1
    hasOwnTime = prefix.isCarried && prefix.hasOwnTime
  }

  /// The key of a line's writer.
  static func of(_ prefix: RecordPrefix, _ line: Span<UInt8>) -> TracebackKey {
    var key = prefix.beginsRecord ? TracebackKey(prefix, of: line) : .unprefixed
    let number = prefix.bodyOffset + 2
    if line.matches("==", at: prefix.bodyOffset), case let end = line.skippingDigits(from: number),
      line.matches("==", at: end), end + 2 == line.count || line.matches(" ", at: end + 2)
    {
      key.tool = line.number(at: number)
    }
    return key
  }

  /// The key of lines that the same carrier brings without a prefix of the service's; nil for a line
  /// that has none itself.
  var withoutService: TracebackKey? {
    guard hasOwnTime else { return nil }
    var key = self
    (key.process, key.logger, key.instance, key.request) = (0, 0, 0, 0)
    key.pid = carrierPid
    key.hasOwnTime = false
    return key
  }

  /// The key of lines of the same writer that leave out the request's bracket, as
  /// `logging_exception_prefix` of oslo.log does by default.
  var withoutRequest: TracebackKey {
    var key = self
    key.request = 0
    return key
  }

  /// Whether lines of a process cannot be of this writer, and end nothing of his.
  func isOther(than process: Int) -> Bool { pid >= 0 && pid != process }

  /// Whether lines of both come from one thread of one process, whatever they are about.
  func isSameWriter(as other: TracebackKey) -> Bool {
    program == other.program && pid == other.pid && thread == other.thread
      && process == other.process
  }

  /// A hash of a part of the prefix; 0 for a missing one.
  private static func hash(_ range: Range<Int>?, of line: Span<UInt8>) -> UInt64 {
    guard let range else { return 0 }
    return line.extracting(range).hash
  }
}

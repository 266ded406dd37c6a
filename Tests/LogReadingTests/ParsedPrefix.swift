import LogReading
import Testing

/// The parts of a record's prefix as texts: what a reader would underline in the line.
struct ParsedPrefix: Equatable {
  var body: String
  var time: String?
  var hasOwnTime = false
  var level: LogLevel?
  var pid: Int?
  var thread: Int?
  var logger: String?
  var program: String?
  var context: String?
  var requestID: String?
  var instance: String?
  var beginsRecord = false

  init(of line: [UInt8]) {
    let bytes = line.span
    let prefix = RecordPrefix(of: bytes)
    body = bytes.text(prefix.bodyOffset..<bytes.count)
    time = prefix.time.map { bytes.text($0) }
    hasOwnTime = prefix.hasOwnTime
    level = prefix.level
    pid = prefix.pid
    thread = prefix.thread
    logger = prefix.logger.map { bytes.text($0) }
    program = prefix.program.map { bytes.text($0) }
    context = prefix.context.map { bytes.text($0) }
    requestID = prefix.requestID(in: bytes).map { bytes.text($0) }
    instance = prefix.instance.map { bytes.text($0) }
    beginsRecord = prefix.beginsRecord
  }

  init(
    _ body: String, time: String? = nil, hasOwnTime: Bool = false, level: LogLevel? = nil,
    pid: Int? = nil, thread: Int? = nil, logger: String? = nil, program: String? = nil,
    context: String? = nil, requestID: String? = nil, instance: String? = nil,
    beginsRecord: Bool = true
  ) {
    self.body = body
    self.time = time
    self.hasOwnTime = hasOwnTime
    self.level = level
    self.pid = pid
    self.thread = thread
    self.logger = logger
    self.program = program
    self.context = context
    self.requestID = requestID
    self.instance = instance
    self.beginsRecord = beginsRecord
  }

  /// A prefix with the service's own time.
  static func own(
    _ body: String, _ time: String, _ level: LogLevel? = nil, pid: Int? = nil,
    logger: String? = nil, context: String? = nil, requestID: String? = nil,
    instance: String? = nil
  ) -> Self {
    Self(
      body, time: time, hasOwnTime: true, level: level, pid: pid, logger: logger,
      context: context, requestID: requestID, instance: instance)
  }
}

struct PrefixCase: CustomTestStringConvertible {
  var testDescription: String
  var line: String
  var expected: ParsedPrefix

  init(_ testDescription: String, _ line: String, _ expected: ParsedPrefix) {
    self.testDescription = testDescription
    self.line = line
    self.expected = expected
  }

  func check() {
    #expect(ParsedPrefix(of: Array(line.utf8)) == expected)
  }
}

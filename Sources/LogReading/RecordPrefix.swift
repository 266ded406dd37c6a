/// What stands before the message of a log line: who wrote it, when, and how grave it is.
///
/// Understood are oslo.log's file format (`logging_context_format_string` and
/// `logging_exception_prefix` of oslo_log/_options.py) with and without its time, pid, request and
/// instance brackets; the same inside RFC 3164 syslog and `journalctl -o short`; Apache's
/// error log as mod_wsgi writes it; the time and bar of devstack's stack.sh; and RabbitMQ's. All ranges are
/// offsets into the line that was parsed.
package struct RecordPrefix: Equatable, Sendable {
  /// Where the message begins; exactly one separating blank is left out, so that the indentation of
  /// a traceback's lines remains.
  package var bodyOffset = 0
  /// Where the carrier's part of the prefix ends; 0 if it has none.
  package var carrierEnd = 0
  /// What gave the line its outer prefix.
  package var carrier: Carrier?
  /// The time stamp as written; the service's own rather than a carrier's.
  package var time: Range<Int>?
  /// ``time`` was written by the service, once for all lines of a record.
  package var hasOwnTime = false
  /// The level's name, where one stands in the prefix.
  package var level: LogLevel?
  /// The writing process.
  package var pid: Int?
  /// The writing thread (mod_wsgi).
  package var thread: Int?
  /// The writing process of Erlang's virtual machine, `<0.123.0>` without the brackets.
  package var process: Range<Int>?
  /// The logger's dotted name.
  package var logger: Range<Int>?
  /// The program that syslog or the journal names.
  package var program: Range<Int>?
  /// The program that a carrier inside the carrier names: syslog in a container's output.
  package var innerProgram: Range<Int>?
  /// The process that the carriers name, rather than the service.
  package var carrierPid: Int?
  /// The bracket with the request's identity, without the brackets.
  package var context: Range<Int>?
  /// The UUID of `[instance: …]`.
  package var instance: Range<Int>?
  /// A carrier (syslog, journal, Apache) gave the line its own stamp.
  package var isCarried = false
  /// The carrier says that the line is of the same record as the one before.
  package var goesOn = false
  /// The carrier has cut the line, and the rest follows in its next one.
  package var isPart = false

  /// Whether the line begins a record of its own, rather than going on with another.
  package var beginsRecord: Bool {
    time != nil || isCarried || context != nil || (level != nil && logger != nil)
  }

  /// Whether the service itself named level and logger, as oslo.log does on every line of a
  /// traceback.
  package var hasLogger: Bool { level != nil && logger != nil }

  /// No prefix: the body is the whole line.
  package init() {}

  /// The prefix of a line; one without a known prefix has none of the parts and its body at 0.
  package init(of line: Span<UInt8>) {
    guard line.count > 0 else { return }
    // The time of a service's own log, with a blank in the middle, is no carrier's.
    if line.matches(" ", at: 10), let clockEnd = Self.timestamp(line, from: 0) {
      parseService(line, from: 0, clockEnd: clockEnd)
      return
    }
    var inner = parseCarrier(line)
    if isCarried { inner = parseInnerCarrier(line, from: inner) }
    (carrierEnd, carrierPid) = (inner, pid)
    if inner == 0 { inner = Self.indentedTime(line) }
    parseService(line, from: inner, clockEnd: Self.timestamp(line, from: inner))
  }

  /// The process of a record whose prefix begins with a service's own time and it, which is what most
  /// lines of OpenStack's logs do; nil for any other line.
  package static func process(ofServiceRecord line: Span<UInt8>) -> Int? {
    guard line.matches(" ", at: 10), let clockEnd = timestamp(line, from: 0),
      line.matches(" ", at: clockEnd), let (process, end) = number(line, from: clockEnd + 1),
      line.matches(" ", at: end)
    else { return nil }
    return process
  }

  /// The first `req-…` identifier in ``context``.
  package func requestID(in line: Span<UInt8>) -> Range<Int>? {
    nextRequestID(in: line, from: context?.lowerBound ?? 0)
  }

  /// The `req-…` identifiers in ``context``: where there are two, the first is that of the request that
  /// a user has made, and the second that of a call that it has led to.
  package func requests(in line: Span<UInt8>) -> [String] {
    var requests: [String] = []
    var start = context?.lowerBound ?? 0
    while let id = nextRequestID(in: line, from: start) {
      requests.append(line.text(id))
      start = id.upperBound + 1
    }
    return requests
  }

  private func nextRequestID(in line: Span<UInt8>, from start: Int) -> Range<Int>? {
    guard let context else { return nil }
    var start = start
    while start < context.upperBound {
      let end = tokenEnd(line, from: start, before: context.upperBound)
      if line.matches("req-", at: start) { return start..<end }
      start = end + 1
    }
    return nil
  }

  private func tokenEnd(_ line: Span<UInt8>, from start: Int, before limit: Int) -> Int {
    var end = start
    while end < limit, line[end] != UInt8(ascii: " ") { end += 1 }
    return end
  }
}

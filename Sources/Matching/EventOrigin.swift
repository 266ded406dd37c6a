internal import FailureRules
internal import LogReading
internal import Tracebacks

/// Where a record or a traceback comes from: its prefix and its source.
struct EventOrigin {
  var header: RecordHeader
  /// Nil for a text that may be of any source.
  var sourceName: String?

  init(header: RecordHeader, sourceName: String?) {
    self.header = header
    self.sourceName = sourceName
  }

  /// What a traceback's own prefix does not say, the record before it may.
  init(of traceback: Traceback, sourceName: String?) {
    self.init(header: traceback.header, sourceName: sourceName)
    guard traceback.contextLineCount > 0 else { return }
    let line = Array(traceback.rawLine(0).utf8)
    let context = RecordHeader(
      position: header.position, prefix: RecordPrefix(of: line.span), line: line.span)
    header.time = header.time ?? context.time
    header.level = header.level ?? context.level
    header.logger = header.logger ?? context.logger
    header.program = header.program ?? context.program
    header.pid = header.pid ?? context.pid
    header.requestID = header.requestID ?? context.requestID
  }
}

extension RuleScope {
  /// Whether all parts that are given hold.
  func holds(on origin: EventOrigin) -> Bool { obstacle(on: origin) == nil }

  /// The first part that does not hold, and what the prefix or the source says there.
  func obstacle(on origin: EventOrigin) -> (part: String, found: String?)? {
    let header = origin.header
    if !levels.isEmpty, !levels.contains(where: { $0.rawValue == header.level?.rawValue }) {
      return ("level", header.level?.rawValue)
    }
    if !loggers.isEmpty {
      guard let logger = header.logger, loggers.contains(where: { $0.matches(logger) }) else {
        return ("logger", header.logger)
      }
    }
    if !services.isEmpty {
      let logger = header.logger?.prefix { $0 != "." }.description
      let names = [header.program, logger].compactMap { $0 }
      guard services.contains(where: { names.contains(where: $0.matches) }) else {
        return ("service", names.isEmpty ? nil : names.joined(separator: " or "))
      }
    }
    guard !sources.isEmpty, let name = origin.sourceName else { return nil }
    return sources.contains { $0.matchesEnd(ofPath: name) } ? nil : ("source", name)
  }
}

internal import LogReading

/// A record that is one object of JSON, as oslo.log, structlog, pino and ECS write it.
struct JSONRecord {
  /// The first line of the message, escaped as it stands in the log, where a rule searches it.
  let message: String
  let logger: String?
  let level: LogLevel?

  /// Reads a line; nil if it is no object, or none that has a message.
  init?(_ line: Span<UInt8>) {
    guard line.matches("{\"", at: 0) else { return nil }
    func value(_ keys: [StaticString]) -> String? {
      for key in keys {
        if let text = JSONCarrier.string(key, in: line), !text.isEmpty {
          return String(decoding: text, as: UTF8.self)
        }
      }
      return nil
    }
    guard let whole = value(["message", "msg", "event"]),
      let first = whole.split(separator: "\n").first
    else { return nil }
    message = String(first).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    logger = value(["name", "logger", "logger_name"])
    let name = value(["levelname", "level", "log.level", "severity"])?.uppercased() ?? ""
    level = name == "FATAL" ? .critical : LogLevel(rawValue: name)
  }
}

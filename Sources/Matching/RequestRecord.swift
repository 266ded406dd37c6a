package import LogReading

/// A record of a log that names a request.
package struct RequestRecord: Equatable, Sendable {
  /// Where its first line stands.
  package let position: LogPosition
  /// What its prefix says.
  package let header: RecordHeader
  /// The requests that its prefix names: the one that all services share before the one of this service
  /// (`[req-… req-… …]`, oslo.log's `logging_context_format_string`).
  package let requests: [String]
  /// The number of its last line.
  package internal(set) var endLine: Int
  /// Its lines without their prefixes, as far as they are kept: ``RecordText/lineLimit`` lines,
  /// ``RecordText/sizeLimit`` bytes.
  package internal(set) var text: String
  /// The lines that ``text`` lacks.
  package internal(set) var omittedLines = 0

  /// How long the call took that the record tells the end of, in milliseconds; nil for another record.
  ///
  /// Read from the access lines of eventlet.wsgi and of services that log in its place:
  /// `"POST /v2.1/servers HTTP/1.1" status: 202 len: 863 time: 0.9705167`, in seconds.
  package var duration: Int? {
    guard text.contains(" HTTP/1."), let word = text.split(separator: " ").last,
      word.contains("."), let seconds = Double(word), (0..<86_400).contains(seconds)
    else { return nil }
    return Int(seconds * 1000)
  }
}

/// A request as users name it, to look for in logs.
package struct RequestID: Equatable, Sendable {
  /// The shortest that can be told from a word, and the longest, in bytes.
  package static let lengths = 8...64

  /// As it was given.
  package let text: String

  /// Takes an id of letters, digits and hyphens, such as `req-` and a UUID; nil for any other text.
  package init?(_ text: String) {
    guard Self.lengths.contains(text.utf8.count), text.utf8.allSatisfy(Self.isPart) else {
      return nil
    }
    self.text = text
  }

  /// Whether a byte may be part of an id.
  static func isPart(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte == 0x2D }
}

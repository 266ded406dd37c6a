/// Something wrong with a rule file, and where.
package struct RuleProblem: Error, Equatable, Sendable, CustomStringConvertible {
  package let file: String
  /// 1-based.
  package let line: Int
  /// 1-based, in characters.
  package let column: Int
  /// What was read and what was expected: lower case, no full stop.
  package let message: String

  package init(file: String, line: Int, column: Int, message: String) {
    self.file = file
    self.line = line
    self.column = column
    let isLong = message.utf8.count > Self.messageLimit && message.count > Self.messageLimit
    self.message = isLong ? message.prefix(Self.messageLimit) + "…" : message
  }

  /// The most problems of one file that are told.
  package static let countLimit = 100

  /// The longest message, in characters; of a longer one the beginning is kept.
  package static let messageLimit = 1000

  package var description: String { "\(file):\(line):\(column): \(message)" }
}

extension RuleProblem {
  /// How the message begins where a scan has nothing to look for.
  static let missingText =
    "'signature' needs \(LineSignature.minimumLiteralLength) bytes of fixed text"

  /// Whether a scan has nothing to look for.
  package var namesMissingText: Bool { message.hasPrefix(Self.missingText) }
}

/// What is wrong with a file whatever it says.
extension RuleProblem {
  /// It cannot be read.
  init(unreadable path: String, _ failure: TextFile.Failure) {
    self.init(file: path, line: 1, column: 1, message: "cannot be read: \(failure)")
  }

  /// It has more bytes than ``RuleFile/sizeLimit``; nil if not.
  init?(ofSize count: Int, file: String) {
    let limit = RuleFile.sizeLimit
    guard count > limit else { return nil }
    self.init(
      file: file, line: 1, column: 1,
      message: "the file has more than \(limit) bytes, expected that many at most")
  }

  /// It is too large, or not UTF-8; nil if it is neither.
  init?(ofBytes bytes: [UInt8], file: String) {
    if let problem = RuleProblem(ofSize: bytes.count, file: file) {
      self = problem
      return
    }
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      let offset = error.byteOffsets.lowerBound
      let mark = YAMLNode.Mark(at: offset, in: bytes)
      let byte = String(bytes[offset], radix: 16, uppercase: true)
      self.init(
        file: file, line: mark.line, column: mark.column,
        message: "the byte 0x\(byte) is no UTF-8, expected a file in UTF-8")
    }
  }
}

extension [RuleProblem] {
  /// The problems of one file, as many as are told.
  var told: [RuleProblem] {
    let limit = RuleProblem.countLimit
    guard count > limit, let last = prefix(limit).last else { return self }
    return prefix(limit) + [
      RuleProblem(
        file: last.file, line: last.line, column: last.column,
        message: "more is wrong than these \(limit) mistakes; what follows is not told")
    ]
  }
}

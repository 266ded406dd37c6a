/// Hides secrets in text that leaves the program; see ``SecretForms`` for what is one.
///
/// Only the secret goes: names of users, hosts and databases stay, since they tell of the cause.
/// Escape sequences are seen through.
///
/// Not for two threads at a time.
package final class SecretMask {
  /// What stands in the place of a secret.
  package static let mark = "***"

  /// Made when a text is first looked at.
  private lazy var search = SecretSearch()

  package init() {}

  /// The text with ``mark`` for each secret; one that goes over several lines has one on each of them.
  ///
  /// - Parameters:
  ///   - text: some lines.
  ///   - lead: what stands before the text in its source and is not shown: the text may begin within
  ///     a secret.
  /// - Returns: the text itself if it holds no secret.
  package func masked(_ text: String, after lead: String = "") -> String {
    let bytes = Array(lead.utf8) + Array(text.utf8)
    let shown = lead.utf8.count..<bytes.count
    return Self.text(shown, of: bytes, hiding: search.secrets(in: bytes)) ?? text
  }

  /// Captures, masked as far as they are secrets by themselves or in the text that they stand in.
  ///
  /// - Parameters:
  ///   - captures: by name; one that also stands in the text where it is no secret is shown.
  ///   - text: where they were taken from; others may come from elsewhere.
  /// - Returns: the same names.
  package func masked(
    _ captures: [String: String], takenFrom text: String
  ) -> [String: String] {
    guard !captures.isEmpty else { return captures }
    let whole = Array(text.utf8)
    let secrets = search.secrets(in: whole)
    return captures.mapValues { value in
      let own = masked(value)
      return own == value && !secrets.isEmpty
        ? Self.masked(value, in: whole, hiding: secrets) ?? value : own
    }
  }

  /// A value as it stands in a text; nil if it is not there, or also where it is no secret.
  private static func masked(
    _ value: String, in whole: [UInt8], hiding secrets: [Range<Int>]
  ) -> String? {
    let part = Array(value.utf8)
    guard !part.isEmpty, part.count <= whole.count else { return nil }
    var hidden: String?
    for start in 0...(whole.count - part.count) where whole[start...].starts(with: part) {
      let place = start..<(start + part.count)
      guard let text = text(place, of: whole, hiding: secrets) else { return nil }
      hidden = hidden ?? text
    }
    return hidden
  }

  /// A part of some bytes with a mark for each secret; nil if it holds none.
  private static func text(
    _ part: Range<Int>, of bytes: [UInt8], hiding secrets: [Range<Int>]
  ) -> String? {
    let hidden = secrets.map { $0.clamped(to: part) }.filter { !$0.isEmpty }
    guard !hidden.isEmpty else { return nil }
    var shown: [UInt8] = []
    var end = part.lowerBound
    for secret in hidden {
      shown += bytes[end..<secret.lowerBound]
      let lines = bytes[secret].split(separator: lineFeed, omittingEmptySubsequences: false)
      shown += lines.map { $0.isEmpty ? [] : Array(mark.utf8) }.joined(separator: [lineFeed])
      end = secret.upperBound
    }
    return String(decoding: shown + bytes[end..<part.upperBound], as: UTF8.self)
  }

  private static let lineFeed = UInt8(ascii: "\n")
}

package import Findings
internal import LogReading

/// What a followed scan leaves for the next one, as a file of JSON; only the program itself reads it.
package struct FollowStateFile: Codable {
  /// The number of the form; raised when an older program could not read it.
  static let version = 1
  /// The most that is read, in bytes.
  package static let sizeLimit = 16 << 20

  /// No log has so many bytes or lines; what says so is left out, since somebody has to go on counting.
  private static let countLimit = 1 << 60

  private var type = "follow-state"
  private var schema_version = Self.version
  private var places: [LogPlace]
  private var seen: [String]

  /// What must be known before the rest is read.
  private struct Head: Decodable {
    var type: String?
    var schema_version: Int?
  }

  private init(_ state: FollowState) {
    places = state.places
    seen = state.seen.map(\.description)
  }

  /// The text of the file.
  package static func text(of state: FollowState) -> String {
    JSONText.of(FollowStateFile(state), isPretty: false) + "\n"
  }

  /// Reads the text of a file.
  ///
  /// - Throws: ``JSONText/Mistake``, with what was expected.
  package static func state(in text: String) throws(JSONText.Mistake) -> FollowState {
    let head = try JSONText.value(Head.self, in: text)
    guard head.type == "follow-state", let version = head.schema_version, version >= 1 else {
      throw JSONText.Mistake("is no state, expected a file that '--state' has written, or none")
    }
    guard version == Self.version else {
      throw JSONText.Mistake(
        """
        has the schema_version \(version), expected \(Self.version) or less: a newer \
        \(ToolIdentity.name) has written it
        """)
    }
    let file = try JSONText.value(FollowStateFile.self, in: text)
    var state = FollowState(
      places: file.places.filter {
        (0...Self.countLimit).contains($0.offset) && (1...Self.countLimit).contains($0.line)
      })
    for (index, digits) in file.seen.enumerated() {
      guard let fingerprint = Fingerprint(digits) else {
        throw JSONText.Mistake("'seen[\(index)]' is '\(digits)', expected 16 hexadecimal digits")
      }
      state.seen.append(fingerprint)
    }
    return state
  }
}

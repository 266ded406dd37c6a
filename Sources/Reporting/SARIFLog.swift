/// A log of SARIF 2.1.0 with one run, as far as the program writes such logs.
package struct SARIFLog: Encodable {
  private let run: Run

  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  /// Takes what the tool can find, what it has found, and how it ran.
  package init(rules: [Rule], results: [Result], invocations: [Invocation]? = nil) {
    run = Run(
      tool: Tool(driver: Driver(rules: rules)), invocations: invocations, results: results)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("https://json.schemastore.org/sarif-2.1.0.json", forKey: .schema)
    try container.encode("2.1.0", forKey: .version)
    try container.encode([run], forKey: .runs)
  }

  private struct Run: Encodable {
    var tool: Tool
    var invocations: [Invocation]?
    /// Columns count characters, as Unicode's code points.
    var columnKind = "unicodeCodePoints"
    var results: [Result]
  }

  private struct Tool: Encodable {
    var driver: Driver
  }

  private struct Driver: Encodable {
    var name = ToolIdentity.name
    var semanticVersion = ToolIdentity.version
    var rules: [Rule]
  }

  /// How much a result matters.
  package enum Level: String, Encodable, Sendable {
    case error, warning, note
  }

  /// What the tool can find.
  package struct Rule: Encodable {
    package var id: String
    package var shortDescription: Text
    package var defaultConfiguration: Configuration
    package var fullDescription: Text?
    package var help: Help?
    package var helpUri: String?
    package var properties: Tags?

    package init(id: String, summary: String, level: Level) {
      self.id = id
      shortDescription = Text(text: summary)
      defaultConfiguration = Configuration(level: level)
    }
  }

  package struct Configuration: Encodable {
    var level: Level
  }

  package struct Text: Encodable {
    var text: String
  }

  package struct Help: Encodable {
    var text: String
    var markdown: String
  }

  package struct Tags: Encodable {
    var tags: [String]
  }

  /// What was found.
  package struct Result: Encodable {
    package var ruleId: String
    package var ruleIndex: Int
    package var level: Level
    package var message: Text
    package var locations: [Location]
    package var relatedLocations: [Location]?
    package var occurrenceCount: Int?
    package var partialFingerprints: [String: String]?
    /// Section 3.27.24; nil where nothing was compared.
    package var baselineState: BaselineState?
    /// Section 3.27.23: nil for all results of a run, or for none.
    package var suppressions: [Suppression]?
    package var properties: Details?

    package init(
      rule: (id: String, index: Int), level: Level, message: String,
      locations: [Location] = []
    ) {
      ruleId = rule.id
      ruleIndex = rule.index
      self.level = level
      self.message = Text(text: SARIFText.escaped(message))
      self.locations = locations
    }
  }

  /// Whether a baseline holds a result.
  package enum BaselineState: String, Encodable {
    case new, unchanged
  }

  /// Why a result does not count (section 3.35); what does not stand in the log itself is external.
  package struct Suppression: Encodable {
    var kind = "external"
    var justification: String
  }

  /// What to do, exactly: messages cannot hold braces as they are.
  package struct Details: Encodable {
    var remediation: [JSONDocument.Step]
    var hosts: [JSONDocument.Host]?
  }

  package struct Location: Encodable {
    package var id: Int?
    package var physicalLocation: Place
    package var message: Text?

    package init(file: String, region: Region) {
      physicalLocation = Place(
        artifactLocation: Artifact(uri: SARIFText.uri(of: file)), region: region)
    }
  }

  package struct Place: Encodable {
    var artifactLocation: Artifact
    var region: Region
  }

  package struct Artifact: Encodable {
    var uri: String
  }

  package struct Region: Encodable {
    package var startLine: Int
    package var startColumn: Int?
    package var endLine: Int?
    package var snippet: Text?

    package init(startLine: Int, startColumn: Int? = nil) {
      self.startLine = startLine
      self.startColumn = startColumn
    }
  }

  /// How the tool ran.
  package struct Invocation: Encodable {
    var executionSuccessful: Bool
    var toolExecutionNotifications: [Notification]
  }

  package struct Notification: Encodable {
    var level: Level
    var message: Text
  }
}

/// Text inside SARIF.
enum SARIFText {
  /// A message that stands for itself: braces would be placeholders (section 3.11.5), and a text in
  /// brackets before parentheses a link (3.11.6).
  static func escaped(_ text: String) -> String {
    text.replacing("{", with: "{{").replacing("}", with: "}}").replacing("](", with: "] (")
  }

  /// A path as a URI reference: what is not plain is written as `%41`; RFC 3986, section 2.
  static func uri(of path: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/".utf8)
    return path.utf8.reduce(into: path.hasPrefix("/") ? "file://" : "") { result, byte in
      if plain.contains(byte) {
        result.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%\(digits.count < 2 ? "0" : "")\(digits)"
      }
    }
  }
}

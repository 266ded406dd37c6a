internal import Reporting

/// The findings of `rules lint` as a log of SARIF 2.1.0.
struct LintSARIF: Encodable {
  var version = "2.1.0"
  var runs: [Run]

  private enum CodingKeys: String, CodingKey {
    case schema = "$schema"
    case version, runs
  }

  init(_ findings: [LintFinding]) {
    runs = [Run(results: findings.map(Item.init))]
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("https://json.schemastore.org/sarif-2.1.0.json", forKey: .schema)
    try container.encode(version, forKey: .version)
    try container.encode(runs, forKey: .runs)
  }

  struct Run: Encodable {
    var tool = Tool()
    /// Columns count characters, as Unicode's code points.
    var columnKind = "unicodeCodePoints"
    var results: [Item]
  }

  struct Tool: Encodable {
    var driver = Driver()
  }

  struct Driver: Encodable {
    var name = ToolIdentity.name
    var semanticVersion = ToolIdentity.version
    var rules = LintCheck.allCases.map {
      Check(
        id: $0.rawValue, shortDescription: Text(text: $0.summary),
        defaultConfiguration: Configuration(level: $0.level))
    }
  }

  struct Check: Encodable {
    var id: String
    var shortDescription: Text
    var defaultConfiguration: Configuration
  }

  struct Configuration: Encodable {
    var level: String
  }

  struct Text: Encodable {
    var text: String
  }

  struct Item: Encodable {
    var ruleId: String
    var ruleIndex: Int
    var level: String
    var message: Text
    var locations: [Location]

    init(_ finding: LintFinding) {
      ruleId = finding.check.rawValue
      ruleIndex = LintCheck.allCases.firstIndex(of: finding.check) ?? 0
      level = finding.check.level
      message = Text(text: finding.message)
      locations = [
        Location(
          physicalLocation: Place(
            artifactLocation: Artifact(uri: Self.uri(of: finding.file)),
            region: Region(startLine: finding.line, startColumn: finding.column)))
      ]
    }

    /// A path as a URI reference: what is not plain is written as `%41`; RFC 3986, section 2.
    private static func uri(of path: String) -> String {
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

  struct Location: Encodable {
    var physicalLocation: Place
  }

  struct Place: Encodable {
    var artifactLocation: Artifact
    var region: Region
  }

  struct Artifact: Encodable {
    var uri: String
  }

  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int
  }
}

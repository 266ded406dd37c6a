import FailureRules
import Foundation
import Testing

@Suite("rules/schema.json says what the decoder reads")
struct SchemaTests {
  /// A mapping of a rule file, with a rule whose mapping there is empty but for an unknown key.
  struct Place: CustomTestStringConvertible {
    var definition: String
    var text: String
    var testDescription: String { definition }

    init(_ definition: String, _ text: String) {
      self.definition = definition
      self.text = text
    }
  }

  private static let places = [
    Place("rule", "zzzzzzzz: 1\n"),
    Place("condition", "signature: { zzzzzzzz: 1 }\n"),
    Place("traceback", "signature: { traceback: { zzzzzzzz: 1 } }\n"),
    Place("frame", "signature: { traceback: { frames: [{ zzzzzzzz: 1 }] } }\n"),
    Place("times", "signature: { line: the disk is full, times: { zzzzzzzz: 1 } }\n"),
    Place("sequence", "signature: { sequence: { zzzzzzzz: 1 } }\n"),
    Place("absence", "signature: { absence: { zzzzzzzz: 1 } }\n"),
    Place("step", "remediation: [{ zzzzzzzz: 1 }]\n"),
    Place("versions", "versions: { zzzzzzzz: 1 }\n"),
    Place("examples", "examples: { zzzzzzzz: 1 }\n"),
  ]

  private static func definitions() throws -> [String: [String: Any]] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "rules/schema.json"))
    let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(schema["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    return try #require(schema["$defs"] as? [String: [String: Any]])
  }

  /// The words after `before` in the one problem that has them.
  private static func words(_ before: String, _ text: String, in path: String) throws -> [String] {
    let problems = RuleFile(text: text, file: "x.yaml").problems.map(\.message)
    let message = try #require(problems.first { $0.contains(path) && $0.contains(before) })
    return message.components(separatedBy: before).last?.components(separatedBy: " (").first?
      .components(separatedBy: ", ") ?? []
  }

  @Test("Keys", arguments: places)
  func keys(_ place: Place) throws {
    let definition = try #require(try Self.definitions()[place.definition])
    let properties = try #require(definition["properties"] as? [String: Any])
    #expect(definition["additionalProperties"] as? Bool == false)
    let keys = try Self.words(", expected ", place.text, in: "zzzzzzzz'")
    #expect(keys.sorted() == properties.keys.sorted())
    let missing = RuleFile(text: place.text, file: "x.yaml").problems.map(\.message)
      .compactMap { message -> String? in
        guard message.hasPrefix("the key '"), message.hasSuffix("' is missing") else { return nil }
        return String(message.dropFirst("the key '".count).dropLast("' is missing".count))
      }
      .filter { place.definition == "rule" || $0.contains(".") }
      .compactMap { $0.components(separatedBy: ".").last }
    #expect(missing.sorted() == (definition["required"] as? [String] ?? []).sorted())
  }

  @Test(
    "Words that are chosen from a list",
    arguments: [
      ("rule", "severity", "severity: x\n"), ("rule", "status", "status: x\n"),
      ("traceback", "position", "signature: { traceback: { position: zzzzzz } }\n"),
    ])
  func choices(definition: String, key: String, text: String) throws {
    let properties = try #require(
      try Self.definitions()[definition]?["properties"] as? [String: [String: Any]])
    #expect(
      try Self.words(", expected one of ", text, in: key)
        == #require(properties[key]?["enum"] as? [String]))
  }

  @Test("Every definition is one that the schema uses")
  func used() throws {
    let definitions = try Self.definitions()
    let data = try JSONSerialization.data(
      withJSONObject: definitions, options: [.withoutEscapingSlashes])
    let text = String(decoding: data, as: UTF8.self)
    for name in definitions.keys where name != "rule" {
      #expect(text.contains("\"#/$defs/\(name)\""), "\(name)")
    }
  }
}

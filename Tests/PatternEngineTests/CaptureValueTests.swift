import PatternEngine
import Testing

struct CaptureValueTests {
  struct ValueCase: CustomTestStringConvertible {
    var testDescription: String
    var expression: String
    var text: String
    var expected: [String: String]
  }

  @Test(
    "A capture's value is the text of the group that took part",
    arguments: [
      ValueCase(
        testDescription: "groups of a sequence", expression: #"(?<key>\w+)=(?<value>\w+)"#,
        text: "x a=12", expected: ["key": "a", "value": "12"]),
      ValueCase(
        testDescription: "the first alternative", expression: "a(?<name>b)|c(?<name>d)", text: "ab",
        expected: ["name": "b"]),
      ValueCase(
        testDescription: "the second alternative", expression: "a(?<name>b)|c(?<name>d)",
        text: "cd", expected: ["name": "d"]),
      ValueCase(
        testDescription: "no group in the alternative that held", expression: "a(?<name>b)|c",
        text: "c", expected: [:]),
      ValueCase(
        testDescription: "an optional group that was passed over", expression: "a(?<name>b)?c",
        text: "ac", expected: [:]),
      ValueCase(
        testDescription: "a group that holds nothing", expression: "a(?<name>b*)c", text: "ac",
        expected: ["name": ""]),
      ValueCase(
        testDescription: "the last round of a repeated group", expression: "(?:(?<name>[ab]),)+",
        text: "a,b,", expected: ["name": "b"]),
      ValueCase(
        testDescription: "a group in a lookahead", expression: "a(?=.*(?<name>z))", text: "a-z",
        expected: ["name": "z"]),
    ])
  func values(_ example: ValueCase) throws {
    let found = try #require(try search(example.expression, in: example.text))
    #expect(found.captures == example.expected)
  }

  @Test(
    "A group that took no part has no range",
    arguments: [
      (text: "a", ranges: [0..<1, 0..<1, nil, nil]),
      (text: "b", ranges: [0..<1, nil, 0..<1, nil]),
      (text: "-c", ranges: [1..<2, nil, nil, 1..<2]),
    ] as [(text: String, ranges: [Range<Int>?])])
  func unset(text: String, ranges: [Range<Int>?]) throws {
    let pattern = try Pattern("(a)|(b)|(c)")
    let scratch = try newScratch()
    let bytes = Array(text.utf8)
    let isFound = try pattern.firstMatch(in: bytes.span, using: scratch)
    #expect(isFound)
    let found = (0..<4).map { scratch.range(ofGroup: $0) }
    #expect(found == ranges)
  }
}

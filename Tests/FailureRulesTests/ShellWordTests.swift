import FailureRules
import Foundation
import Testing

struct ShellWordTests {
  struct Case: CustomTestStringConvertible {
    var text: String
    var expected: String
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ expected: String) {
      self.text = text
      self.expected = expected
    }
  }

  @Test(
    "Only what a shell may see otherwise is quoted",
    arguments: [
      Case("", "''"),
      Case("glance", "glance"),
      Case("/var/lib/glance-1.2_x:y,z=@%+", "/var/lib/glance-1.2_x:y,z=@%+"),
      Case("a b", "'a b'"),
      Case("$HOME", "'$HOME'"),
      Case("~", "'~'"),
      Case("*", "'*'"),
      Case("#", "'#'"),
      Case("a'b", #"'a'\''b'"#),
      Case("'", #"''\'''"#),
      Case("größe", "'größe'"),
      Case("a\n", "'a\n'"),
    ])
  func quoting(_ example: Case) {
    #expect(ShellWord.quoted(example.text) == example.expected)
  }

  @Test("A shell reads every quoted text as that text and runs nothing of it")
  func shell() throws {
    let every = String(String.UnicodeScalarView((1..<128).compactMap(Unicode.Scalar.init)))
    let words = [
      "", " ", "'", "''", "'''", "\\", "\\'", "'\\", "\"", "`id`", "$(id)", "${HOME}", "$((1+1))",
      "a;id", "a|id", "a&id", "a>b", "<a", "*", "?", "[a]", "{a,b}", "~", "~root", "!", "!!", "#a",
      "a#b", "-n", "--", "=", "a=b", "\n", "a\nb", "a\n\n", "\r\n", "\t", "a'b'c", "größe", "日本",
      "\u{1F600}", "e\u{301}", "a'; id; '", every, every + every,
    ]
    #expect(try Self.shellWords(words.map(ShellWord.quoted).joined(separator: " ")) == words)
  }

  /// The words that /bin/sh makes of a piece of shell text.
  private static func shellWords(_ text: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "set -- \(text)\nfor word; do printf '%s\\000' \"$word\"; done"]
    let output = Pipe()
    process.standardOutput = output
    process.environment = ["LC_ALL": "C", "HOME": "/"]
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return data.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
  }
}

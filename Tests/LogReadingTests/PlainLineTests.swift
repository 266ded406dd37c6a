import LogReading
import Testing

@Suite("Lines without their carriers")
struct PlainLineTests {
  struct Case: CustomTestStringConvertible {
    var line: String
    var expected: String?
    var isPart = false
    var testDescription: String { line }
  }

  @Test(
    "Docker's and the journal's objects, and colours",
    arguments: [
      Case(line: "plain", expected: nil),
      Case(line: "\u{1b}[31mred\u{1b}[0m", expected: "red"),
      Case(
        line: #"{"log":"a \"b\"\tc\n","stream":"stderr","time":"x"}"#,
        expected: "[pod/stderr] a \"b\"\tc"),
      Case(
        line: #"{"log":"the first 16 KiB","stream":"stdout","time":"x"}"#,
        expected: "[pod/stdout] the first 16 KiB", isPart: true),
      Case(
        line: #"{"log":"\u001b[31mred\u001b[0m\n","stream":"stdout"}"#,
        expected: "[pod/stdout] red"),
      Case(line: #"{"log":"two\nlines\n","stream":"stdout"}"#, expected: nil),
      Case(line: #"{"log":7,"stream":"stdout"}"#, expected: nil),
      Case(line: #"{"log":"cut"#, expected: nil),
      Case(
        line: #"{"MESSAGE":"m","_PID":"7","SYSLOG_IDENTIFIER":"a","__CURSOR":"s"}"#,
        expected: "[pod/a/7] m"),
      Case(
        line: "\u{1e}" + #"{"MESSAGE":"m","_PID":"7","SYSLOG_IDENTIFIER":"a","__CURSOR":"s"}"#,
        expected: "[pod/a/7] m"),
      Case(
        line: #"{"__CURSOR":"s","MESSAGE":[27,91,51,49,109,82,27,91,48,109],"_PID":"7"}"#,
        expected: "[pod//7] R"),
      Case(line: #"{"__CURSOR":"s","MESSAGE":[256],"_PID":"7"}"#, expected: nil),
      Case(line: #"{"__CURSOR":"s","MESSAGE":[7,"_PID":"7"}"#, expected: nil),
      Case(line: #"{"__CURSOR":"s","MESSAGE":null,"_PID":"7"}"#, expected: nil),
    ])
  func decoding(_ example: Case) {
    let plain = PlainLine(Array(example.line.utf8).span)
    #expect(plain.map { String(decoding: $0.bytes, as: UTF8.self) } == example.expected)
    #expect(plain?.isPart ?? false == example.isPart)
  }

  @Test("A line over the limit is left as it is")
  func limit() {
    let start = Array("\u{1b}[0m".utf8)
    let fitting = start + [UInt8](repeating: 120, count: PlainLine.sizeLimit - start.count)
    #expect(PlainLine(fitting.span)?.bytes.count == PlainLine.sizeLimit - start.count)
    #expect(PlainLine((fitting + [120]).span) == nil)
  }
}

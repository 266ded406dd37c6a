import Testing
import TracebackPictures
import Tracebacks

@Suite("Several escaped traces in one line")
struct EscapedTracesTests {
  private func trace(_ name: String) -> String {
    #"Traceback (most recent call last):\n  File \"\#(name).py\", line 1, in \#(name)\nKeyError: \#(name)"#
  }

  private func pictures(_ line: String) -> [String] {
    TracebackReading.tracebacks(in: line + "\n").map(\.picture)
  }

  private func picture(_ name: String) -> String {
    """
    python 1, is embedded
    raised KeyError: \(name)
    call \(name).py:1 \(name)
    """
  }

  @Test("Those of two fields are two")
  func fields() {
    let line = #"{"controller": "\#(trace("a"))", "target": "\#(trace("b"))"}"#
    #expect(pictures(line) == [picture("a"), picture("b")])
  }

  @Test("Two fields that say the same are one")
  func same() {
    let line = #"{"message": "\#(trace("a"))", "exception": "\#(trace("a"))"}"#
    #expect(pictures(line) == [picture("a")])
  }

  @Test("Those that follow each other in one text are two")
  func oneText() {
    let line = #"{"module_stderr": "\#(trace("a"))\n\#(trace("b"))\n"}"#
    #expect(pictures(line) == [picture("a"), picture("b")])
  }

  @Test("A list of lines under the key that ECS has for calls")
  func list() {
    let line =
      #"{"error": {"stack_trace": ["Traceback (most recent call last):", "  File \"a.py\", line 1, in a", "KeyError: a"]}}"#
    #expect(pictures(line) == [picture("a")])
  }

  @Test("Texts of one line are looked at up to the limit")
  func limit() {
    let names = (0...TracebackCollector.embeddedTextLimit).map { "f\($0)" }
    func found(_ names: ArraySlice<String>) -> [String] {
      pictures("{" + names.map { #""\#($0)": "\#(trace($0))""# }.joined(separator: ", ") + "}")
    }
    #expect(found(names.dropLast()) == names.dropLast().map(picture))
    #expect(found(names[...]) == names.dropLast().map(picture))
  }
}

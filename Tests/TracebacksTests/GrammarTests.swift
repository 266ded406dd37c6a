import LogReading
import Testing
import Tracebacks

@Suite("Grammars of the languages other than Python")
struct GrammarTests {
  @Test("A trace of a managed language has its lines, errors and calls", arguments: managed)
  func traceOfManaged(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  @Test("A trace of a compiled language has its lines, errors and calls", arguments: native)
  func traceOfNative(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }

  @Test("Prose and compilers' output hold no trace", arguments: negatives)
  func noTrace(_ example: PictureCase) {
    #expect(example.found == example.expected)
  }
}

import LogReading
import Testing

struct LineMarkSearchTests {
  struct Case: CustomTestStringConvertible {
    var text: String
    var expected: [Int]
    var testDescription: String { text.debugDescription }

    init(_ text: String, _ expected: [Int]) {
      self.text = text
      self.expected = expected
    }
  }

  @Test(
    "ERROR and CRITICAL stand between blanks, or first in a line",
    arguments: [
      Case("", []),
      Case("ER", []),
      Case("ERROR", []),
      Case("ERROR ", [0]),
      Case("CRITICAL ", [0]),
      Case("1 ERROR nova\n2 CRITICAL nova\n", [2, 15]),
      Case("ERROR nova\nERROR nova\n", [0, 11]),
      Case("ERROR ERROR ", [0, 6]),
      Case("an ERROR: x", []),
      Case("ERRORS ERRORs xERROR _ERROR [ERROR] ERROR\n", []),
      Case("\tERROR x", []),
      Case("error critical Error ", []),
      Case("TERROR MIRROR HORROR CRITICALLY ", []),
      Case("WARNING nova CRITERION ", []),
    ])
  func levels(_ example: Case) {
    #expect(Self.levels(Array(example.text.utf8)) == example.expected)
  }

  @Test("A level is found at every alignment")
  func alignments() {
    for before in 0..<100 {
      for after in [0, 1, 31, 32, 33, 64] {
        let text =
          String(repeating: ".", count: before) + "\nERROR CRITICAL "
          + String(repeating: "R", count: after)
        #expect(Self.levels(Array(text.utf8)) == [before + 1, before + 7])
      }
    }
  }

  @Test(
    "Only levels inside the range count, but the byte before it is looked at",
    arguments: [
      (range: 0..<12, expected: [0, 6]),
      (range: 0..<11, expected: [0]),
      (range: 1..<12, expected: [6]),
      (range: 5..<12, expected: [6]),
      (range: 6..<12, expected: [6]),
      (range: 7..<12, expected: []),
      (range: 12..<12, expected: []),
    ])
  func ranges(range: Range<Int>, expected: [Int]) {
    #expect(Self.levels(Array("ERROR ERROR nova".utf8), in: range) == expected)
  }

  @Test(
    "A call stands behind a tab, escaped or not, or behind two blanks",
    arguments: [
      Case("\tat a.B.c(B.java:1)", [1]),
      Case("\tat", []),
      Case("\tattach x", []),
      Case("    at f (/x.js:1:2)", [4]),
      Case(" at 10:30 it", []),
      Case("it  at  it  at", [4]),
      Case("\tfrom a.rb:1", [1]),
      Case(#"{"s":"X: y\n\tat a.B"}"#, [14]),
      Case("X: y#012#011at a.B", [12]),
      Case("#11at #012", []),
      Case("\t/srv/app/main.go:7 +0x1d", [1]),
      Case(#"C:\target\nat "#, []),
    ])
  func calls(_ example: Case) {
    for before in [0, 7, 31, 32, 64] {
      let text = String(repeating: ".", count: before) + example.text
      #expect(Self.marks(.call, Array(text.utf8)) == example.expected.map { $0 + before })
    }
  }

  private static func levels(_ text: [UInt8], in range: Range<Int>? = nil) -> [Int] {
    marks(.errorLevel, text, in: range)
  }

  private static func marks(
    _ mark: LineMark, _ text: [UInt8], in range: Range<Int>? = nil
  ) -> [Int] {
    var found: [Int] = []
    text.span.forEachMark(in: range ?? 0..<text.count) { if $1 == mark { found.append($0) } }
    return found
  }
}

import LogReading
import Testing

@Suite("Knowing a record's prefix again")
struct RepeatedPrefixTests {
  @Test("Whatever lines follow one another, each has the prefix that it has by itself")
  func sequences() {
    let starts = [
      "2026-11-21 10:00:00.123 77 ERROR nova.compute ",
      "2026-11-21 10:00:00.123 77 ERROR nova.compute [req-1 - - - - -] ",
      "2026-11-21 10:00:00.123 77 ERROR nova.compute [instance: 0f] ",
      "2026-11-21 10:00:00.123 77 ERROR nova.compute [req-1 - - - - -] [instance: 0f] ",
      "2026-11-21 10:00:00.124 77 ERROR nova.compute ", "2026-11-21 10:00:00.123 ERROR ",
      "2026-11-21 10:00:00.123 77 ERROR nova.compute", "2026-11-21T10:00:00.123 ERROR nova.x ",
      "Nov 21 10:00:00 net1 nova[7]: 2026-11-21 10:00:00.123 77 ERROR nova.compute ", "",
      " 2026-11-21 10:00:00.123 77 ERROR nova.compute ",
    ]
    let bodies = [
      "", "x", "  File", "[", "[-] x", "[req-2 - - - - -] x", "[instance: 1a] x", "Traceback (most",
      ".manager x", "[0f] x", "\u{1B}[0m",
    ]
    let lines = starts.flatMap { start in bodies.map { start + $0 } }
    var repeated = RepeatedPrefix()
    for first in lines {
      for second in lines {
        for line in [first, second] {
          let bytes = Array(line.utf8)
          #expect(
            repeated.prefix(of: bytes.span) == RecordPrefix(of: bytes.span),
            "'\(line)' after '\(first)'")
        }
      }
    }
  }
}

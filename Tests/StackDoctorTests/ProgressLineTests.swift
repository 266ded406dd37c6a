import Reporting
import Testing

@Suite("How far a scan is")
struct ProgressLineTests {
  private let erasure = "\r\u{1B}[K"

  /// The line without what erases the one before.
  private func line(
    _ position: Int, of size: Int?, after seconds: Int, width: Int
  ) -> String? {
    var line = ProgressLine()
    return line.update(
      position: position, size: size, elapsed: .seconds(seconds), width: width
    )?.replacing(erasure, with: "")
  }

  @Test("A bar, a share, bytes, a rate and the time left, as much as the terminal has room for")
  func widths() {
    let (position, size) = (250_000_000, 1_000_000_000)
    #expect(
      line(position, of: size, after: 10, width: 120)
        == "[##########..............................] 25%  250.0 MB of 1.0 GB  25.0 MB/s  30 s left"
    )
    #expect(
      line(position, of: size, after: 10, width: 60)
        == "[##.........] 25%  250.0 MB of 1.0 GB  25.0 MB/s  30 s left")
    #expect(
      line(position, of: size, after: 10, width: 50)
        == "25%  250.0 MB of 1.0 GB  25.0 MB/s  30 s left")
    #expect(line(position, of: size, after: 10, width: 40) == "25%  250.0 MB of 1.0 GB  25.0 MB/s")
    #expect(line(position, of: size, after: 10, width: 20) == "[###..........] 25%")
    #expect(line(position, of: size, after: 10, width: 16) == "25%")
    #expect(line(position, of: size, after: 10, width: 3) == "")
    for width in 1...130 {
      let text = line(position, of: size, after: 10, width: width) ?? ""
      #expect(text.count < width)
    }
  }

  @Test("Of a pipe, only bytes and the rate are known")
  func pipe() {
    #expect(line(1_500_000, of: nil, after: 2, width: 80) == "1.5 MB read  750.0 kB/s")
    #expect(line(0, of: 0, after: 2, width: 80) == "0 B read  0 B/s")
    #expect(line(0, of: 10, after: 2, width: 80)?.hasSuffix("] 0%  0 B of 10 B  0 B/s") == true)
  }

  @Test(
    "The time left, in the units that matter; what grows while it is read is all read",
    arguments: [
      (59, "59 s left"), (60, "1 min 00 s left"), (3599, "59 min 59 s left"),
      (3600, "1 h 00 min left"), (100_000, "27 h 46 min left"), (0, "0 s left"), (-5, "0 s left"),
    ])
  func time(_ rest: Int, _ expected: String) {
    let text = line(1000, of: 1000 + rest, after: 1000, width: 200) ?? ""
    #expect(text.hasSuffix("/s  \(expected)"))
  }

  @Test("It appears after a second, changes ten times a second, and goes")
  func lifetime() {
    var line = ProgressLine()
    func update(_ milliseconds: Int) -> Bool {
      line.update(position: 1, size: nil, elapsed: .milliseconds(milliseconds), width: 80) != nil
    }
    #expect(
      [999, 1000, 1099, 1100, 1150, 1200].map(update) == [false, true, false, true, false, true])
    #expect(line.clear() == erasure)
    #expect(line.clear() == nil)
    #expect(update(1201))
    var unseen = ProgressLine()
    #expect(unseen.clear() == nil)
  }
}

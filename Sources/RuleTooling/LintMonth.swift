/// A month of a calendar year.
package struct LintMonth: Equatable, Sendable, CustomStringConvertible {
  package let year: Int
  /// 1 to 12.
  package let month: Int

  package init(year: Int, month: Int) {
    self.year = year
    self.month = month
  }

  /// Reads `2026-11`, or the month of a day, `2026-11-21`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let lengths = parts.map(\.utf8.count)
    guard lengths == [4, 2] || lengths == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), (1...12).contains(month),
      parts.count < 3 || (1...31).contains(Int(parts[2]) ?? 0)
    else { return nil }
    self.init(year: year, month: month)
  }

  /// The months from another one to this one.
  func months(since other: LintMonth) -> Int {
    (year - other.year) * 12 + month - other.month
  }

  package var description: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }
}

internal import PatternEngine

/// Finds secrets in bytes; see ``SecretForms`` for what is one.
final class SecretSearch {
  private let sign = Form(SecretForms.sign)
  private lazy var named = SecretForms.named.map(Form.init)
  private let unnamed = SecretForms.unnamed.map(Form.init)
  private let escapes = Form(SecretForms.escapeSequence)
  private let scratch: MatchScratch

  /// A pattern with an address of its own: a `~Copyable` value cannot stand in an array.
  private final class Form {
    let pattern: Pattern

    init(_ expression: String) {
      do {
        pattern = try Pattern(expression)
      } catch {
        fatalError("a form of secrets is no expression: \(error): \(expression)")
      }
    }
  }

  init() {
    guard let scratch = MatchScratch() else { fatalError("no memory for a PCRE2 match") }
    self.scratch = scratch
  }

  /// The secrets, in order and apart from each other.
  func secrets(in bytes: [UInt8]) -> [Range<Int>] {
    var found = overlapping(in: bytes)
    let colours = ranges(of: escapes, in: bytes)
    if !colours.isEmpty {
      // As a terminal would show it; where each byte stood.
      var places: [Int] = []
      var end = 0
      for range in colours + [bytes.count..<bytes.count] {
        places += end..<range.lowerBound
        end = range.upperBound
      }
      let plain = places.map { bytes[$0] }
      found += overlapping(in: plain).map {
        places[$0.lowerBound]..<(places[$0.upperBound - 1] + 1)
      }
    }
    found.sort { $0.lowerBound < $1.lowerBound }
    return found.reduce(into: []) { joined, range in
      guard let last = joined.last, range.lowerBound <= last.upperBound else {
        return joined.append(range)
      }
      joined[joined.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    }
  }

  /// Where any form holds, in no order.
  private func overlapping(in bytes: [UInt8]) -> [Range<Int>] {
    let forms = ranges(of: sign, in: bytes).isEmpty ? unnamed : unnamed + named
    return forms.flatMap { ranges(of: $0, in: bytes) }
  }

  /// Where a pattern holds; the rest of the bytes if it gives up, since it may hold there.
  private func ranges(of form: Form, in bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    do throws(PatternError) {
      while start < bytes.count,
        try form.pattern.firstMatch(in: bytes.span, from: start, using: scratch),
        let range = scratch.range(ofGroup: 0)
      {
        if !range.isEmpty { ranges.append(range) }
        start = max(range.upperBound, start + 1)
      }
    } catch {
      ranges.append(start..<bytes.count)
    }
    return ranges
  }
}

internal import PatternEngine

/// Finds secrets in bytes; see ``SecretForms`` for what is one.
///
/// Most text has none, which costs one pass: an expression is compiled, and tried, where a literal stands
/// that it requires.
final class SecretSearch {
  private let sign = Form(SecretForms.sign)
  private let named = SecretForms.named.map(Form.init)
  private let addresses = SecretForms.addresses.map(Form.init)
  private let escapes = Form(SecretForms.escapeSequence)
  /// Those without a literal, which are always tried.
  private let plain: [Form]
  /// For each literal of ``scanner``, what requires it.
  private let forms: [Form]
  private let scanner: LiteralScanner
  private let scratch: MatchScratch

  /// An expression, compiled when it is first tried.
  private final class Form {
    let expression: String
    private lazy var compiled = Compiled(expression)
    var pattern: Pattern { _read { yield compiled.pattern } }

    init(_ expression: String) { self.expression = expression }
  }

  /// A pattern with an address of its own: a `~Copyable` value cannot stand in an array.
  private final class Compiled {
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
    var plain: [Form] = []
    var forms: [Form] = []
    var literals: [[UInt8]] = []
    for form in [sign] + SecretForms.unnamed.map(Form.init) {
      let required = (RequiredLiterals(of: form.expression)?.alternatives ?? []).map {
        Array($0.utf8)
      }
      if required.isEmpty || required.contains(where: { $0.count < LiteralScanner.minimumLength }) {
        plain.append(form)
      } else {
        literals += required
        forms += required.map { _ in form }
      }
    }
    self.plain = plain
    self.forms = forms
    scanner = LiteralScanner(literals: literals)
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
    candidates(in: bytes).flatMap { ranges(of: $0, in: bytes) }
  }

  /// The forms that may hold.
  private func candidates(in bytes: [UInt8]) -> [Form] {
    var occurrences: [LiteralOccurrence] = []
    scanner.scan(bytes.span, in: bytes.indices, into: &occurrences)
    var candidates = plain
    if bytes.contains(UInt8(ascii: "@")) { candidates += addresses }
    for occurrence in occurrences {
      let form = forms[Int(occurrence.literal)]
      if !candidates.contains(where: { $0 === form }) { candidates.append(form) }
    }
    guard let index = candidates.firstIndex(where: { $0 === sign }) else { return candidates }
    candidates.remove(at: index)
    return ranges(of: sign, in: bytes).isEmpty ? candidates : candidates + named
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

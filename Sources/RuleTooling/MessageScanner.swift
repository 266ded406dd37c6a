internal import Findings

/// Cuts a message into words that stay and values that differ.
struct MessageScanner {
  enum Part {
    case words(String)
    case blank
    case value(MessageValue, String)
    /// What no finding should depend on.
    case passing(PassingValue)
    /// Characters beyond ASCII, and control characters.
    case strange
  }

  private let scalars: [Unicode.Scalar]
  /// How much was cut off.
  private(set) var offset = 0
  /// Parts that were found together with the one before.
  private var pending: [Part] = []

  private let mark = Array(SecretMask.mark.unicodeScalars)

  init(_ message: String) {
    scalars = Array(message.unicodeScalars.prefix(4 * MessagePattern.sizeLimit))
    // Open vSwitch numbers its records: `|00459|lflow|DBG|…`.
    if scalars.first == "|", let bar = scalars.dropFirst().firstIndex(where: { !Self.isDigit($0) }),
      bar > 1, scalars[bar] == "|"
    {
      offset = bar + 1
    }
  }

  /// The next part; nil at the end.
  mutating func next() -> Part? {
    if !pending.isEmpty { return pending.removeFirst() }
    guard offset < scalars.count else { return nil }
    let scalar = scalars[offset]
    if Self.isBlank(scalar) {
      offset = end(where: Self.isBlank)
      return .blank
    }
    if !(0x20...0x7E).contains(scalar.value) {
      offset = end { !(0x20...0x7E).contains($0.value) && !Self.isBlank($0) }
      return .strange
    }
    if offset + mark.count <= scalars.count,
      scalars[offset..<(offset + mark.count)].elementsEqual(mark)
    {
      offset += mark.count
      return .passing(.secret)
    }
    if scalar == "'" || scalar == "\"", let part = quoted(by: scalar) { return part }
    if let part = value() { return part }
    if Self.isWord(scalar) {
      let start = offset
      offset = min(end(where: Self.isWord), start + MessagePattern.sizeLimit)
      return .words(text(start..<offset))
    }
    offset += 1
    return .words(String(scalar))
  }

  /// A quoted name: the quotes stay, what they hold is a value.
  private mutating func quoted(by quote: Unicode.Scalar) -> Part? {
    if offset > 0, Self.isWord(scalars[offset - 1]) { return nil }
    let start = offset + 1
    guard let close = scalars[start...].firstIndex(where: { $0 == quote }), close > start,
      close - start <= 200, close + 1 == scalars.count || !Self.isWord(scalars[close + 1])
    else { return nil }
    let inside = scalars[start..<close]
    guard inside.allSatisfy({ (0x20...0x7E).contains($0.value) && $0 != "'" && $0 != "\"" }) else {
      return nil
    }
    // In a string of JSON, each quote has a backslash before it.
    let isEscaped = offset > 0 && scalars[offset - 1] == "\\" && scalars[close - 1] == "\\"
    let end = isEscaped ? close - 1 : close
    guard end > start else { return nil }
    guard let parts = Self.parts(ofQuoted: text(start..<end)) else { return nil }
    pending = parts + [.words(text(end..<(close + 1)))]
    offset = close + 1
    return .words(String(quote))
  }

  /// What stands between quotes: a time, a value of one kind, or a name; nil for a sentence, of which
  /// the words say what has failed.
  private static func parts(ofQuoted text: String) -> [Part]? {
    let words = text.split(separator: " ")
    if words.count >= 3, words.allSatisfy({ $0.allSatisfy(\.isLetter) }) { return nil }
    var scanner = MessageScanner(text)
    var parts: [Part] = []
    while let part = scanner.next() { parts.append(part) }
    if case .value(let kind, _)? = parts.first, parts.count == 1 { return [.value(kind, text)] }
    let isTime = parts.allSatisfy { part in
      switch part {
      case .passing(.time), .passing(.day), .passing(.dayInWords), .blank: true
      default: false
      }
    }
    return isTime ? parts : [.value(.name, text)]
  }

  /// A value that begins here, unless a word goes on here.
  private mutating func value() -> Part? {
    if offset > 0, Self.isWord(scalars[offset - 1]) { return nil }
    let start = offset
    let word = end { Self.isWord($0) || $0 == "-" || $0 == "." || $0 == ":" }
    var run = text(start..<word)
    while let last = run.last, ".:-".contains(last) { run.removeLast() }
    if scalars[offset] == "/" { return path() }
    if let scheme = url() { return scheme }
    guard !run.isEmpty else { return nil }
    if run.hasPrefix("req-"), run.utf8.count > 12 { return take(run, .passing(.request)) }
    if run.hasPrefix("0x"), run.utf8.count > 4 { return take(run, .passing(.pointer)) }
    if let kind = MessageValue(whole: run) { return take(run, .value(kind, run)) }
    if let moment = time() ?? day() ?? amount() { return moment }
    let name = String(run.prefix { $0 != ":" })
    let digits = name.prefix { $0.isNumber }
    if !digits.isEmpty {
      if isCode(digits) { return take(String(digits), .words(String(digits))) }
      let after = name.dropFirst(digits.count)
      if after.first == ".", after.dropFirst().first?.isNumber == true {
        let version = String(name.prefix { $0.isLetter || $0.isNumber || $0 == "." })
        return take(version, .value(.version, version))
      }
      if after.isEmpty || !name.contains(where: \.isLetter) || after.count <= 2 {
        return take(String(digits), .value(.number, String(digits)))
      }
    }
    if name.utf8.count >= 6, name.contains(where: \.isLetter),
      name.count(where: \.isNumber) >= 2
    {
      return take(name, .value(.word, name))
    }
    return nil
  }

  private mutating func path() -> Part? {
    let ends = #"'"`,:;()<>[]{}="#.unicodeScalars
    var stop = end { !Self.isBlank($0) && $0.value < 0x7F && !ends.contains($0) }
    while stop > offset, scalars[stop - 1] == "." { stop -= 1 }
    guard stop > offset + 1 else { return nil }
    let path = text(offset..<stop)
    if path.hasSuffix(".py"), stop < scalars.count, scalars[stop] == ":" {
      let end = scalars[(stop + 1)...].firstIndex { !Self.isDigit($0) } ?? scalars.count
      if end > stop + 1 { return take(text(offset..<end), .passing(.codePlace)) }
    }
    return take(path, .value(.path, path))
  }

  /// A date, a time of day, or both.
  private mutating func time() -> Part? {
    let marks = ":.,/TZ+-".unicodeScalars
    var stop = end { Self.isDigit($0) || marks.contains($0) }
    while stop > offset, ":.,/+-".unicodeScalars.contains(scalars[stop - 1]) { stop -= 1 }
    guard stop == scalars.count || !Self.isWord(scalars[stop]) else { return nil }
    let time = text(offset..<stop)
    let shape = String(time.map { $0.isNumber ? "0" : $0 })
    for start in ["0000-00-00", "0000/00/00", "00:00:00"] where shape.hasPrefix(start) {
      guard let next = shape.dropFirst(start.count).first else {
        return take(time, .passing(.time))
      }
      if next != "0", next != ":", next != "-", next != "/" || start == "00:00:00" {
        return take(time, .passing(.time))
      }
    }
    return nil
  }

  /// A day with the month's name: `21/Nov/2026:10:00:00` as web servers write it, perhaps without the
  /// time, `Sat Nov 21 10:00:00 2026` of ctime(3), or `Sat, 21 Nov 2026 10:00:00` of RFC 5322.
  private mutating func day() -> Part? {
    let rest = text(offset..<min(offset + 30, scalars.count))
    let words = /[A-Z][a-z]{2},?(?: +(?:\d\d:\d\d:\d\d|[A-Z][a-z]{2}|\d{4}|\d{1,2})\b){4}/
    if let day = rest.prefixMatch(of: words)?.output, day.contains(":") {
      return take(String(day), .passing(.dayInWords))
    }
    let stop = end { Self.isWord($0) || $0 == "/" || $0 == ":" }
    let day = text(offset..<stop)
    guard day.wholeMatch(of: /\d\d\/[A-Z][a-z][a-z]\/\d{4}(?::\d\d){0,3}/) != nil else {
      return nil
    }
    return take(day, .passing(.day))
  }

  /// Whether a number that stands here says which failure it is.
  ///
  /// It is the first of a tuple and a text the second, as Python shows an error of a database:
  /// `(1045, 'Access denied')`.
  private func isCode(_ digits: Substring) -> Bool {
    let end = offset + digits.count
    guard offset > 0, scalars[offset - 1] == "(", end + 2 < scalars.count else { return false }
    return scalars[end] == "," && scalars[end + 1] == " "
      && "'\"".unicodeScalars.contains(scalars[end + 2])
  }

  /// A number with a unit of time or size, or of attempts.
  private mutating func amount() -> Part? {
    let stop = end { Self.isDigit($0) || $0 == "." }
    guard stop > offset, Self.isDigit(scalars[stop - 1]) else { return nil }
    var start = stop
    if start < scalars.count, scalars[start] == " " { start += 1 }
    let end = scalars[start...].firstIndex { !Self.isWord($0) && $0 != "%" } ?? scalars.count
    guard MessageValue.units.contains(text(start..<end)) else { return nil }
    return take(text(offset..<stop), .passing(.amount))
  }

  private mutating func url() -> Part? {
    let scheme = end { Self.isWord($0) }
    guard scheme > offset, scheme + 3 < scalars.count, text(scheme..<(scheme + 3)) == "://" else {
      return nil
    }
    let ends = #"'"<>),;"#.unicodeScalars
    let stop = end { !Self.isBlank($0) && $0.value < 0x7F && !ends.contains($0) }
    guard stop > scheme + 3 else { return nil }
    let url = text(offset..<stop)
    return take(url, .value(.url, url))
  }

  private mutating func take(_ text: String, _ part: Part) -> Part {
    offset += text.unicodeScalars.count
    return part
  }

  // MARK: characters

  private func end(where isPart: (Unicode.Scalar) -> Bool) -> Int {
    scalars[offset...].firstIndex { !isPart($0) } ?? scalars.count
  }

  private func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (0x09...0x0D).contains(scalar.value)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }
}

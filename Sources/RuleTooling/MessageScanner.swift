/// Cuts a message into words that stay and values that differ.
struct MessageScanner {
  /// What a value is.
  enum Kind {
    case id, url, address, hardware, path, version, number
    /// A name in quotes.
    case name
    /// A name of letters and digits, such as a device's.
    case word

    /// What a capture of it is called.
    var captureName: String {
      switch self {
      case .id: "id"
      case .url: "url"
      case .address, .hardware: "address"
      case .path: "path"
      case .version: "version"
      case .number: "number"
      case .name, .word: "name"
      }
    }

    /// What it looks like.
    var expression: String {
      switch self {
      case .id: "[0-9a-fA-F-]{32,36}"
      case .url: #"\w+://[^\s'"<>),;]+"#
      case .address: "[0-9a-fA-F.:]+[0-9a-fA-F]"
      case .hardware: "[0-9a-fA-F:]{17}"
      case .path: #"/[^\s'"`,:;()<>\[\]{}=]+"#
      case .version: #"\d[\w.]*"#
      case .number: #"\d+"#
      case .name: #"[^'"]+"#
      case .word: #"[\w.-]+"#
      }
    }
  }

  enum Part {
    case words(String)
    case blank
    case value(Kind, String)
    /// A request's id, which no finding should depend on.
    case request
    /// An address in memory, likewise.
    case pointer
    /// Characters beyond ASCII, and control characters.
    case strange
  }

  private let scalars: [Unicode.Scalar]
  /// How much was cut off.
  private(set) var offset = 0
  /// Parts that were found together with the one before.
  private var pending: [Part] = []

  init(_ message: String) {
    scalars = Array(message.unicodeScalars.prefix(4 * MessagePattern.sizeLimit))
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
    if scalar == "'" || scalar == "\"", let part = quoted(by: scalar) { return part }
    if let part = value() { return part }
    if Self.isWord(scalar) {
      let start = offset
      offset = end(where: Self.isWord)
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
    var whole = MessageScanner(text(start..<close))
    var kind = Kind.name
    if case .value(let found, _)? = whole.next(), whole.next() == nil { kind = found }
    pending = [.value(kind, text(start..<close)), .words(String(quote))]
    offset = close + 1
    return .words(String(quote))
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
    if run.hasPrefix("req-"), run.utf8.count > 12 { return take(run, .request) }
    if run.hasPrefix("0x"), run.utf8.count > 4 { return take(run, .pointer) }
    if Self.isID(run) { return take(run, .value(.id, run)) }
    if let kind = Self.addressKind(run) { return take(run, .value(kind, run)) }
    let name = String(run.prefix { $0 != ":" })
    let digits = name.prefix { $0.isNumber }
    if !digits.isEmpty {
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
    return take(path, .value(.path, path))
  }

  private mutating func url() -> Part? {
    let scheme = end { Self.isWord($0) }
    guard scheme > offset, scheme + 3 < scalars.count, text(scheme..<(scheme + 3)) == "://" else {
      return nil
    }
    let ends = #"'"<>),;"#.unicodeScalars
    let stop = end { !Self.isBlank($0) && $0.value < 0x7F && !ends.contains($0) }
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

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "_": true
    default: false
    }
  }

  /// A UUID, or the same without hyphens.
  private static func isID(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let lengths = parts.map(\.count)
    return (lengths == [8, 4, 4, 4, 12] || lengths == [32])
      && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }

  /// Whether a text is an address of IP, or of a network card.
  private static func addressKind(_ text: String) -> Kind? {
    let colons = text.split(separator: ":", omittingEmptySubsequences: false)
    if colons.count == 6, colons.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isHexDigit) }) {
      return .hardware
    }
    if colons.count > 2, text.contains("::") || colons.count == 8,
      text.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." })
    {
      return .address
    }
    let dots = (colons.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
    guard colons.count <= 2, dots.count == 4,
      dots.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(\.isNumber) }),
      colons.dropFirst().allSatisfy({ $0.allSatisfy(\.isNumber) })
    else { return nil }
    return .address
  }
}

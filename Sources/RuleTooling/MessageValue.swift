/// What a value in a message is.
enum MessageValue {
  case id, url, address, hardware, path, version, number
  /// A name in quotes.
  case name
  /// A name of letters and digits, such as a device's.
  case word

  /// What a capture of it is called where no noun stands before it.
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

  /// The kind of a text that is an id or an address as a whole; nil if it is neither.
  init?(whole text: String) {
    if Self.isID(text) {
      self = .id
    } else if let address = Self.addressKind(text) {
      self = address
    } else {
      return nil
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
  private static func addressKind(_ text: String) -> MessageValue? {
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

  // MARK: the words around

  /// What a value may be called if it stands before it.
  static let nouns: Set<String> = [
    "attribute", "backend", "bridge", "cell", "code", "column", "command", "database", "device",
    "directory", "disk", "domain", "driver", "endpoint", "exchange", "feature", "file", "flavor",
    "group", "host", "image", "instance", "interface", "key", "method", "module", "namespace",
    "network", "node", "option", "package", "plugin", "pool", "port", "profile", "project",
    "queue", "resource", "role", "router", "section", "server", "service", "share", "snapshot",
    "status", "store", "subnet", "table", "tenant", "topic", "user", "volume", "zone",
  ]

  /// What may stand between a noun and its value.
  static let betweenNounAndValue: Set<String> = ["called", "id", "name", "named", "uuid"]

  /// What a number after it belongs to: it says which failure it is.
  static let beforeFixedNumbers: Set<String> = ["errno", "error", "http"]

  /// What a number after it is of no account: another one with each start.
  static let beforePassingNumbers: Set<String> = ["pid", "process", "thread"]

  /// What makes a number before it one that differs each time.
  static let units: Set<String> = [
    "s", "sec", "secs", "second", "seconds", "ms", "milliseconds", "minute", "minutes", "min",
    "hours", "B", "bytes", "kB", "KB", "KiB", "MB", "MiB", "GB", "GiB", "%", "attempt", "attempts",
    "retries", "times", "tries",
  ]
}

/// A value that differs from one record of a failure to the next: no capture, because each would make
/// a finding of its own.
enum PassingValue {
  case request, time, amount
  /// A day with the month's name, as one word or as five.
  case day, dayInWords
  /// An address in memory.
  case pointer
  /// What was masked.
  case secret
  /// Where in its code a program wrote the message.
  case codePlace

  /// What it looks like.
  var expression: String {
    switch self {
    case .request: "req-[0-9a-f-]+"
    case .time: "[0-9:.,/TZ+-]+"
    case .amount: #"[\d.]+"#
    case .day: #"\d+/\w+/[\d:]+"#
    case .dayInWords: #"\w{3},?(?:\s+[\w:]+){4}"#
    case .pointer: "0x[0-9a-fA-F]+"
    case .secret: #"\S+"#
    case .codePlace: #"/[^\s'"`,:;()<>\[\]{}=]+:\d+"#
    }
  }
}

internal import LogReading

/// The calls in the traces of Java and its kin.
extension JavaGrammar {
  /// `at loader/module@version/package.Class.method(File.java:7)`.
  static func isFrame(_ body: Span<UInt8>) -> Bool {
    let start = body.skippingBlanks(from: 0)
    guard start > 0, body.matches("at ", at: start) else { return false }
    var index = start + 3
    var dots = 0
    // Maven has a blank before the place, and the names of Kotlin's and Groovy's tests have some.
    var hasBlanks = false
    while index < body.count, body[index] != UInt8(ascii: "(") {
      let byte = body[index]
      guard
        byte.isWord || byte >= 0x80 || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "$")
          || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
          || (byte == UInt8(ascii: " ") && dots > 0)
      else { return false }
      if byte == UInt8(ascii: " ") { hasBlanks = true }
      if byte == UInt8(ascii: ".") { dots += 1 }
      index += 1
    }
    guard dots > 0, let close = body.firstOffset(of: UInt8(ascii: ")"), from: index) else {
      return false
    }
    let place = body.extracting((index + 1)..<close)
    if hasBlanks { return isPlainPlace(place) }
    if place.matches("Native Method", at: 0) || place.matches("Unknown Source", at: 0)
      || place.matches("<generated>", at: 0)
    {
      return true
    }
    // A path or parameters would be another language's.
    var end = 0
    while end < place.count,
      place[end].isWord || place[end] == UInt8(ascii: "-")
        || place[end] == UInt8(ascii: "$") || place[end] >= 0x80
    {
      end += 1
    }
    if place.matches("Unknown Source", at: 0) { end = 14 }
    // `SourceFile:7`, as programs that shorten names have it.
    if end > 1, place.matches(":", at: end), end + 1 < place.count {
      return place.skippingDigits(from: end + 1) == place.count
    }
    guard end > 0, place.matches(".", at: end), end + 1 < place.count, place[end + 1].isLetter
    else {
      return false
    }
    end += 1
    while end < place.count, place[end].isLetter { end += 1 }
    if end == place.count { return true }
    guard place[end] == UInt8(ascii: ":"), end + 1 < place.count else { return false }
    return place.skippingDigits(from: end + 1) == place.count
  }

  /// `File.java:7`, or the words for the virtual machine's own code.
  private static func isPlainPlace(_ place: Span<UInt8>) -> Bool {
    if place.matches("Native Method", at: 0) { return true }
    for suffix: StaticString in [".java:", ".kt:", ".groovy:", ".scala:"] {
      if let dot = place.firstOffset(of: suffix) {
        let digits = dot + suffix.utf8CodeUnitCount
        return digits < place.count && place.skippingDigits(from: digits) == place.count
      }
    }
    return false
  }

  static func frame(in text: Span<UInt8>) -> FrameParts? {
    let start = text.skippingBlanks(from: 0) + 3
    guard let open = text.firstOffset(of: UInt8(ascii: "("), from: start),
      let close = text.firstOffset(of: UInt8(ascii: ")"), from: open)
    else { return nil }
    var function = start
    // Without the module's name.
    for index in start..<open where text[index] == UInt8(ascii: "/") { function = index + 1 }
    guard let colon = text.firstOffset(of: UInt8(ascii: ":"), from: open), colon < close else {
      return FrameParts(file: (open + 1)..<close, function: function..<open)
    }
    return FrameParts(
      file: (open + 1)..<colon, line: text.number(at: colon + 1), function: function..<open)
  }
}

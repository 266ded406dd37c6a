#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Values as JSON, keys in alphabetical order; what could control a terminal is escaped.
package enum JSONText {
  /// Encodes a value of texts, numbers, lists and objects, which an encoder cannot refuse.
  package static func of(_ value: some Encodable, isPretty: Bool) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if isPretty { encoder.outputFormatting.insert(.prettyPrinted) }
    guard let data = try? encoder.encode(value) else { return "null" }
    return safe(String(decoding: data, as: UTF8.self))
  }

  /// Such characters stand in texts only, and JSON itself escapes those below U+0020.
  private static func safe(_ json: String) -> String {
    guard json.unicodeScalars.contains(where: { $0 != "\n" && SafeText.isUnsafe($0) }) else {
      return json
    }
    return json.unicodeScalars.reduce(into: "") { result, scalar in
      guard scalar != "\n", SafeText.isUnsafe(scalar) else {
        result.unicodeScalars.append(scalar)
        return
      }
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }
}

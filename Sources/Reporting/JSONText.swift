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

  /// Decodes a value.
  ///
  /// - Throws: ``Mistake``, with the path of the key where that helps.
  static func value<Value: Decodable>(
    _ type: Value.Type, in text: String
  ) throws(Mistake) -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw Mistake(error as? DecodingError)
    }
  }

  /// Why a text could not be decoded, in lower case without a full stop.
  package struct Mistake: Error, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    fileprivate init(_ error: DecodingError?) {
      switch error {
      case .keyNotFound(let key, let context):
        self.init("'\(Self.path(context.codingPath + [key]))' is missing")
      case .typeMismatch(_, let context), .valueNotFound(_, let context):
        let path = Self.path(context.codingPath)
        self.init("\(path.isEmpty ? "the whole" : "'\(path)'") is of another type than expected")
      case .dataCorrupted, nil: self.init("is no JSON")
      @unknown default: self.init("is no JSON")
      }
    }

    private static func path(_ keys: [any CodingKey]) -> String {
      keys.reduce(into: "") { path, key in
        if let index = key.intValue {
          path += "[\(index)]"
        } else {
          path += (path.isEmpty ? "" : ".") + key.stringValue
        }
      }
    }
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

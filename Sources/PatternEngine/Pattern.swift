internal import CPCRE2

/// A compiled PCRE2 expression that searches bytes.
///
/// Patterns see bytes, not characters, unless the expression holds a non-ASCII character or a
/// Unicode property (`\p`, `\P`, `\X`); those are compiled for UTF-8 and pass over invalid bytes
/// (PCRE2_MATCH_INVALID_UTF). `^` and `$` hold at every line's ends, the dot crosses no line break,
/// and one capture name may stand in several alternatives.
package struct Pattern: ~Copyable {
  let code: OpaquePointer

  /// The named groups in order of first appearance, each with every group number of that name.
  package let captures: [Capture]

  /// A name and the groups that it stands for; the first that took part in a match is the value.
  package struct Capture: Sendable, Equatable {
    package let name: String
    package let groups: [Int]
  }

  /// What a pattern is for.
  package enum Use: Sendable {
    /// It searches, with machine code where the processor allows it, which takes 7 to 15 µs to make.
    case search
    /// A ``StepMeter`` counts what it costs, for which it has no machine code.
    case metering
    /// It is looked at: whether it is an expression, and what it captures.
    case inspection
  }

  /// Compiles an expression.
  ///
  /// - Parameters:
  ///   - expression: what is compiled.
  ///   - use: what for.
  /// - Throws: ``PatternError/invalid(message:offset:)``.
  package init(_ expression: String, for use: Use = .search) throws(PatternError) {
    var options = UInt32(PCRE2_MULTILINE | PCRE2_DUPNAMES | PCRE2_NEVER_BACKSLASH_C)
    if use == .metering { options |= UInt32(PCRE2_AUTO_CALLOUT) }
    // Logs hold invalid bytes, so that an expression must not turn UTF on by itself, (*UTF).
    options |=
      Self.needsUnicode(expression)
      ? UInt32(PCRE2_UTF) | UInt32(PCRE2_MATCH_INVALID_UTF) : UInt32(PCRE2_NEVER_UTF)

    let context = pcre2_compile_context_create_8(nil)
    defer { pcre2_compile_context_free_8(context) }
    pcre2_set_newline_8(context, UInt32(PCRE2_NEWLINE_LF))

    var errorCode: Int32 = 0
    var errorOffset = 0
    var expression = expression
    let compiled = expression.withUTF8 { utf8 in
      pcre2_compile_8(utf8.baseAddress, utf8.count, options, &errorCode, &errorOffset, context)
    }
    guard let compiled else {
      throw .invalid(message: Self.message(for: errorCode), offset: errorOffset)
    }
    // Where no machine code can be made, pcre2_match falls back to its interpreter by itself.
    if use == .search { _ = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) }
    code = compiled
    captures = Self.captures(of: compiled)
  }

  deinit { pcre2_code_free_8(code) }

  private static func needsUnicode(_ expression: String) -> Bool {
    var afterBackslash = false
    for byte in expression.utf8 {
      if byte >= 0x80 { return true }
      if afterBackslash {
        if byte == UInt8(ascii: "p") || byte == UInt8(ascii: "P") || byte == UInt8(ascii: "X") {
          return true
        }
        afterBackslash = false
      } else {
        afterBackslash = byte == UInt8(ascii: "\\")
      }
    }
    return false
  }

  private static func message(for errorCode: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(errorCode, &buffer, buffer.count)
    guard length > 0 else { return "error \(errorCode)" }
    return String(decoding: buffer.prefix(Int(length)), as: UTF8.self)
  }

  /// Reads PCRE2's name table: entries of a fixed size, two bytes of group number (big-endian), then
  /// the name and a NUL; pcre2api(3), "Information about a compiled pattern".
  private static func captures(of code: OpaquePointer) -> [Capture] {
    var count: UInt32 = 0
    var entrySize: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table else { return [] }

    var groups: [String: [Int]] = [:]
    for index in 0..<Int(count) {
      let entry = table + index * Int(entrySize)
      let name = String(cString: entry + 2)
      groups[name, default: []].append(Int(entry[0]) << 8 | Int(entry[1]))
    }
    return groups.map { Capture(name: $0.key, groups: $0.value.sorted()) }
      .sorted { ($0.groups.first ?? 0) < ($1.groups.first ?? 0) }
  }
}

// A pcre2_code is not changed by matching; pcre2api(3), "Multithreading".
extension Pattern: @unchecked Sendable {}

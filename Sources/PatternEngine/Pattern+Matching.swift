internal import CPCRE2

extension Pattern {
  /// Searches `bytes` from an offset on; the groups' ranges are then in `scratch`.
  ///
  /// The caller keeps the text short: the limits of ``MatchScratch`` bound backtracking from one
  /// start, and a quadratic pattern takes tens of milliseconds on 8 KiB.
  ///
  /// - Throws: ``PatternError/limitReached(_:)`` or ``PatternError/engine(code:)``.
  package borrowing func firstMatch(
    in bytes: Span<UInt8>, from start: Int = 0, using scratch: borrowing MatchScratch
  ) throws(PatternError) -> Bool {
    let result = bytes.withUnsafeBufferPointer { buffer in
      // An empty buffer may have no address; PCRE2 wants one.
      withUnsafePointer(to: 0 as UInt8) { empty in
        pcre2_match_8(
          code, buffer.baseAddress ?? empty, buffer.count, start, 0, scratch.data, scratch.context)
      }
    }
    switch result {
    // Zero: it matched, and more groups than the scratch has room for were set.
    case 0...: return true
    case PCRE2_ERROR_NOMATCH: return false
    case PCRE2_ERROR_MATCHLIMIT: throw .limitReached(.backtracking)
    case PCRE2_ERROR_JIT_STACKLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT:
      throw .limitReached(.memory)
    default: throw .engine(code: result)
    }
  }
}

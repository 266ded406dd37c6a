internal import CPCRE2

extension Pattern {
  /// What a match attempt at one offset came to, within a number of steps.
  package enum Attempt: Sendable {
    case match, noMatch
    /// It needed more steps, or more memory than ``MatchScratch`` has.
    case gaveUp
  }

  /// Tries the pattern at one offset only, with a limit of its own.
  ///
  /// PCRE2's interpreter runs, whose steps are the same on every machine.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - start: where the match must begin.
  ///   - steps: the most backtracking steps.
  ///   - scratch: its limit is ``MatchScratch/backtrackingLimit`` again afterwards.
  /// - Returns: what it came to; `noMatch` where the engine failed for another reason.
  package borrowing func attempt(
    on bytes: Span<UInt8>, at start: Int = 0, steps: Int, using scratch: borrowing MatchScratch
  ) -> Attempt {
    pcre2_set_match_limit_8(scratch.context, UInt32(clamping: steps))
    defer { pcre2_set_match_limit_8(scratch.context, MatchScratch.backtrackingLimit) }
    let options = PCRE2_ANCHORED | UInt32(PCRE2_NO_JIT)
    let result = bytes.withUnsafeBufferPointer { buffer in
      // An empty buffer may have no address; PCRE2 wants one.
      withUnsafePointer(to: 0 as UInt8) { empty in
        pcre2_match_8(
          code, buffer.baseAddress ?? empty, buffer.count, start, options, scratch.data,
          scratch.context)
      }
    }
    switch result {
    case 0...: return .match
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_DEPTHLIMIT: return .gaveUp
    default: return .noMatch
    }
  }
}

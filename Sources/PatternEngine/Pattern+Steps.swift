internal import CPCRE2

extension Pattern {
  /// What a match attempt came to, within a number of steps.
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
  ///   - meter: counts the steps if the pattern is a counted one, and may end the attempt.
  ///   - scratch: its limit is ``MatchScratch/backtrackingLimit`` again afterwards.
  /// - Returns: what it came to; `noMatch` where the engine failed for another reason.
  package borrowing func attempt(
    on bytes: Span<UInt8>, at start: Int = 0, steps: Int, meter: inout StepMeter,
    using scratch: borrowing MatchScratch
  ) -> Attempt {
    pcre2_set_match_limit_8(scratch.context, UInt32(clamping: steps))
    defer { pcre2_set_match_limit_8(scratch.context, MatchScratch.backtrackingLimit) }
    return interpret(
      bytes, from: start, options: UInt32(PCRE2_ANCHORED), meter: &meter, using: scratch)
  }

  /// Tries the pattern at every offset up to the first match, as a scan does, in PCRE2's interpreter.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - meter: counts the steps over all offsets if the pattern is a counted one, and may end the
  ///     search.
  ///   - scratch: the memory; from one offset no more than ``MatchScratch/backtrackingLimit``.
  /// - Returns: what it came to; `noMatch` where the engine failed for another reason.
  package borrowing func search(
    _ bytes: Span<UInt8>, meter: inout StepMeter, using scratch: borrowing MatchScratch
  ) -> Attempt {
    interpret(bytes, from: 0, options: 0, meter: &meter, using: scratch)
  }

  private borrowing func interpret(
    _ bytes: Span<UInt8>, from start: Int, options: UInt32, meter: inout StepMeter,
    using scratch: borrowing MatchScratch
  ) -> Attempt {
    meter.begin(at: start)
    let result = withUnsafeMutablePointer(to: &meter) { meter in
      pcre2_set_callout_8(
        scratch.context,
        { block, data in
          guard let block, let meter = data?.assumingMemoryBound(to: StepMeter.self) else {
            return 0
          }
          meter.pointee.pass(block.pointee.current_position)
          return meter.pointee.spent > meter.pointee.limit ? PCRE2_ERROR_CALLOUT : 0
        }, meter)
      defer { pcre2_set_callout_8(scratch.context, nil, nil) }
      return bytes.withUnsafeBufferPointer { buffer in
        // An empty buffer may have no address; PCRE2 wants one.
        withUnsafePointer(to: 0 as UInt8) { empty in
          pcre2_match_8(
            code, buffer.baseAddress ?? empty, buffer.count, start, options | UInt32(PCRE2_NO_JIT),
            scratch.data, scratch.context)
        }
      }
    }
    switch result {
    case 0...: return .match
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_DEPTHLIMIT,
      PCRE2_ERROR_CALLOUT:
      return .gaveUp
    default: return .noMatch
    }
  }
}

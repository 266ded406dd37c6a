import Foundation
import Testing

/// A rule with a signature, the log that it is tried on, and what `--why` says.
struct WhyCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var signature: String
  var log: String
  var expected: String
  /// The line that is asked for.
  var line: Int?
}

@Suite("Why a rule matches or does not")
struct WhyTests {
  @Test("Every part says whether it holds, and why not", arguments: cases)
  func why(_ example: WhyCase) throws {
    let scratch = try Scratch()
    _ = try scratch.file("a.log", example.log)
    _ = try scratch.file(
      "ops.yaml", SampleRule.text("ops-why", signature: example.signature, match: "x"))
    let place = example.line.map { "a.log:\($0)" } ?? "a.log"
    let program = try Program.run(
      "--rules", "ops.yaml", "--why", "ops-why", place, in: scratch.url)
    #expect(program.errors == "")
    #expect(program.status == 0)
    #expect(program.output == example.expected)
  }

  /// A claim that ends too late, one of another level, and one that does not end.
  private static let claims = (
    signature: #"""
    { absence: { start: { line: 'Attempting\s+claim\s+of\s+(?<name>\w+)', scope: { level: INFO } },
      end: { line: 'Claim\s+has\s+ended' }, within: 5s } }
    """#,
    log: #"""
    2026-11-21 10:00:01.000 7 INFO nova [-] Attempting claim of a
    2026-11-21 10:00:09.000 7 INFO nova [-] Claim has ended
    2026-11-21 10:00:09.000 7 ERROR nova [-] Attempting claim of b
    2026-11-21 10:00:20.000 7 INFO nova [-] Attempting claim of c
    2026-11-21 10:00:25.000 7 INFO nova [-] so so

    """#
  )

  /// A threshold, with records of two hosts, one that nearly matches and one without a time.
  private static let refusals = (
    signature: #"""
    { line: 'Connection\s+refused\s+by\s+(?<host>\w+)',
      times: { at-least: 3, within: 10s } }
    """#,
    log: #"""
    2026-11-21 10:00:01.000 7 INFO nova [-] Connection refused by db
    2026-11-21 10:00:02.000 7 INFO nova [-] Connection refused by mq
    2026-11-21 10:00:03.000 7 INFO nova [-] Connection refused by db
    2026-11-21 10:00:04.000 7 INFO nova [-] Connection refused by db
    2026-11-21 10:00:30.000 7 INFO nova [-] Connection refused: who

    Connection refused by db

    """#
  )

  static let cases = [
    WhyCase(
      testDescription: "the steps of a sequence",
      signature: #"""
        { sequence: { steps: [{ line: 'Attempting\s+claim\s+of\s+(?<name>\w+)' },
          { line: 'Claim\s+has\s+failed' }], by: pid, within: 5s } }
        """#,
      log: #"""
        2026-11-21 10:00:01.000 7 INFO nova [-] Attempting claim of a
        2026-11-21 10:00:02.000 8 INFO nova [-] Attempting claim of b
        2026-11-21 10:00:03.000 7 INFO nova [-] Claim has failed
        2026-11-21 10:00:09.000 8 INFO nova [-] Claim has failed

        Claim has failed

        """#,
      expected: #"""
        ops-why  (ops.yaml)
          'Attempting': seen at a.log:1, a.log:2
          'Claim has': seen at a.log:3, a.log:4, a.log:6
          'has failed': seen at a.log:3, a.log:4, a.log:6

        a.log:1: the record does not match
          no   sequence by pid within 5 s  (step 1 of 2 holds, step 2 is waited for)
            yes  step 1
              yes  line 'Attempting\s+claim\s+of\s+(?<name>\w+)'  (line 1)
                     {name} = a
            no   step 2
              no   line 'Claim\s+has\s+failed'

        a.log:2: the record does not match
          no   sequence by pid within 5 s  (step 1 of 2 holds, step 2 is waited for)
            yes  step 1
              yes  line 'Attempting\s+claim\s+of\s+(?<name>\w+)'  (line 2)
                     {name} = b
            no   step 2
              no   line 'Claim\s+has\s+failed'

        a.log:3: the record matches
          yes  sequence by pid within 5 s
            no   step 1
              no   line 'Attempting\s+claim\s+of\s+(?<name>\w+)'
            yes  step 2
              yes  line 'Claim\s+has\s+failed'  (line 3)

        a.log:4: the record does not match
          no   sequence by pid within 5 s  (not within 5 s of step 1 on line 2)
            no   step 1
              no   line 'Attempting\s+claim\s+of\s+(?<name>\w+)'
            yes  step 2
              yes  line 'Claim\s+has\s+failed'  (line 4)

        a.log:6: the record does not match
          no   sequence by pid within 5 s  (its prefix names no pid)
            no   step 1
              no   line 'Attempting\s+claim\s+of\s+(?<name>\w+)'
            yes  step 2
              yes  line 'Claim\s+has\s+failed'  (line 6)

        Tried 5 times, matched 1.

        """#),
    WhyCase(
      testDescription: "the start and the end of an absence",
      signature: claims.signature, log: claims.log,
      expected: #"""
        ops-why  (ops.yaml)
          'Attempting': seen at a.log:1, a.log:3, a.log:4
          'Claim has': seen at a.log:2
          'has ended': seen at a.log:2

        a.log:1: the record does not match
          no   absence by source within 5 s  (the start holds, the end is waited for)
            yes  start
              yes  scope level INFO
                yes  line 'Attempting\s+claim\s+of\s+(?<name>\w+)'  (line 1)
                       {name} = a
            no   end
              no   line 'Claim\s+has\s+ended'

        a.log:1: the start matches
          yes  absence by source within 5 s

        a.log:2: the record does not match
          no   absence by source within 5 s  (nothing has started)
            no   start
              no   scope level INFO
                no   line 'Attempting\s+claim\s+of\s+(?<name>\w+)'
            yes  end
              yes  line 'Claim\s+has\s+ended'  (line 2)

        a.log:3: the record does not match
          no   absence by source within 5 s
            no   start
              no   scope level INFO  (the level is ERROR)
                yes  line 'Attempting\s+claim\s+of\s+(?<name>\w+)'  (line 3)
                       {name} = b
            no   end
              no   line 'Claim\s+has\s+ended'

        a.log:4: the record does not match
          no   absence by source within 5 s  (the start holds, the end is waited for)
            yes  start
              yes  scope level INFO
                yes  line 'Attempting\s+claim\s+of\s+(?<name>\w+)'  (line 4)
                       {name} = c
            no   end
              no   line 'Claim\s+has\s+ended'

        a.log:4: the start does not match
          no   absence by source within 5 s  (the source ends before that)

        Tried 4 times, matched 1.

        """#),
    WhyCase(
      testDescription: "how often it has held",
      signature: refusals.signature, log: refusals.log,
      expected: #"""
        ops-why  (ops.yaml)
          'Connection': seen at a.log:1, a.log:2, a.log:3, a.log:4, a.log:5 and 1 more

        a.log:1: the record does not match
          no   at least 3 times within 10 s  (1 of 3 with these captures within 10 s)
            yes  line 'Connection\s+refused\s+by\s+(?<host>\w+)'  (line 1)
                   {host} = db

        a.log:2: the record does not match
          no   at least 3 times within 10 s  (1 of 3 with these captures within 10 s)
            yes  line 'Connection\s+refused\s+by\s+(?<host>\w+)'  (line 2)
                   {host} = mq

        a.log:3: the record does not match
          no   at least 3 times within 10 s  (2 of 3 with these captures within 10 s)
            yes  line 'Connection\s+refused\s+by\s+(?<host>\w+)'  (line 3)
                   {host} = db

        a.log:4: the record matches
          yes  at least 3 times within 10 s
            yes  line 'Connection\s+refused\s+by\s+(?<host>\w+)'  (line 4)
                   {host} = db

        a.log:5: the record does not match
          no   at least 3 times within 10 s
            no   line 'Connection\s+refused\s+by\s+(?<host>\w+)'  (holds up to 'Connection\s+refused', where the text goes on with ': who')

        a.log:7: the record does not match
          no   at least 3 times within 10 s  (its prefix has no time)
            yes  line 'Connection\s+refused\s+by\s+(?<host>\w+)'  (line 7)
                   {host} = db

        Tried 6 times, matched 1.

        """#),
    WhyCase(
      testDescription: "what a traceback has of what is named",
      signature: #"""
        { traceback: { raises: [KeyError, nova.Gone], position: root,
          message: 'of (?<name>\w+) x',
          frames: [{ function: f, file: nova/a.py }, { function: g }] } }
        """#,
      log: #"""
        Traceback (most recent call last):
          File "/usr/lib/nova/a.py", line 1, in f
        KeyError: of me, x

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "/usr/lib/nova/b.py", line 1, in h
        nova.Gone: of you x

        """#,
      expected: #"""
        ops-why  (ops.yaml)
          a traceback of KeyError, nova.Gone: 1 of 1 tried

        a.log:1: the traceback does not match
          no   traceback
            yes  raises KeyError or nova.Gone
            yes  position root
            no   message 'of (?<name>\w+) x'  (the message is 'of me, x')
            yes  frame f in nova/a.py
            no   frame g  (of 2 calls none)

        Tried 1 time, matched 0.

        """#),
    WhyCase(
      testDescription: "the record of one line",
      signature: refusals.signature, log: refusals.log,
      expected: #"""
        ops-why  (ops.yaml)
          'Connection': seen at a.log:1, a.log:2, a.log:3, a.log:4, a.log:5 and 1 more

        a.log:2: the record does not match
          no   at least 3 times within 10 s  (1 of 3 with these captures within 10 s)
            yes  line 'Connection\s+refused\s+by\s+(?<host>\w+)'  (line 2)
                   {host} = mq

        Tried 6 times, matched 1.

        """#, line: 2),
    WhyCase(
      testDescription: "a line that the rule is not tried on",
      signature: claims.signature, log: claims.log,
      expected: #"""
        ops-why  (ops.yaml)
          'Attempting': seen at a.log:1, a.log:3, a.log:4
          'Claim has': seen at a.log:2
          'has ended': seen at a.log:2

        Line 5 is of no record or traceback that was tried.

        Tried 4 times, matched 1.

        """#, line: 5),
  ]
}

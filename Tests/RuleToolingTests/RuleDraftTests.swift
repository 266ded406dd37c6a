import FailureRules
import Findings
import Foundation
import LogReading
import RuleTooling
import StackDoctor
import Testing

@Suite("Rules that are made from logs")
struct RuleDraftTests {
  private func withFile<Value>(
    _ text: String, name: String = "a.log", _ body: (String) throws -> Value
  ) throws -> Value {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "stackdoctor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    let file = directory.appending(path: name)
    try Data(text.utf8).write(to: file)
    return try body(file.path)
  }

  private func draft(
    _ text: String, line: Int? = nil, taken: Set<RuleID> = [], name: String = "a.log"
  ) throws -> (draft: RuleDraft?, path: String) {
    try withFile(text, name: name) {
      let event = try LogEvent.read(.file(path: $0, isNamed: true), line: line)
      return (RuleDraft.make(of: event, month: "2026-11", notNamed: taken), $0)
    }
  }

  /// The draft's line that begins with a key.
  private func value(
    _ key: String, of text: String, line: Int? = nil, name: String = "a.log"
  ) throws -> String? {
    let yaml = try draft(text, line: line, name: name).draft?.yaml ?? ""
    return yaml.split(separator: "\n").map { $0.drop { $0 == " " } }
      .first { $0.hasPrefix(key + ": ") }.map { String($0.dropFirst(key.count + 2)) }
  }

  @Test("A record becomes a rule file")
  func record() throws {
    let log = """
      2026-11-21 10:00:00.123 7 INFO nova.compute.manager [-] all is well
      2026-11-21 10:00:01.123 7 ERROR nova.compute.manager [-] Cannot attach volume 'vol-1' to \
      host 10.0.0.7: {'x'} at /dev/vdb after 3 tries
      and more of it
      2026-11-21 10:00:02.123 7 INFO nova.compute.manager [-] all is well

      """
    let (draft, path) = try draft(log)
    #expect(
      draft?.yaml == #"""
        # Made by 'stackdoctor rules new' from \#(path), line 2.
        # Write what says TODO, and take out of the example what is nobody's business; then
        # 'stackdoctor rules lint FILE' and 'stackdoctor rules test FILE'.
        id: nova-cannot-attach-volume-host
        title: 'TODO: Cannot attach volume ''{volume}'' to host {host}: (''{name}'') at {path} after … tries'
        severity: high
        status: experimental
        component: nova
        signature:
          line: 'Cannot\s+attach\s+volume\s+''(?<volume>[^''"]+)''\s+to\s+host\s+(?<host>[0-9a-fA-F.:]+[0-9a-fA-F]):\s+\{''(?<name>[^''"]+)''\}\s+at\s+(?<path>/[^\s''"`,:;()<>\[\]{}=]+)\s+after\s+[\d.]+\s+tries'
        cause: 'TODO: why it happens, in a sentence or two.'
        remediation:
          - text: 'TODO: what to check, what to do, and how to see that it worked.'
        references: ['https://docs.openstack.org/TODO']
        versions: { verified: 2026-11 }
        examples:
          match: |2
            2026-11-21 10:00:01.123 7 ERROR nova.compute.manager [-] Cannot attach volume 'vol-1' to host 10.0.0.7: {'x'} at /dev/vdb after 3 tries
            and more of it
          no-match: |
            TODO: a log that is nearly the same and of another failure, or of none

        """#)
  }

  @Test("A traceback becomes a rule on its type and message, whichever of its lines is asked for")
  func traceback() throws {
    let log = """
      all is well
      Traceback (most recent call last):
        File "/opt/stack/cinder/cinder/volume.py", line 9, in save
          raise exception.VolumeBroken(volume)
      cinder.exception.VolumeBroken: Volume 0f9e8d7c-1111-2222-3333-444455556666 is broken
      the volumes work again

      """
    let yaml = try draft(log).draft?.yaml
    #expect(
      yaml?.contains(
        #"""
        id: cinder-volume-broken
        title: 'TODO: VolumeBroken: Volume {volume} is broken'
        severity: high
        status: experimental
        component: cinder
        signature:
          traceback:
            raises: 'VolumeBroken'
            message: 'Volume\s+(?<volume>[0-9a-fA-F-]{32,36})\s+is\s+broken'

        """#) == true)
    for line in 2...5 {
      let other = try draft(log, line: line).draft?.yaml
      #expect(other?.split(separator: "\n").dropFirst() == yaml?.split(separator: "\n").dropFirst())
    }
    #expect(try value("line", of: log, line: 6) == #"'the\s+volumes\s+work\s+again'"#)
  }

  @Test(
    "What differs from one log to the next becomes a capture, what is a process's does not",
    arguments: [
      (
        "fetching https://[::1]:9292/v2 has failed",
        #"'fetching\s+(?<url>\w+://[^\s''"<>),;]+)\s+has\s+failed'"#
      ),
      (
        "cannot reach fe80::1 through fa:16:3e:00:11:22 now",
        #"'cannot\s+reach\s+(?<address>[0-9a-fA-F.:]+[0-9a-fA-F])\s+through\s+(?<address2>[0-9a-fA-F:]{17})\s+now'"#
      ),
      (
        "request req-0f9e8d7c-1111-2222-3333-444455556666 <x at 0x7f00aa> has failed badly",
        #"'request\s+req-[0-9a-f-]+\s+<x\s+at\s+0x[0-9a-fA-F]+>\s+has\s+failed\s+badly'"#
      ),
      (
        "device tap0ab3c3ba-09 (pbr 1.10.0) isn't what's wanted",
        #"'device\s+(?<device>[\w.-]+)\s+\(pbr\s+(?<version>\d[\w.]*)\)\s+isn''t\s+what''s\s+wanted'"#
      ),
      (
        "the disc says „full“ \u{1B}[0;31mtoday at /srv.",
        #"'the\s+disc\s+says\s+[^\x20-\x7e]+full[^\x20-\x7e]+\s+today\s+at\s+(?<path>/[^\s''"`,:;()<>\[\]{}=]+)\.'"#
      ),
      (
        #"the instance named "vm-1", its 'node' and \"disk 7\" of pid 77 have failed"#,
        #"'the\s+instance\s+named\s+"(?<instance>[^''"]+)",\s+its\s+''(?<name>[^''"]+)''\s+and\s+\\"(?<name2>[^''"]+)\\"\s+of\s+pid\s+\d+\s+have\s+failed'"#
      ),
      (
        "[Errno 2] No such file or directory: 'iptables-save' (HTTP 503) on port 80",
        #"'\[Errno\s+2\]\s+No\s+such\s+file\s+or\s+directory:\s+''(?<path>[^''"]+)''\s+\(HTTP\s+503\)\s+on\s+port\s+(?<port>\d+)'"#
      ),
      (
        "since 2026-11-21T10:00:01.5Z, [10:00:02,123] 30 seconds, 1.5s and 70% /a/b.py:7 died",
        #"'since\s+[0-9:.,/TZ+-]+,\s+\[[0-9:.,/TZ+-]+\]\s+[\d.]+\s+seconds,\s+[\d.]+s\s+and\s+[\d.]+%\s+/[^\s''"`,:;()<>\[\]{}=]+:\d+\s+died'"#
      ),
      (
        #"the server says (1040, 'Too many connections'), (7, 'x')"#,
        #"'the\s+server\s+says\s+\(1040,\s+''Too\s+many\s+connections''\),\s+\(7,\s+''(?<name>[^''"]+)''\)'"#
      ),
      (
        #"served [21/Nov/2026:10:00:01 +0000] at "2026-11-21 10:00:01" over (ws://) badly"#,
        #"'served\s+\[\d+/\w+/[\d:]+\s+\+0000\]\s+at\s+"[0-9:.,/TZ+-]+\s+[0-9:.,/TZ+-]+"\s+over\s+\(ws://\)\s+badly'"#
      ),
      (
        "Sat Nov 21 10:00:01 2026 - since Sat, 21 Nov 2026 10:00:00 writes end with error 28",
        #"'\w{3},?(?:\s+[\w:]+){4}\s+-\s+since\s+\w{3},?(?:\s+[\w:]+){4}\s+writes\s+end\s+with\s+error\s+28'"#
      ),
      ("|00459|reconnect|ERR|it has failed", #"'reconnect\|ERR\|it\s+has\s+failed'"#),
      // Too little fixed text: first the names stay, then the numbers, in the end everything.
      ("port 9696 is up", #"'port\s+9696\s+is\s+up'"#),
      ("at /var/lib", #"'at\s+/var/lib'"#),
      ("'nova-compute' 5 is down", #"'''nova-compute''\s+(?<number>\d+)\s+is\s+down'"#),
    ])
  func captures(_ message: String, _ expected: String) throws {
    #expect(try value("line", of: message + "\n") == expected)
  }

  @Test("Of a message of several lines the one that is asked for counts, else the first")
  func messageLine() throws {
    let log = """
      Traceback (most recent call last):
        File "/srv/run.py", line 9, in save
          raise Failed('Unexpected error.\\nCommand: sudo id\\nStderr: no tty present')
      app.Failed: Unexpected error.
      Command: sudo id
      Stderr: no tty present

      """
    let first = #"'Unexpected\s+error\.'"#
    for (line, expected) in [
      (nil, first), (2, first), (4, first), (5, #"'Command:\s+sudo\s+id'"#),
      (6, #"'Stderr:\s+no\s+tty\s+present'"#),
    ] {
      #expect(try value("message", of: log, line: line) == expected)
    }
  }

  @Test("An error of a language's own type is looked for at its call into the component")
  func commonType() throws {
    let log = """
      2026-11-21 10:00:00.123 7 ERROR nova.cmd [-] failed
      Traceback (most recent call last):
        File "/opt/nova-venv/lib/python3.11/site-packages/nova/virt/driver.py", line 9, in plug
          subprocess.run(['ovs-vsctl'])
        File "/usr/lib/python3.11/subprocess.py", line 548, in run
          with Popen(*popenargs, **kwargs) as process:
      FileNotFoundError: [Errno 2] No such file or directory: 'ovs-vsctl'

      """
    let yaml = try draft(log).draft?.yaml
    #expect(
      yaml?.contains(
        #"""
        signature:
          traceback:
            raises: 'FileNotFoundError'
            message: '\[Errno\s+2\]\s+No\s+such\s+file\s+or\s+directory:\s+''(?<path>[^''"]+)'''
            frames:
              - { function: 'plug', file: 'nova/virt/driver.py' }
        cause:
        """#) == true)
    // The record before it says too little for a rule of its own.
    let other = try draft(log, line: 1).draft
    #expect(other?.id == "nova-file-not-found-error")
    #expect(
      other?.yaml.contains("\n    2026-11-21 10:00:00.123 7 ERROR nova.cmd [-] failed\n") == true)
  }

  @Test("Of a record that is JSON the message counts, behind a carrier too")
  func json() throws {
    let log = #"""
      {"message": "all is well", "name": "nova.compute.manager", "levelname": "INFO"}
      {"message": "Cannot attach volume \"vol-1\" to host 10.0.0.7\nat all", "name": "nova.compute.manager", "levelname": "ERROR"}
      {"log":"{\"msg\": \"it has failed now\", \"level\": \"fatal\"}\n","stream":"stdout","time":"2026-11-21T10:00:00Z"}
      {"message": "caf\u00e9", "name": "acme.door", "level": "error"}

      """#
    #expect(
      try value("line", of: log)
        == #"'Cannot\s+attach\s+volume\s+\\"(?<volume>[^''"]+)\\"\s+to\s+host\s+(?<host>[0-9a-fA-F.:]+[0-9a-fA-F])'"#
    )
    #expect(try value("severity", of: log) == "high")
    #expect(try value("component", of: log) == "nova")
    #expect(try value("line", of: log, line: 3) == #"'it\s+has\s+failed\s+now'"#)
    #expect(try value("severity", of: log, line: 3) == "high")
    // A message that is not found as it was read: the object is.
    #expect(try value("id", of: log, line: 4) == "acme-caf")
    #expect(
      try value("line", of: log, line: 4)?.hasPrefix(#"'\{"message":\s+"caf\\u00e9","#) == true)
  }

  @Test("The component is the logger's, a call's, or the path's")
  func component() throws {
    #expect(
      try value("component", of: "ERROR oslo_messaging.rpc [-] it has failed now\n") == "oslo")
    #expect(try value("component", of: "ERROR acme.thing [-] it has failed now\n") == "acme")
    #expect(try value("component", of: "it has failed now\n") == "openstack")
    #expect(try value("id", of: "it has failed now\n", name: "n-cpu.log") == "nova-failed-now")
    #expect(try value("component", of: "it has failed now\n", name: "q.log") == "openstack")
  }

  @Test("An id that a rule has already gets a number")
  func takenID() throws {
    let id = try #require(RuleID("openstack-failed-now"))
    #expect(try draft("it has failed now\n", taken: [id]).draft?.id == "openstack-failed-now-2")
    let many = [id] + (2...11).compactMap { RuleID("openstack-failed-now-\($0)") }
    #expect(
      try draft("it has failed now\n", taken: Set(many)).draft?.id == "openstack-failed-now-12")
  }

  @Test("An id takes words of three to twenty letters")
  func idWords() throws {
    let long = String(repeating: "x", count: 20)
    #expect(try value("id", of: "it \(long) now\n") == "openstack-\(long)-now")
    #expect(try value("id", of: "it \(long)x now\n") == "openstack-now")
  }

  @Test("Without a call into the component, the innermost of the application's own is looked for")
  func otherCalls() throws {
    func frame(_ files: [String]) throws -> String? {
      let calls = files.map { "  File \"\($0)\", line 9, in <module>\n    go()\n" }
      let yaml = try draft(
        "Traceback (most recent call last):\n\(calls.joined())ValueError: it has failed now\n"
      ).draft?.yaml
      return yaml?.split(separator: "\n").first { $0.contains("- {") }.map(String.init)
    }
    let own = "      - { function: '<module>', file: 'app/door.py' }"
    #expect(try frame(["/srv/app/door.py", "/usr/lib/python3.11/json.py"]) == own)
    #expect(
      try frame(["/usr/lib/python3/dist-packages/acme/run.py"])
        == "      - { function: '<module>', file: 'acme/run.py' }")
  }

  @Test("A place that holds nothing is said to")
  func failures() throws {
    #expect(throws: LogEvent.Failure.empty) { try draft("") }
    #expect(throws: LogEvent.Failure.empty) { try draft("\n \n") }
    #expect(throws: LogEvent.Failure.blankLine(2)) { try draft("a\n\nb\n", line: 2) }
    #expect(throws: LogEvent.Failure.lineBeyondEnd(4, count: 3)) { try draft("a\nb\nc", line: 4) }
    #expect(throws: LogEvent.Failure.unreadable("no such file or directory")) {
      try LogEvent.read(.file(path: "/no/such/file", isNamed: true), line: nil)
    }
    #expect(try draft("it is so\n").draft == nil)
    // The id alone is long enough, and would be found in no other log.
    #expect(try draft("UUID 0f9e8d7c-1111-2222-3333-444455556666\n").draft == nil)
    // A level alone is fixed text, but says nothing.
    #expect(try draft("2016-06-21 14:16:20.682 | WARNING:\n").draft == nil)
  }

  @Test("Every line of hostile logs gives a rule that decodes and matches its example, or none")
  func hostileLines() throws {
    var lines = [
      "\u{0}\u{1}\u{2}", "   # no comment: 'x\"y", "a: b: {c}: [d] & *e !f |g >h %i @j `k",
      "{path} {name|x} ${HOME} is a template that fails", "\t\ttabbed text that has failed",
      String(repeating: "(", count: 400) + "deeply nested",
      "\\E\\Q(*UTF)(?<x>a+)+$ has failed here",
      "x".padding(toLength: 9000, withPad: "abcdefg h", startingAt: 0),
      "--- document that ends ...", "‮turned text that is not readable", "'''''' quotes everywhere",
    ]
    lines += (0..<40).map { seed in
      String(
        String.UnicodeScalarView(
          (0..<60).compactMap { Unicode.Scalar(UInt32(($0 * 7919 + seed * 104_729) % 0x17F)) }
        )
      ).replacing("\n", with: " ")
    }
    let binary = LogEvent.Failure.unreadable("is binary data, not text, and was skipped")
    for line in lines {
      var drafted: RuleDraft?
      do {
        drafted = try draft(line + "\n", line: 1).draft
      } catch let failure as LogEvent.Failure where failure == binary {
        continue
      }
      guard let draft = drafted else { continue }
      let file = RuleFile(text: draft.yaml, file: "my.yaml")
      #expect(file.problems == [])
      let rule = try #require(file.rule)
      let found = try withFile(rule.examples.match[0]) {
        Doctor(rules: RuleSet([rule])).scan([$0]).findings.map(\.rule)
      }
      #expect(found == [rule.id])
    }
  }
}

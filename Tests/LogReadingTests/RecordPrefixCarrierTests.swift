import LogReading
import Testing

/// What syslog, the journal and Apache write before what a service wrote.
struct RecordPrefixCarrierTests {
  @Test(
    "syslog and journalctl",
    arguments: [
      PrefixCase(
        "with a record of oslo.log",
        "Nov 21 12:13:05 vm nova-compute[22846]: 2026-11-21 12:13:05.423 22847 DEBUG oslo_service.service [None req-9ba235c1 - - - - - -] spice",
        ParsedPrefix(
          "spice", time: "2026-11-21 12:13:05.423", hasOwnTime: true, level: .debug, pid: 22847,
          logger: "oslo_service.service", program: "nova-compute",
          context: "None req-9ba235c1 - - - - - -", requestID: "req-9ba235c1")),
      PrefixCase(
        "with a record that has no time",
        "Nov 21 10:00:00 net1 neutron-server[811]: ERROR neutron.agent [-] Failed",
        ParsedPrefix(
          "Failed", time: "Nov 21 10:00:00", level: .error, pid: 811, logger: "neutron.agent",
          program: "neutron-server", context: "-")),
      PrefixCase(
        "with a level and a text",
        "Nov 21 10:00:00 net1 dnsmasq[811]: ERROR: no address",
        ParsedPrefix("ERROR: no address", time: "Nov 21 10:00:00", pid: 811, program: "dnsmasq")),
      PrefixCase(
        "with a text",
        "Nov 21 10:00:00 net1 neutron-rootwrap-daemon[811]: Unauthorized command: conntrack -D",
        ParsedPrefix(
          "Unauthorized command: conntrack -D", time: "Nov 21 10:00:00", pid: 811,
          program: "neutron-rootwrap-daemon")),
      PrefixCase(
        "without a process", "Nov 21 10:00:00 net1 kernel: Out of memory",
        ParsedPrefix("Out of memory", time: "Nov 21 10:00:00", program: "kernel")),
      PrefixCase(
        "on a day below ten", "Nov  1 10:00:00 net1 sudo[5]:   stack : TTY=pts/0",
        ParsedPrefix("  stack : TTY=pts/0", time: "Nov  1 10:00:00", pid: 5, program: "sudo")),
      PrefixCase(
        "with microseconds", "Nov 21 10:00:00.123456 net1 systemd[1]: Started",
        ParsedPrefix("Started", time: "Nov 21 10:00:00.123456", pid: 1, program: "systemd")),
      PrefixCase(
        "with a unit's instance", "Nov 21 10:00:00 net1 devstack@n-cpu.service[77]: x",
        ParsedPrefix("x", time: "Nov 21 10:00:00", pid: 77, program: "devstack@n-cpu.service")),
      PrefixCase(
        "of short-unix", "1795256103.818227 net1 nova-compute[4711]:   x",
        ParsedPrefix("  x", time: "1795256103.818227", pid: 4711, program: "nova-compute")),
      PrefixCase(
        "with nothing to say", "Nov 21 10:00:00 net1 systemd[1]:",
        ParsedPrefix("", time: "Nov 21 10:00:00", pid: 1, program: "systemd")),
    ])
  func syslog(_ example: PrefixCase) { example.check() }

  @Test(
    "Apache's error log",
    arguments: [
      PrefixCase(
        "with a record of oslo.log",
        "[Sat Nov 21 11:55:50.778315 2026] [wsgi:error] [pid 12715:tid 12778] 2026-11-21 11:55:50.778 12715 DEBUG mod_wsgi [-] ldap.suffix = x",
        ParsedPrefix(
          "ldap.suffix = x", time: "2026-11-21 11:55:50.778", hasOwnTime: true, level: .debug,
          pid: 12715, thread: 12778, logger: "mod_wsgi", program: "wsgi", context: "-")),
      PrefixCase(
        "with the client's address",
        "[Sat Nov 21 11:55:50.778315 2026] [wsgi:error] [pid 7:tid 140123456789012] [remote 10.0.0.1:41234] Traceback (most recent call last):",
        ParsedPrefix(
          "Traceback (most recent call last):", time: "Sat Nov 21 11:55:50.778315 2026", pid: 7,
          thread: 140_123_456_789_012, program: "wsgi")),
      PrefixCase(
        "with an indented line",
        "[Sat Nov 21 11:55:50.778315 2026] [wsgi:error] [pid 7:tid 8] [client 10.0.0.1:41234]   File \"x.py\", line 1",
        ParsedPrefix(
          "  File \"x.py\", line 1", time: "Sat Nov 21 11:55:50.778315 2026", pid: 7, thread: 8,
          program: "wsgi")),
      PrefixCase(
        "with one thread",
        "[Sat Nov 21 11:55:42.722130 2026] [wsgi:info] [pid 12715] mod_wsgi (pid=12715): Starting",
        ParsedPrefix(
          "mod_wsgi (pid=12715): Starting", time: "Sat Nov 21 11:55:42.722130 2026", pid: 12715,
          program: "wsgi")),
      PrefixCase(
        "with a bracket of the message's own",
        "[Sat Nov 21 11:55:42.722130 2026] [core:notice] [pid 1] [req-1a2b a b] [x] y",
        ParsedPrefix(
          "[x] y", time: "Sat Nov 21 11:55:42.722130 2026", pid: 1, program: "core",
          context: "req-1a2b a b", requestID: "req-1a2b")),
      PrefixCase(
        "with nothing to say",
        "[Sat Nov 21 11:55:42.722130 2026] [wsgi:error] [pid 1:tid 2]",
        ParsedPrefix(
          "", time: "Sat Nov 21 11:55:42.722130 2026", pid: 1, thread: 2, program: "wsgi")),
    ])
  func apache(_ example: PrefixCase) { example.check() }

  @Test(
    "A line that only begins like a carrier's has no prefix",
    arguments: [
      "Nov 21 10:00:00", "Nov 21 10:00:00 host", "Nov 21 10:00:00 host nova", "Nov 21 rest of it",
      "Nov 21 10:00:00 host nova[12: text", "Nov 21 10:00:00 host nova[x]: text",
      "Nov 21 10:00:00 host : text", "Now 21 10:00:00 host nova[12]: text",
      "[Sat Nov 21 11:55:50.778315 2026", "[Sat Nov 21]", "[Set Nov 21 11:55:50.778315 2026] text",
      "[2026-11-21 12:35:03 +0000] [2301] [DEBUG] Current configuration:",
    ])
  func none(line: String) {
    #expect(ParsedPrefix(of: Array(line.utf8)) == ParsedPrefix(line, beginsRecord: false))
  }
}

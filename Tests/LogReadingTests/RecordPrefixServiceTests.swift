import LogReading
import Testing

/// What oslo.log writes before a message.
struct RecordPrefixServiceTests {
  private static let identity = "None req-73587b65-7bbf-43d2-86bb-e482cf57992f - - - - - -"
  private static let request = "req-73587b65-7bbf-43d2-86bb-e482cf57992f"

  @Test(
    "Records of a log file",
    arguments: [
      PrefixCase(
        "with all parts",
        "2026-11-21 12:39:25.649 7723 ERROR nova.compute.manager [\(identity)] [instance: 9f8b4ae4-5e5c-4a57-8ee2-1a6a0b3c2f0e] Failed",
        .own(
          "Failed", "2026-11-21 12:39:25.649", .error, pid: 7723, logger: "nova.compute.manager",
          context: identity, requestID: request, instance: "9f8b4ae4-5e5c-4a57-8ee2-1a6a0b3c2f0e")),
      PrefixCase(
        "with an empty identity",
        "2026-11-21 11:59:53.027 17439 DEBUG glance.common.config [-] instance_format  = [instance: %(uuid)s]",
        .own(
          "instance_format  = [instance: %(uuid)s]", "2026-11-21 11:59:53.027", .debug, pid: 17439,
          logger: "glance.common.config", context: "-")),
      PrefixCase(
        "with an identity of dashes",
        "2026-11-21 11:59:53.027 1 INFO nova.wsgi [- - - - -] listening",
        .own(
          "listening", "2026-11-21 11:59:53.027", .info, pid: 1, logger: "nova.wsgi",
          context: "- - - - -")),
      PrefixCase(
        "with a global request",
        "2026-11-21 11:59:53.027 1 INFO nova.wsgi [req-1a2b req-3c4d admin demo] done",
        .own(
          "done", "2026-11-21 11:59:53.027", .info, pid: 1, logger: "nova.wsgi",
          context: "req-1a2b req-3c4d admin demo", requestID: "req-1a2b")),
      PrefixCase(
        "without an identity", "2026-11-21 11:59:53.027 7 WARNING keystone.common.rbac Deprecated",
        .own(
          "Deprecated", "2026-11-21 11:59:53.027", .warning, pid: 7, logger: "keystone.common.rbac")
      ),
      PrefixCase(
        "without a process", "2026-11-21 11:59:53.027 CRITICAL nova [-] Unhandled error",
        .own("Unhandled error", "2026-11-21 11:59:53.027", .critical, logger: "nova", context: "-")),
      PrefixCase(
        "with a level and no logger", "2026-11-21 11:59:53 ERROR",
        .own("", "2026-11-21 11:59:53", .error)),
      PrefixCase(
        "with a bracket of the message's own",
        "2026-11-21 11:59:53.027 7 INFO nova.api [warn] message",
        .own("[warn] message", "2026-11-21 11:59:53.027", .info, pid: 7, logger: "nova.api")),
      PrefixCase(
        "with a message of two lines cut inside the identity",
        "2026-11-21 11:59:53.027 7 INFO nova.api [req-1a2b admin",
        .own(
          "", "2026-11-21 11:59:53.027", .info, pid: 7, logger: "nova.api",
          context: "req-1a2b admin", requestID: "req-1a2b")),
      PrefixCase(
        "with a name for a grave level", "2026-11-21 11:59:53.027 7 FATAL nova.api [-] m",
        .own("m", "2026-11-21 11:59:53.027", .critical, pid: 7, logger: "nova.api", context: "-")),
    ])
  func records(_ example: PrefixCase) { example.check() }

  @Test(
    "Lines of a traceback",
    arguments: [
      PrefixCase(
        "keep their indentation",
        #"2026-11-21 12:39:25.649 7723 ERROR nova   File "/usr/bin/nova-api", line 10, in <module>"#,
        .own(
          #"  File "/usr/bin/nova-api", line 10, in <module>"#, "2026-11-21 12:39:25.649", .error,
          pid: 7723, logger: "nova")),
      PrefixCase(
        "have an instance and no identity",
        "2026-11-21 12:39:25.649 7723 ERROR nova.compute.manager [instance: 9f8b] Traceback (most recent call last):",
        .own(
          "Traceback (most recent call last):", "2026-11-21 12:39:25.649", .error, pid: 7723,
          logger: "nova.compute.manager", instance: "9f8b")),
      PrefixCase(
        "may be empty", "2026-11-21 12:39:25.649 7723 ERROR nova.compute.manager ",
        .own("", "2026-11-21 12:39:25.649", .error, pid: 7723, logger: "nova.compute.manager")),
      PrefixCase(
        "may be empty without a blank", "2026-11-21 12:39:25.649 7723 ERROR nova.compute.manager",
        .own("", "2026-11-21 12:39:25.649", .error, pid: 7723, logger: "nova.compute.manager")),
      PrefixCase(
        "have a level of their own in old releases",
        "2013-04-09 10:10:35.123 4567 TRACE nova.api   File \"x.py\", line 1, in f",
        .own(
          "  File \"x.py\", line 1, in f", "2013-04-09 10:10:35.123", .trace, pid: 4567,
          logger: "nova.api")),
      PrefixCase(
        "without a time", "ERROR nova Traceback (most recent call last):",
        ParsedPrefix("Traceback (most recent call last):", level: .error, logger: "nova")),
      PrefixCase(
        "without a time, indented", "ERROR nova     sys.exit(main())",
        ParsedPrefix("    sys.exit(main())", level: .error, logger: "nova")),
      PrefixCase(
        "without a time, empty", "ERROR nova", ParsedPrefix("", level: .error, logger: "nova")),
    ])
  func tracebacks(_ example: PrefixCase) { example.check() }

  @Test(
    "Records whose time another program wrote, or none",
    arguments: [
      PrefixCase(
        "an identity at the beginning", "[req-8ff7f7d2 20f2 6c3f - default default] Error in store",
        ParsedPrefix(
          "Error in store", context: "req-8ff7f7d2 20f2 6c3f - default default",
          requestID: "req-8ff7f7d2")),
      PrefixCase(
        "a level, a logger and an identity",
        "WARNING keystonemiddleware.auth_token [-] Using the in-process token cache",
        ParsedPrefix(
          "Using the in-process token cache", level: .warning,
          logger: "keystonemiddleware.auth_token", context: "-")),
      PrefixCase(
        "devstack's time", "2016-06-21 12:35:20.956 | WARNING:",
        .own("WARNING:", "2016-06-21 12:35:20.956")),
      PrefixCase(
        "devstack's time with an indented text", "2016-06-21 12:35:20.956 |   + cd",
        .own("  + cd", "2016-06-21 12:35:20.956")),
      PrefixCase(
        "devstack's time with nothing", "2016-06-21 12:35:20.956 |",
        .own("", "2016-06-21 12:35:20.956")),
      PrefixCase(
        "a time with a zone", "2026-11-21T12:35:20.956+01:00 INFO nova x",
        .own("x", "2026-11-21T12:35:20.956+01:00", .info, logger: "nova")),
      PrefixCase(
        "a time with a short zone", "2026-11-21 12:35:20,956 -0500 INFO nova x",
        .own("-0500 INFO nova x", "2026-11-21 12:35:20,956")),
      PrefixCase(
        "a time in UTC", "2026-11-21T12:35:20Z 42 INFO nova x",
        .own("x", "2026-11-21T12:35:20Z", .info, pid: 42, logger: "nova")),
      PrefixCase(
        "a time and a message", "2026-11-21 12:35:20 mysqld started",
        .own("mysqld started", "2026-11-21 12:35:20")),
      PrefixCase(
        "a number that ends the line is no process", "2026-11-21 12:35:20 404",
        .own("404", "2026-11-21 12:35:20")),
    ])
  func others(_ example: PrefixCase) { example.check() }

  @Test(
    "A line that is no record has no prefix",
    arguments: [
      "", " ", "Traceback (most recent call last):", "  File \"x.py\", line 1, in f", "ERROR",
      "ERROR: something failed", "ERRORS nova failed", "error nova failed", "nova ERROR failed",
      "2026-11-21", "2026-11-21 12:35", "2026-11-21 12:35:2x", "20261121 12:35:20",
      "[instance: 9f8b", "[notreq-1] x", "[", "[]", "[-", "WARNING: The candidate selected",
    ])
  func none(line: String) {
    #expect(ParsedPrefix(of: Array(line.utf8)) == ParsedPrefix(line, beginsRecord: false))
  }
}

import FailureRules
import Foundation
import StackDoctor
import Testing

@Suite("Rule packs")
final class RulePacksTests {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "stackdoctor-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: directory) }

  /// Writes a rule that finds `text`, and returns the file's path.
  private func rule(
    _ name: String, id: String = "ops-disk-full", severity: String = "high",
    text: String = "the disk is full", explains: String? = nil
  ) throws -> String {
    let file = directory.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try """
    id: \(id)
    title: The disk is full
    severity: \(severity)
    status: stable
    component: ops
    signature: { line: '\(text)' }
    cause: Nobody looked.
    remediation: [{ text: Look. }]
    \(explains.map { "explains: [\($0)]" } ?? "")
    references: ['https://docs.openstack.org/']
    versions: { verified: 2026-11 }
    examples: { match: '\(text)', no-match: nothing }
    """.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }

  @Test("The places stand in their order; the user's directory is XDG's, or below .config")
  func places() {
    func all(_ environment: [String: String]) -> [RulePlace] {
      RulePlace.all(options: ["a", "b"], project: ["p"]) { environment[$0] }
    }
    func expected(_ environment: [String], user: String?) -> [RulePlace] {
      ["a", "b"].map { RulePlace(path: $0, origin: .option) }
        + environment.map { RulePlace(path: $0, origin: .environment) }
        + [RulePlace(path: "p", origin: .project)]
        + (user.map { [RulePlace(path: $0, origin: .user)] } ?? [])
        + [RulePlace(path: "/etc/stackdoctor/rules", origin: .system)]
    }
    #expect(all([:]) == expected([], user: nil))
    #expect(
      all(["STACKDOCTOR_RULES": "c::d", "HOME": "/h"])
        == expected(["c", "d"], user: "/h/.config/stackdoctor/rules"))
    #expect(
      all(["XDG_CONFIG_HOME": "/x", "HOME": "/h"]) == expected([], user: "/x/stackdoctor/rules"))
    #expect(
      all(["XDG_CONFIG_HOME": "x", "HOME": "/h"])
        == expected([], user: "/h/.config/stackdoctor/rules"))
  }

  @Test("The first rule of an id counts, and every rule's origin is known")
  func precedence() throws {
    let first = try rule("first/x.yaml", severity: "low")
    _ = try rule("second/y.yaml", severity: "critical")
    let shipped = try rule("second/z.yaml", id: "sudo-must-have-tty")
    let packs = RulePacks(places: [
      RulePlace(path: first, origin: .option),
      RulePlace(path: directory.path + "/second/", origin: .user),
    ])
    let id = try #require(RuleID("ops-disk-full"))
    let sudo = try #require(RuleID("sudo-must-have-tty"))
    #expect(packs.problems == [])
    #expect(packs.rules.rules.first { $0.id == id }?.severity == .low)
    #expect(packs.rules.rules.first { $0.id == sudo }?.file == shipped)
    #expect(packs.origin(of: id) == .option)
    #expect(packs.origin(of: sudo) == .user)
    #expect(
      packs.overridden.map { "\($0.origin) \($0.rule.id)" } == [
        "user ops-disk-full", "shipped sudo-must-have-tty",
      ])
    #expect(
      packs.ids.count { packs.origin(of: $0) == .shipped } == ShippedRuleTests.rules.count - 1)
  }

  @Test("A bad rule, a second rule of an id and a dead reference are named; the others are used")
  func problems() throws {
    _ = try rule("a.yaml", explains: "ops-disk-ful")
    _ = try rule("b.yaml")
    _ = try rule("c.yaml", id: "ops-fan-slow", severity: "hihg")
    _ = try rule("d.yaml", id: "ops-fan-off")
    let packs = RulePacks(places: [
      RulePlace(path: directory.path, origin: .option),
      RulePlace(path: "/no/such/place", origin: .environment),
      RulePlace(path: "/no/such/user/place", origin: .user),
    ])
    #expect(
      packs.problems.map(\.description) == [
        """
        \(directory.path)/c.yaml:3:11: 'severity' is 'hihg', expected one of info, low, medium, \
        high, critical (did you mean 'high'?)
        """,
        "\(directory.path)/b.yaml:1:1: the id 'ops-disk-full' is already that of \(directory.path)/a.yaml",
        """
        \(directory.path)/a.yaml:1:1: 'explains' names 'ops-disk-ful', which is no rule \
        (did you mean 'ops-disk-full'?)
        """,
      ])
    #expect(packs.missing == [RulePlace(path: "/no/such/place", origin: .environment)])
    #expect(packs.rules.rules.count == ShippedRuleTests.rules.count + 2)
  }

  @Test("A rule that the project does without is not used; an id of none is named")
  func disabled() throws {
    var project = ProjectFile()
    for (line, name) in ["sudo-must-have-tty", "sudo-must-have-ttys"].enumerated() {
      project.disabled.append(
        ProjectFile.DisabledRule(
          rule: try #require(RuleID(name)), reason: "known", line: line + 1, column: 5))
    }
    let packs = RulePacks(places: [], project: project)
    #expect(packs.rules.rules.count == ShippedRuleTests.rules.count - 1)
    #expect(packs.disabled.map { "\($0.rule.id): \($0.reason)" } == ["sudo-must-have-tty: known"])
    #expect(packs.problems.count == 1)
    #expect(
      packs.problems.first?.description.hasPrefix(
        ".stackdoctor.yaml:2:5: 'disabled' names 'sudo-must-have-ttys', which is no rule") == true)
  }

  @Test("A directory that leads back to itself, and a pipe that never ends, end")
  func hostileDirectory() throws {
    _ = try rule("a.yaml")
    let manager = FileManager.default
    // As many ways back, eight levels deep, would be a hundred million directories.
    for name in 0..<10 {
      try manager.createSymbolicLink(
        at: directory.appending(path: "loop\(name)"), withDestinationURL: directory)
    }
    #expect(mkfifo(directory.appending(path: "pipe.yaml").path, 0o600) == 0)
    let packs = RulePacks(places: [RulePlace(path: directory.path, origin: .option)])
    #expect(packs.ids.count { packs.origin(of: $0) == .option } == 1)
    #expect(
      packs.problems.map(\.description) == [
        "\(directory.path)/pipe.yaml:1:1: cannot be read: it is no regular file"
      ])
  }
}

import FailureRules
import Testing

struct RuleFileReadingTests {
  private static let text = #"""
    # A comment.
    id: glance-store-add-disabled
    title: "Glance cannot store {image|an image}"
    severity: critical
    status: experimental
    component: glance
    signature:
      any:
        - traceback:
            raises: [StoreAddDisabled, exceptions.StoreAddDisabled]
            position: final
            message: 'store (?<store>\w+)'
            frames:
              - { function: upload, file: glance/api/v2/image_data.py }
              - function: add
        - all:
            - line: 'Error\s+in\s+store\s+configuration'
            - not: { line: DEBUG }
            - any:
                - line: '(?<image>[0-9a-f]{8}): disabled(?<store>.)'
                - traceback: { raises: KeyError }
    cause: >-
      Its store
      did not start.
    remediation:
      - text: >
          Create the directory
          of {store|the store}.
        command: |
          install -d /var/lib/glance
          ls -l "${DIR}" {store|STORE}
      - text: Restart it.
    explains:
      - glance-image-upload-failed
      - nova-build-failed
    references: [https://a.example/, 'https://b.example/#c']
    versions:
      introduced: pike
      fixed-in: 2026.1
      verified: 2026-11
    examples:
      match:
        - |
          ERROR glance Error in store configuration
          second line
        - "tab\there"
      no-match: one text
    """#

  @Test("Everything that a rule file says stands in the rule")
  func everything() throws {
    let file = RuleFile(text: Self.text, file: "rules/glance/glance-store-add-disabled.yaml")
    #expect(file.problems == [])
    #expect(file.rule == (try Self.expected))
  }

  static var expected: Rule {
    get throws {
      var rule = try #require(RuleFile(text: SampleRule.text, file: SampleRule.file).rule)
      rule.id = try #require(RuleID("glance-store-add-disabled"))
      rule.title = "Glance cannot store {image|an image}"
      rule.severity = .critical
      rule.status = .experimental
      rule.component = "glance"
      rule.condition = .any([
        .signature(
          .traceback(
            TracebackSignature(
              types: ["StoreAddDisabled", "exceptions.StoreAddDisabled"], position: .final,
              message: PatternSource(
                expression: #"store (?<store>\w+)"#, captureNames: ["store"]),
              frames: [
                FrameSignature(function: "upload", file: "glance/api/v2/image_data.py"),
                FrameSignature(function: "add"),
              ]))),
        .all([
          line(
            #"Error\s+in\s+store\s+configuration"#,
            literals: ["Error in store", "store configuration"]),
          .not(line("DEBUG", literals: ["DEBUG"])),
          .any([
            line(
              #"(?<image>[0-9a-f]{8}): disabled(?<store>.)"#, captures: ["image", "store"],
              literals: [": disabled"]),
            .signature(.traceback(TracebackSignature(types: ["KeyError"]))),
          ]),
        ]),
      ])
      rule.cause = "Its store did not start."
      rule.remediation = [
        RemediationStep(
          text: "Create the directory of {store|the store}.",
          command: "install -d /var/lib/glance\nls -l \"${DIR}\" {store|STORE}"),
        RemediationStep(text: "Restart it."),
      ]
      rule.explains = [
        try #require(RuleID("glance-image-upload-failed")),
        try #require(RuleID("nova-build-failed")),
      ]
      rule.references = ["https://a.example/", "https://b.example/#c"]
      rule.versions = Rule.Versions(verified: "2026-11", introduced: "pike", fixedIn: "2026.1")
      rule.examples = RuleExamples(
        match: ["ERROR glance Error in store configuration\nsecond line\n", "tab\there"],
        noMatch: ["one text"])
      rule.file = "rules/glance/glance-store-add-disabled.yaml"
      return rule
    }
  }

  private static func line(
    _ expression: String, captures: [String] = [], literals: [String]
  ) -> Condition {
    .signature(
      .line(
        LineSignature(
          pattern: PatternSource(expression: expression, captureNames: captures),
          literals: literals)))
  }

  @Test("What may be left out may be left out")
  func optional() throws {
    let text = try SampleRule.text(replacing: [
      ("explains: [nova-build-failed]\n", ""),
      ("\n    command: openstack server show {instance}", ""),
    ])
    let rule = try #require(RuleFile(text: text, file: SampleRule.file).rule)
    #expect(rule.explains == [])
    #expect(rule.remediation == [RemediationStep(text: "Look at {instance}.")])
    #expect(rule.versions == Rule.Versions(verified: "2026-11"))
  }

  @Test("A file without a folder may be of any component")
  func noFolder() throws {
    let file = RuleFile(text: SampleRule.text, file: "nova-no-valid-host.yaml")
    #expect(file.problems == [])
    #expect(file.rule?.file == "nova-no-valid-host.yaml")
  }
}

import FailureRules
import Testing

struct RuleIDTests {
  @Test(
    "An id is lower-case words joined by hyphens",
    arguments: [
      "nova-no-valid-host", "a-b", "a-1", "a1-2b", "python-errno2-missing-directory", "a-b-c-d-e",
    ])
  func valid(text: String) throws {
    let id = try #require(RuleID(text))
    #expect(id.text == text)
    #expect(id.description == text)
  }

  @Test(
    "Anything else is no id",
    arguments: [
      "", "-", "nova", "Nova-x", "nova-X", "nova_x-y", "1nova-x", "-nova-x", "nova-", "nova--x",
      "nova-x-", "nova x-y", " nova-x", "nova-x\n", "növa-x", "nova-\u{301}x", "nova–x",
      "nova-x.yaml",
      "nova-١",
    ])
  func invalid(text: String) {
    #expect(RuleID(text) == nil)
  }

  @Test("Ids are in the order of their texts")
  func order() throws {
    let texts = ["a-b", "a-b-c", "a-b1", "a-c", "b-a"]
    let ids = try texts.map { try #require(RuleID($0)) }
    #expect(ids.reversed().sorted() == ids)
  }

  @Test("Severities are ordered from what is worth knowing to what is lost")
  func severities() {
    let order: [Severity] = [.info, .low, .medium, .high, .critical]
    #expect(order.reversed().sorted() == order)
    #expect(order.map(\.rawValue) == ["info", "low", "medium", "high", "critical"])
    #expect(Set(Severity.allCases) == Set(order))
  }
}

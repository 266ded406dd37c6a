import ReportPage
import Testing

struct ReportPageTests {
  @Test(
    "SHA-256 of messages around the ends of blocks",
    // What sha256sum says.
    arguments: [
      (0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      (3, "9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"),
      (55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
      (56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
      (63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"),
      (64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
      (1000, "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3"),
    ])
  func digest(count: Int, expected: String) {
    let digest = SHA256.digest(of: Array(repeating: UInt8(ascii: "a"), count: count))
    #expect(
      digest.map { String($0 / 16, radix: 16) + String($0 % 16, radix: 16) }.joined() == expected)
  }

  @Test("A digest in base64, as a policy names it")
  func base64() {
    #expect(SHA256.base64(of: "abc") == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }

  @Test("Neither style sheet nor script ends the element that it stands in")
  func ends() {
    #expect(!ReportPage.style.contains("</"))
    #expect(!ReportPage.script.contains("</"))
    #expect(!ReportPage.script.contains("<!--"))
  }
}

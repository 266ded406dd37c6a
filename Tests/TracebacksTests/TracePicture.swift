import LogReading
import Testing
import TracebackPictures
import Tracebacks

/// A text, and the pictures of all its traces, with a blank line between them.
struct PictureCase: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var text: String
  var expected: String

  init(_ description: String, _ text: String, _ expected: String) {
    testDescription = description
    self.text = text
    self.expected = expected
  }

  var found: String { tracebacks(in: text).map(\.picture).joined(separator: "\n\n") }
}

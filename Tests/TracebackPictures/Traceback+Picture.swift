package import Tracebacks

extension Traceback {
  /// The whole trace from outside, a line for each thing that is known of it.
  ///
  /// The line breaks of a message are shown as `⏎`.
  package var picture: String {
    let numbers = lineNumbers.map {
      $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)"
    }
    var head = "\(language.name) \(numbers.joined(separator: ", "))"
    if contextLineCount > 0 { head += ", after a record" }
    if lacksHead { head += ", lacks its head" }
    if isCut { head += ", is cut" }
    if isEmbedded { head += ", is embedded" }
    var lines = [head]
    for error in raised {
      let message = string(error.message).replacing("\n", with: "⏎")
      lines.append("raised \(string(error.type)): \(message)")
    }
    if raised.count > 1, let primary, let root {
      lines.append("about \(string(primary.type)), first \(string(root.type))")
    }
    lines += frames.map { "call \($0.file):\($0.line) \($0.function)" }
    return lines.joined(separator: "\n")
  }
}

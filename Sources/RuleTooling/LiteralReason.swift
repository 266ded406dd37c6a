internal import FailureRules
internal import PatternEngine

/// Why a scan has nothing to look for before it tries an expression.
enum LiteralReason {
  /// The reason; nil if the expression's literals are long enough.
  static func of(_ expression: String) -> String? {
    let least = LineSignature.minimumLiteralLength
    guard let literals = RequiredLiterals(of: expression) else { return missing(in: expression) }
    guard let shortest = literals.alternatives.min(by: { $0.utf8.count < $1.utf8.count }),
      shortest.utf8.count < least
    else { return nil }
    let size = shortest.utf8.count
    return """
      its longest fixed text is '\(shortest)', of \(size) byte\(size == 1 ? "" : "s"), expected \(least)\
      \(expression.contains(#"\s"#) ? "; over white space, the shorter half of a phrase counts" : "")
      """
  }

  private static func missing(in expression: String) -> String {
    if expression.contains("(*") { return "a verb '(*…)' changes what its text means" }
    for option in ["(?x", "(?ix", "(?mx", "(?sx"] where expression.contains(option) {
      return "of free spacing '\(option))' no text is fixed"
    }
    let branches = branches(of: expression)
    if branches.count > 1,
      let bare = branches.first(where: { RequiredLiterals(of: $0) == nil })
    {
      return "its alternative '\(bare)' has no fixed text"
    }
    return "all of its text is in classes, escapes and what may be missing"
  }

  /// The branches of the outermost alternation.
  private static func branches(of expression: String) -> [String] {
    var branches = [""]
    var depth = 0
    var isInClass = false
    var isEscaped = false
    for character in expression.unicodeScalars {
      if isEscaped {
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if isInClass {
        if character == "]" { isInClass = false }
      } else if character == "[" {
        isInClass = true
      } else if character == "(" {
        depth += 1
      } else if character == ")" {
        depth -= 1
      } else if character == "|", depth == 0 {
        branches.append("")
        continue
      }
      branches[branches.count - 1].unicodeScalars.append(character)
    }
    return branches
  }
}

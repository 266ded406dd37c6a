internal import FailureRules

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Writes the Swift source that embeds `rules/**/*.yaml` in the program.
///
/// Run by the EmbedRules plugin as `RuleGenerator RULES-DIRECTORY OUTPUT.swift`. A problem with a
/// rule is printed as `file:line:column: error: …`, which the build shows, and ends the build.
@main
struct RuleGenerator {
  static func main() {
    guard CommandLine.arguments.count == 3 else {
      fail("usage: RuleGenerator RULES-DIRECTORY OUTPUT.swift")
    }
    let directory = CommandLine.arguments[1]
    let files = RuleDirectory.read(directory)
    let rules = files.compactMap(\.rule).map { rule in
      // The program must not hold the path of the machine that built it.
      var rule = rule
      rule.file = "rules" + rule.file.dropFirst(directory.count)
      return rule
    }
    var problems = files.flatMap(\.problems)
    problems += RuleSet.problems(among: rules)
    for problem in problems {
      print("\(problem.file):\(problem.line):\(problem.column): error: \(problem.message)")
    }
    guard problems.isEmpty else { exit(1) }
    guard write(source(of: rules), to: CommandLine.arguments[2]) else {
      fail("cannot write \(CommandLine.arguments[2])")
    }
  }

  private static func source(of rules: [Rule]) -> String {
    let set = RuleSet(rules)
    var source = """
      extension RuleData {
        /// What a scan looks for, as `RuleIndex` writes it.
        public static let index: StaticString = "\(escaped(set.index.packed))"

        /// The rules in order of id, as `RulePack` writes them.
        public static let rules: [StaticString] = [

      """
    for rule in set.rules { source += "    \"\(escaped(RulePack.pack(rule)))\",\n" }
    return source + "  ]\n}\n"
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\\", "\"": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case " "..."~": result.unicodeScalars.append(scalar)
      default: result += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
  }

  private static func write(_ text: String, to path: String) -> Bool {
    guard let file = fopen(path, "w") else { return false }
    var text = text
    let isWritten = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
    return fclose(file) == 0 && isWritten
  }

  private static func fail(_ message: String) -> Never {
    print("error: \(message)")
    exit(1)
  }
}

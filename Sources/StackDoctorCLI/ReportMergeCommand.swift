internal import ArgumentParser
internal import FailureRules
internal import Findings
internal import LogReading
internal import Reporting
internal import StackDoctor

/// `stackdoctor report merge FILE…`.
struct ReportMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make one report of those of many hosts.",
    discussion: """
      Takes what 'scan --format json' or 'scan --format ndjson' has written on each of them. A host is \
      called as its file is, without what follows the last point, or as is said: NAME=FILE. Failures of \
      one kind are one, with their hosts and counts, and one that has no cause on its own host may have \
      it on another. A file that is no report is told, gives exit status 3, and the others are merged.
      """)

  @Argument(
    help: ArgumentHelp("Reports, as JSON or NDJSON.", valueName: "file"), completion: .file())
  var files: [String]

  @Option(help: "Form of the report.")
  var format = ReportFormat.text

  @Option(
    help: ArgumentHelp(
      "Write another report to a file, as in sarif=out.sarif; may be repeated.",
      valueName: "format=file"))
  var output: [ReportFile] = []

  @Option(
    help: ArgumentHelp(
      "Least severity that gives exit status 1; never for none.", valueName: "severity"))
  var failOn = FailureThreshold.high

  @Flag(help: "Tracebacks that no rule explains give exit status 1, too.")
  var failOnUnexplained = false

  @Flag(help: "What is found gives exit status 0; what could not be read still gives 3.")
  var exitZero = false

  @OptionGroup var ruleOptions: RuleOptions

  @Option(help: "When to use colour; NO_COLOR and CLICOLOR_FORCE count for auto.")
  var color = ColorChoice.auto

  @Flag(name: .shortAndLong, help: "Do not tell what was skipped.")
  var quiet = false

  mutating func validate() throws {
    let paths = output.map(\.file.path)
    for (index, path) in paths.enumerated() where paths[..<index].contains(path) {
      throw ValidationError("\(path) would be written twice.")
    }
  }

  mutating func run() throws {
    let packs = ruleOptions.load(for: ruleOptions.project())
    let reports = ReportFiles(output, summary: format == .github ? Environment.stepSummary : nil)
    reports.check()
    var merge = DiagnosisMerge()
    for file in files {
      let (host, path) = Self.hostAndPath(file)
      do {
        merge.add(try Self.diagnosis(at: path), of: host)
      } catch {
        merge.add(error.problem)
      }
    }
    let diagnosis = merge.diagnosis(packs.rules)
    let areWritten = reports.write(diagnosis)
    var stream = StandardStream.output
    format.reporter(style: Environment.style(for: .output, color: color))
      .write(diagnosis, to: &stream)
    for problem in diagnosis.problems where problem.kind == .failure || !quiet {
      StandardStream.tell(ProblemText.line(problem))
    }
    let status = ExitStatus(
      of: diagnosis, failOn: exitZero ? .never : failOn,
      isUnexplainedFailure: failOnUnexplained && !exitZero)
    StackDoctorCommand.exit(areWritten ? status : .unreadable)
  }

  /// What cannot be merged, and why.
  private struct Refusal: Error {
    var problem: ReadProblem
  }

  private static func diagnosis(at path: String) throws(Refusal) -> Diagnosis {
    let text: String
    do {
      text = try TextFile.read(path, sizeLimit: WrittenReport.sizeLimit + 1)
    } catch {
      throw Refusal(
        problem: ReadProblem(source: path, message: error.description, kind: .failure))
    }
    guard text.utf8.count <= WrittenReport.sizeLimit else {
      let limit = WrittenReport.sizeLimit
      throw Refusal(
        problem: ReadProblem(
          source: path, message: "has more than \(limit) bytes, expected that many at most",
          kind: .failure))
    }
    do {
      return try WrittenReport.diagnosis(in: text)
    } catch {
      throw Refusal(
        problem: ReadProblem(
          source: "\(path):\(error.line):\(error.column)", message: error.description,
          kind: .failure))
    }
  }

  /// The host's name and the report's path.
  static func hostAndPath(_ argument: String) -> (host: String, path: String) {
    if let equals = argument.firstIndex(of: "="), equals > argument.startIndex,
      !argument[..<equals].contains("/")
    {
      return (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
    }
    let name = argument.split(separator: "/").last.map(String.init) ?? argument
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    return (stem.isEmpty ? name : stem, argument)
  }
}

internal import ArgumentParser
internal import StackDoctor

/// What the commands that search all of their input have in common.
struct JobOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Threads that read and search files ahead; 0 for one a processor. The report is the same.",
      valueName: "number"))
  var jobs = 1

  mutating func validate() throws {
    guard (0...Doctor.jobLimit).contains(jobs) else {
      throw ValidationError("'--jobs' takes a number from 0 to \(Doctor.jobLimit).")
    }
  }

  /// A doctor with as many threads as asked for.
  func doctor(_ doctor: Doctor) -> Doctor {
    var doctor = doctor
    doctor.jobs = jobs == 0 ? min(Environment.processorCount, Doctor.jobLimit) : jobs
    return doctor
  }
}

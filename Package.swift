// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "stackdoctor",
  products: [
    .executable(name: "stackdoctor", targets: ["StackDoctorCLI"]),
    .library(name: "StackDoctor", targets: ["StackDoctor"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // C libraries and headers, behind the smallest module maps. Each is imported by one target only.
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
    // Without pkg-config, since nothing of it is linked.
    .systemLibrary(
      name: "CArchive",
      providers: [
        .apt(["libarchive-dev", "liblzma-dev", "zlib1g-dev"]), .brew(["libarchive", "xz"]),
      ]),
    .systemLibrary(name: "CSystemd"),
    .systemLibrary(name: "CPosix"),
    .systemLibrary(name: "CBlocks"),

    // The walk, from bytes to a report. A target depends on what stands before it, never after.
    .target(name: "PatternEngine", dependencies: ["CPCRE2"]),
    .target(name: "LogReading", dependencies: ["CArchive", "CBlocks", "CPosix", "CSystemd"]),
    .target(name: "Tracebacks", dependencies: ["LogReading"]),
    .target(name: "FailureRules", dependencies: ["CYAML", "PatternEngine"]),
    .target(
      name: "Matching",
      dependencies: ["PatternEngine", "LogReading", "Tracebacks", "FailureRules"]),
    .target(
      name: "Findings",
      dependencies: ["PatternEngine", "LogReading", "Tracebacks", "FailureRules", "Matching"]),
    .target(
      name: "ReportPage",
      resources: [.embedInCode("report.css"), .embedInCode("report.js")]),
    .target(
      name: "Reporting",
      dependencies: [
        "CPosix", "LogReading", "Tracebacks", "FailureRules", "Findings", "ReportPage",
      ]),
    .target(
      name: "StackDoctor",
      dependencies: [
        "LogReading", "Tracebacks", "FailureRules", "Matching", "Findings", "Reporting", "RuleData",
      ]),
    .target(
      name: "RuleTooling",
      dependencies: [
        "PatternEngine", "LogReading", "Tracebacks", "FailureRules", "Matching", "Findings",
        "Reporting", "StackDoctor",
      ]),
    .executableTarget(
      name: "StackDoctorCLI",
      dependencies: [
        "StackDoctor", "Findings", "FailureRules", "LogReading", "Matching", "Reporting",
        "RuleTooling",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // rules/**/*.yaml, checked and embedded at build time.
    .target(name: "RuleData", path: "rules", exclude: ["schema.json"], plugins: ["EmbedRules"]),
    .plugin(name: "EmbedRules", capability: .buildTool(), dependencies: ["RuleGenerator"]),
    .executableTarget(name: "RuleGenerator", dependencies: ["FailureRules"]),
  ],
  swiftLanguageModes: [.v6]
)

// A test target for each module, which sees no more of the walk than the module does.
package.targets += [
  .testTarget(name: "PatternEngineTests", dependencies: ["PatternEngine"]),
  .target(name: "WrittenJournals", path: "Tests/WrittenJournals"),
  .testTarget(
    name: "LogReadingTests",
    dependencies: ["CArchive", "CBlocks", "LogReading", "WrittenJournals"],
    linkerSettings: [.linkedLibrary("archive"), .linkedLibrary("lzma")]),
  .target(
    name: "TracebackPictures", dependencies: ["Tracebacks"], path: "Tests/TracebackPictures"),
  .testTarget(
    name: "TracebacksTests", dependencies: ["LogReading", "Tracebacks", "TracebackPictures"]),
  .testTarget(name: "FailureRulesTests", dependencies: ["FailureRules", "PatternEngine"]),
  .testTarget(
    name: "MatchingTests",
    dependencies: ["LogReading", "Tracebacks", "FailureRules", "Matching", "TracebackPictures"]),
  .testTarget(
    name: "FindingsTests", dependencies: ["LogReading", "FailureRules", "Matching", "Findings"]),
  .testTarget(name: "ReportPageTests", dependencies: ["ReportPage"]),
  .testTarget(
    name: "StackDoctorTests",
    dependencies: [
      "StackDoctor", "PatternEngine", "LogReading", "Tracebacks", "FailureRules", "Findings",
      "ReportPage", "Reporting", "RuleData", "WrittenJournals",
    ],
    exclude: ["Golden"]),
  .testTarget(
    name: "RuleToolingTests",
    dependencies: [
      "RuleTooling", "LogReading", "FailureRules", "Matching", "Findings", "Reporting",
      "StackDoctor",
    ],
    exclude: ["Golden", "BrokenRules"]),
  .testTarget(
    name: "StackDoctorCLITests", dependencies: ["StackDoctorCLI", "WrittenJournals"]),
]

// Every own target is built alike; warnings are errors except in a tagged release, so that a newer
// compiler's new warning does not break an old tag.
for target in package.targets where ![.system, .plugin].contains(target.type) {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if Context.gitInformation?.currentTag == nil {
    settings.append(.treatAllWarnings(as: .error))
  }
  target.swiftSettings = settings
}

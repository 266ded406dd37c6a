internal import ArgumentParser
internal import Findings

/// Whether secrets of logs are shown; what all commands that show text of logs have in common.
struct RedactionOptions: ParsableArguments {
  @Flag(help: "Show passwords, tokens and keys of the log instead of ***.")
  var noRedact = false

  /// What hides them; nil where they are to be shown.
  var mask: SecretMask? { noRedact ? nil : SecretMask() }
}

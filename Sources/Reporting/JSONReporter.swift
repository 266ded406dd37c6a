package import Findings

/// One JSON document for programs; its keys and their meaning are kept from release to release.
package struct JSONReporter: Reporter {
  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    output.write(JSONText.of(JSONDocument(diagnosis), isPretty: true) + "\n")
  }
}

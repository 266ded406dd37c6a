package import Findings

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// One JSON document for programs; its keys and their meaning are kept from release to release.
package struct JSONReporter: Reporter {
  package init() {}

  package func write(_ diagnosis: Diagnosis, to output: inout some TextOutputStream) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Texts and whole numbers only: nothing that the encoder could refuse.
    guard let data = try? encoder.encode(JSONDocument(diagnosis)) else { return }
    output.write(String(decoding: data, as: UTF8.self) + "\n")
  }
}

import Foundation
import PackagePlugin

/// Turns `rules/**/*.yaml` into Swift source, checked, each time one of them changes.
@main
struct EmbedRules: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let rules = target.directoryURL
    let paths = FileManager.default.enumerator(at: rules, includingPropertiesForKeys: nil)
    let files = (paths?.compactMap { $0 as? URL } ?? [])
      .filter { $0.pathExtension == "yaml" }
      .sorted { $0.path < $1.path }
    let output = context.pluginWorkDirectoryURL.appending(path: "RuleData+Rules.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(files.count) rules",
        executable: try context.tool(named: "RuleGenerator").url,
        arguments: [rules.path, output.path],
        inputFiles: files,
        outputFiles: [output])
    ]
  }
}

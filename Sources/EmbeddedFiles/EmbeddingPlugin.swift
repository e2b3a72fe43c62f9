import Foundation
import PackagePlugin

/// Builds the files below a target's folders `Design` and `Sites` into it, so that the program is one file.
@main struct EmbeddingPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let folder = target.directoryURL
    let paths = try ["Design", "Sites"].flatMap { name in
      try FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: name).path)
        .map { name + "/" + $0 }
    }
    .filter { path in
      try folder.appending(path: path).resourceValues(forKeys: [.isRegularFileKey]).isRegularFile
        == true
    }
    .sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding the design", executable: try context.tool(named: "EmbedFiles").url,
        arguments: [folder.path, output.path] + paths,
        inputFiles: paths.map { folder.appending(path: $0) }, outputFiles: [output])
    ]
  }
}

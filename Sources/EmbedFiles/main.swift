import Foundation

// Writes a Swift file that holds the files of a folder: `EmbedFiles FOLDER OUTPUT`. A step of the build, called by
// the plugin `EmbeddedFiles`.

let arguments = CommandLine.arguments
let folder = URL(filePath: arguments[1], directoryHint: .isDirectory).standardizedFileURL
let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
var source = "let embeddedFiles: [(path: String, text: String)] = [\n"
for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
  let file = folder.appending(path: path)
  guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
    continue
  }
  let text = try String(contentsOf: file, encoding: .utf8)
  // With more number signs than any quote in the text is followed by, nothing in it has a meaning.
  var signs = "##"
  while text.contains("\"" + signs) || text.contains("\\" + signs) { signs += "#" }
  source += "  (\"\(path)\", \(signs)\"\"\"\n\(text)\n\"\"\"\(signs)),\n"
}
source += "]\n"
try source.write(to: URL(filePath: arguments[2]), atomically: true, encoding: .utf8)

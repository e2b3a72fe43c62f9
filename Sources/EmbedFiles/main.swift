import Foundation

// A step of the build: writes a Swift file with the texts of files. `EmbedFiles FOLDER OUTPUT FILE …`, where each file is
// named by its path below the folder. Called by the plugin `EmbeddedFiles`.

let arguments = CommandLine.arguments
let folder = URL(filePath: arguments[1], directoryHint: .isDirectory)
var source = "let embeddedFiles: [(path: String, text: String)] = [\n"
for path in arguments.dropFirst(3) {
  let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  // With more number signs than follow any quotation mark or backslash of the text, nothing in it has a meaning.
  var signs = "##"
  while text.contains("\"" + signs) || text.contains("\\" + signs) { signs += "#" }
  source += "  (\"\(path)\", \(signs)\"\"\"\n\(text)\n\"\"\"\(signs)),\n"
}
source += "]\n"
try source.write(to: URL(filePath: arguments[2]), atomically: true, encoding: .utf8)

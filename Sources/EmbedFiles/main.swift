import Foundation

// A step of the build: writes a Swift file with the texts of files. `EmbedFiles FOLDER OUTPUT FILE …`, where each file is
// named by its path below the folder. What is no text, such as a font, is written in base64. Called by the plugin `EmbeddedFiles`.

let arguments = CommandLine.arguments
let folder = URL(filePath: arguments[1], directoryHint: .isDirectory)
var source = "let embeddedFiles: [(path: String, text: String, isBase64: Bool)] = [\n"
for path in arguments.dropFirst(3) {
  let bytes = try Data(contentsOf: folder.appending(path: path))
  let ownText = bytes.contains(0) ? nil : String(data: bytes, encoding: .utf8)
  let text = ownText ?? bytes.base64EncodedString()
  // With more number signs than follow any quotation mark or backslash of the text, nothing in it has a meaning.
  var signs = "##"
  while text.contains("\"" + signs) || text.contains("\\" + signs) { signs += "#" }
  source += "  (\"\(path)\", \(signs)\"\"\"\n\(text)\n\"\"\"\(signs), \(ownText == nil)),\n"
}
source += "]\n"
try source.write(to: URL(filePath: arguments[2]), atomically: true, encoding: .utf8)

import ArgumentParser
import Content
import Diagnostics
import Importing
import Previewing
import SiteSettings
import SiteShell

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Show the site in a browser, as it is while you write.",
    discussion:
      "Nothing is written. Drafts and pages that are not yet or no longer published are shown, too."
  )

  @OptionGroup var source: SiteSource

  @Option(
    help: ArgumentHelp(
      "The port to listen on; \(PreviewOptions.usualPort), or one of the next if it is taken.",
      valueName: "number"))
  var port: Int?

  @Option(
    help: ArgumentHelp(
      "The address to listen on; 0.0.0.0 lets the whole network look.", valueName: "address"))
  var host = "127.0.0.1"

  @Flag(help: "Open the site in the browser.")
  var open = false

  @Flag(help: "Let the browser go to the page that was edited.")
  var follow = false

  @Option(
    help: ArgumentHelp(
      "What opens a file from the browser: \(EditorLink.names.joined(separator: ", ")), or an address with {path}, {line} and {column}.",
      valueName: "editor"))
  var editor = "vscode"

  @Flag(help: "Show after each change where the time went.")
  var timings = false

  func run() async throws {
    let options = try options()
    let showsTimings = timings
    endQuietlyOnSignals()
    try await withMachineErrors { () async throws(WorkspaceError) in
      let workspace = try Workspace(site: source.site)
      try await preview(workspace, options) { news in
        try? report(news, showsTimings)  // If the terminal is gone, the browser still shows it.
      }
    }
  }

  private func options() throws -> PreviewOptions {
    guard let link = EditorLink(editor) else {
      throw ValidationError(
        "'\(editor)' is no editor; write \(EditorLink.names.joined(separator: ", ")), or an address such as my-editor://open{path}:{line}"
      )
    }
    if let port, !(0...65535).contains(port) {
      throw ValidationError("'\(port)' is no port; write a number from 1 to 65535")
    }
    var options = PreviewOptions(editor: link)
    options.host = host
    options.port = port
    options.follows = follow
    options.opensBrowser = open
    options.now = try source.now()
    options.parse = try source.parseOptions()
    return options
  }
}

private func report(_ news: PreviewNews, _ showsTimings: Bool) throws(WorkspaceError) {
  switch news {
  case .ready(let address, let isUsualPortTaken):
    if isUsualPortTaken {
      try Terminal.output.write(
        "Port \(PreviewOptions.usualPort) is in use, so the preview took another.\n")
    }
    try Terminal.output.write("The preview is at \(address)\nCtrl-C ends it.\n")
  case .failure(let failure):
    try report([.error(CommandCode.commandFailed, failure.message, help: failure.help)], as: .text)
  case .changed(let timings):
    if showsTimings { try Terminal.error.write(table(of: timings)) }
  case .mistakes(let mistakes):
    if mistakes.isEmpty { return try Terminal.output.write("All is well again.\n") }
    try report(mistakes, as: .text)
  }
}

import ArgumentParser
import SiteCore
import SiteShell

struct NewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a new page with its kind's fields, commented.")

  @Argument(help: "page, news, session, speaker, or another kind of the site.")
  var kind: String

  @Argument(help: "The page's title.")
  var title: String

  @Option(help: ArgumentHelp("The folder that holds site.yaml.", valueName: "site"))
  var site = "."

  func run() async throws {
    let made = try await withMachineErrors { () async throws(WorkspaceError) in
      let workspace = try Workspace(site: site)
      return try await workspace.makePage(kind: kind, title: title)
    }
    switch made {
    case .made(let path): Terminal.output.write("\(path)\n")
    case .unknownKind(let kinds):
      throw ValidationError(
        "there is no kind '\(kind)'; the kinds are \(kinds.joined(separator: ", "))")
    case .exists(let path):
      Terminal.error.write("error: \(path) is there already\nhelp: choose another title\n")
      throw ExitCode(1)
    }
  }
}

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a small site that builds.")

  @Argument(help: "The new site's folder.")
  var folder: String

  func run() async throws {
    let files = try await withMachineErrors { () async throws(WorkspaceError) in
      try makeStarterSite(in: folder)
    }
    for file in files { Terminal.output.write("\(file)\n") }
    Terminal.output.write("\nBuild it with: lectern build \(folder)\n")
  }
}

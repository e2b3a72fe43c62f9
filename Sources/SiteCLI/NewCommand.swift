import ArgumentParser
import ConferenceDesign
import Content
import Diagnostics
import Importing
import SiteSettings
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
      let made = try await workspace.makePage(kind: kind, title: title)
      switch made {
      case .made(let path): try Terminal.output.write("\(path)\n")
      case .mistakes(let mistakes): try report(mistakes, as: .text)
      case .exists(let path):
        try report(
          [
            .error(CommandCode.fileExists, "\(path) is there already", help: "choose another title")
          ], as: .text)
      case .unknownKind: break
      }
      return made
    }
    switch made {
    case .made: return
    case .mistakes, .exists: throw ExitCode(1)
    case .unknownKind(let kinds):
      throw ValidationError(
        "there is no kind '\(kind)'; the kinds are \(kinds.joined(separator: ", "))")
    }
  }
}

struct InitCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a small site that builds.",
    discussion: """
      Without an option it is a conference of two days in the design that ships: change its texts, and it is yours.
      """)

  @Argument(help: "The new site's folder.")
  var folder: String

  @Flag(help: "Make a campaign's site.")
  var campaign = false

  @Flag(help: "Make a few templates without a design, for who begins from nothing.")
  var bare = false

  func validate() throws {
    if campaign && bare { throw ValidationError("--campaign and --bare are two kinds of site") }
  }

  func run() async throws {
    let site: StarterSite = bare ? .bare : campaign ? .campaign : .conference
    try await withMachineErrors { () async throws(WorkspaceError) in
      for file in try make(site, in: folder) { try Terminal.output.write("\(file)\n") }
      try Terminal.output.write("\nBuild it with: lectern build \(folder)\n")
    }
  }
}

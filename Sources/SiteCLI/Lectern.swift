import ArgumentParser
import SiteSettings

@main
struct Lectern: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lectern",
    abstract: "Builds websites for conferences and campaigns from Markdown.",
    version: versionText,
    subcommands: [
      BuildCommand.self, CheckCommand.self, ServeCommand.self, NewCommand.self, InitCommand.self,
      ImportCommand.self, PublishCommand.self, LinksCommand.self, AddressesCommand.self,
      ReleaseCommand.self, UpgradeCommand.self, RenderCommand.self, MarkdownCommand.self,
      DesignCommand.self,
      ExplainCommand.self,
    ])

  /// Usage errors exit with 2, like everything that isn't a mistake in the site.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      leave(after: error)
    }
  }

  private static func leave(after error: any Error) -> Never {
    let code = exitCode(for: error)
    let text = fullMessage(for: error)
    if code == .success {
      if !text.isEmpty { print(text) }
      exit(withError: ExitCode.success)
    }
    // A failure to print cannot be reported anywhere else.
    if !text.isEmpty { try? Terminal.error.write(text + "\n") }
    exit(withError: error is ExitCode ? code : ExitCode(2))
  }
}

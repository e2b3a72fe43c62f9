import ArgumentParser
import Content
import Importing
import SiteModel
import SiteSettings

/// The site of a command, the address at which it is published, and the time that counts as now.
struct SiteSource: ParsableArguments {
  @Argument(help: "The folder that holds site.yaml.")
  var site = "."

  @Option(
    help: ArgumentHelp("The address to publish at, instead of site.yaml's.", valueName: "url"))
  var baseURL: String?

  @Option(
    help: ArgumentHelp(
      "The moment that counts as now, as 2012-09-19 or '2012-09-19 13:30'.", valueName: "date"))
  var at: String?

  func parseOptions() throws -> ParseOptions {
    guard let baseURL else { return ParseOptions() }
    guard let url = BaseURL(baseURL) else {
      throw ValidationError("'\(baseURL)' is no web address; write it like https://example.org/")
    }
    return ParseOptions(baseURL: url)
  }

  /// `nil` for the time of the clock.
  func now() throws -> BuildTime? {
    guard let at else { return nil }
    guard let time = BuildTime(written: at) else {
      throw ValidationError("'\(at)' is no date; write it like 2012-09-19 or '2012-09-19 13:30'")
    }
    return time
  }
}

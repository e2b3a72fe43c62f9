import Content
import Text
import Web

// Netlify's `_headers` and `_redirects`, which Cloudflare Pages and others read, too
// (https://docs.netlify.com/manage/routing/headers/, https://docs.netlify.com/manage/routing/redirects/overview/).

extension HostedSite {
  /// Where two rules set one header, Netlify sends both values. It lets browsers ask each time for what has no rule, so
  /// only fingerprinted files have one.
  var netlifyHeaders: String {
    var text = introduction("Netlify and others read it at the root of what is published.")
    text += rule(percentEncoded(base) + "/*", headers)
    let forever = [("Cache-Control", cacheForever)]
    if unfingerprinted.isEmpty, !fingerprinted.isEmpty {
      text += rule(percentEncoded(base) + "/assets/*", forever)
    } else {
      text += fingerprinted.map { rule(percentEncoded($0), forever) }.joined()
    }
    let types = unusualFiles.map { ($0, contentType(of: $0)) } + feeds.map { ($0, feedType) }
    return text + types.map { rule(percentEncoded($0), [("Content-Type", $1)]) }.joined()
  }

  private func rule(_ path: String, _ headers: [(name: String, value: String)]) -> String {
    path + "\n" + headers.map { "  \($0.name): \($0.value)\n" }.joined()
  }

  /// A page stands at each old address, so the status has an exclamation mark: the rule counts all the same. What follows a
  /// question mark goes along by itself.
  var netlifyRedirects: String {
    introduction("Netlify and others read it at the root of what is published.")
      + moves.map { "\(percentEncoded($0.from)) \($0.to) 301!\n" }.joined()
      + notFoundPages.dropLast().map {
        "\(percentEncoded($0.below))* \(percentEncoded($0.page)) 404\n"
      }.joined()
  }
}

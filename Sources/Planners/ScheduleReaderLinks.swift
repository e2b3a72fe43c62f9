// The links and attachments of a session in a schedule export.

import Content
import Diagnostics
import Web

extension ScheduleReader {
  mutating func readLinks(of event: JSONNode, into session: inout ImportedSchedule.Session) {
    for (key, isFile) in [("links", false), ("attachments", true)] {
      for node in event[key]?.elements ?? [] {
        guard let written = (node["url"] ?? node["href"] ?? node).text(in: language) else {
          continue
        }
        guard let url = webAddress(oneLine(written)) else {
          findings.append(
            ImportFinding(
              severity: .warning, code: .planDataLeftOut,
              message: "'\(oneLine(written))' is no web address, so it is left out",
              range: node.range, help: nil))
          continue
        }
        let title = node["title"].flatMap(text).map(oneLine) ?? ""
        if isFile && session.slides == nil && looksLikeSlides(title, url) {
          session.slides = url
        }
        session.links.append(.init(title: title.isEmpty ? url : title, url: url, isFile: isFile))
      }
    }
  }

  private func webAddress(_ written: String) -> String? {
    let address = written.replacing(" ", with: "%20")
    if isWebAddress(address) {
      return origin(address) == nil ? nil : address
    }
    guard address.hasPrefix("/"), !address.hasPrefix("//"), let origin = export.origin else {
      return nil
    }
    return origin + address
  }
}

/// `https://host` of a web address.
package func origin(_ url: String) -> String? {
  guard let scheme = ["https://", "http://"].first(where: { url.lowercased().hasPrefix($0) }) else {
    return nil
  }
  let host = url.dropFirst(scheme.count).prefix { !"/?#".contains($0) }
  return host.isEmpty || host.contains(where: \.isWhitespace) ? nil : scheme + host
}

private func looksLikeSlides(_ title: String, _ url: String) -> Bool {
  let path = url.prefix { $0 != "?" && $0 != "#" }.lowercased()
  let words = ["slides", "folien", "präsentation", "presentation"]
  return words.contains { title.lowercased().contains($0) }
    || [".pptx", ".ppt", ".odp", ".key"].contains { path.hasSuffix($0) }
}

import Content
import Diagnostics
import SiteModel
import Templates
import Web

// An address that a template writes out, as in href="/contact/", is checked like a link in a text. Where the site lies below a
// path, or its addresses are relative, it would lead out of the site: there it has to go through url().

extension Site {
  /// Reports addresses from the site's root that templates have written out and that lead nowhere.
  var mistakesInTemplateAddresses: [Diagnostic] {
    // What could not be read may be what an address leads to.
    guard let home = sections.homes.compactMap(\.self).first else { return [] }
    return templates.writtenTexts.filter { $0.source.file.hasSuffix(".html") }.flatMap { template in
      addresses(writtenIn: template.ranges, of: template.source.bytes).compactMap { range in
        mistake(inAddress: range, of: template.source, from: self[home])
      }
    }
  }

  /// The addresses of the site that templates have written out, below its root, and where.
  var addressesWrittenInTemplates: [(address: String, location: SourceLocation)] {
    let basePath = configuration.baseURL.path
    return templates.writtenTexts.filter { $0.source.file.hasSuffix(".html") }.flatMap { template in
      addresses(writtenIn: template.ranges, of: template.source.bytes).compactMap { range in
        let written = resolved(template.source.bytes[range], isAttribute: true)
        guard written.hasPrefix(basePath + "/") else { return nil }
        return (String(written.dropFirst(basePath.count)), template.source.location(of: range))
      }
    }
  }

  private func mistake(
    inAddress range: Range<Int>, of source: SourceText, from home: Page
  ) -> Diagnostic? {
    let written = resolved(source.bytes[range], isAttribute: true)
    let basePath = configuration.baseURL.path
    let isOfSite = basePath.isEmpty || written.hasPrefix(basePath + "/")
    let address = isOfSite ? String(written.dropFirst(basePath.count)) : written
    let target = resolve(link: address, from: home)
    let location = source.location(of: range)
    switch target {
    case .dead(let message, let help):
      // Beside a site that lies below a path there may be others on the host.
      guard isOfSite else { return nil }
      if address.hasPrefix("/assets/") {
        let name = String(address.dropFirst("/assets/".count))
        return .error(
          RenderCode.linkDead, "\(message)", at: location,
          help: assets[name] == nil ? help : "write {{ asset(\"\(name)\") }}")
      }
      return .error(RenderCode.linkDead, message, at: location, help: help)
    case .page, .file:
      guard options.isRelative || !isOfSite else { return nil }
      return .error(
        RenderCode.addressLeavesSite,
        options.isRelative
          ? "'\(written)' leads out of a site whose addresses are relative"
          : "'\(written)' leads out of the site, which lies below \(basePath)/", at: location,
        help: "write {{ url(\"\(address)\") }}")
    case .notLive(let id): return deadForNow(written, id, at: location)
    case .unknown: return nil
    }
  }

  /// Warns of addresses in calls of `url()` whose page is not on the site now.
  var callsForPagesNotOnSite: [Diagnostic] {
    guard let home = sections.homes.compactMap(\.self).first else { return [] }
    return templates.constantCalls(of: PageRendering.urlFunction).compactMap { call in
      guard call.text.hasPrefix("/"),
        case .notLive(let id) = resolve(link: call.text, from: self[home])
      else { return nil }
      return deadForNow(call.text, id, at: call.location)
    }
  }

  /// `nil` if templates ask before whether the page is there.
  private func deadForNow(
    _ address: String, _ id: PageID, at location: SourceLocation
  ) -> Diagnostic? {
    let asked = templates.constantCalls(of: PageRendering.findPageFunction)
    let path = String(address.prefix { $0 != "#" && $0 != "?" })
    if asked.contains(where: { $0.text == path }) { return nil }
    return .warning(
      RenderCode.linkDead,
      "there is nothing at '\(address)' now, because \(self[id].shownSource) is not on the site: \(self[id].liveness.reason)",
      at: location, help: "ask before: {% if find_page(\"\(path)\") %}")
  }
}

/// The addresses from the site's root, in attributes of tags, of which templates print each byte as it is written.
private func addresses(writtenIn texts: [Range<Int>], of bytes: [UInt8]) -> [Range<Int>] {
  var tokenizer = HTMLTokenizer(bytes)
  var found: [Range<Int>] = []
  while let token = tokenizer.next() {
    guard case .startTag = token else { continue }
    for name in ["href", "src", "poster"] as [StaticString] {
      guard let value = tokenizer.value(of: name), value.count > 1,
        bytes[value.lowerBound] == UInt8(ascii: "/"),
        bytes[value.lowerBound + 1] != UInt8(ascii: "/"),
        isWithin(texts, value)
      else { continue }
      found.append(value)
    }
  }
  return found
}

/// Whether one of some ranges, which follow each other, holds another whole, with something behind it.
private func isWithin(_ texts: [Range<Int>], _ value: Range<Int>) -> Bool {
  var range = texts.indices
  while range.count > 1 {
    let middle = range.lowerBound + range.count / 2
    range =
      texts[middle].lowerBound <= value.lowerBound
      ? middle..<range.upperBound : range.lowerBound..<middle
  }
  guard let text = texts[range].first else { return false }
  return text.lowerBound <= value.lowerBound && value.upperBound < text.upperBound
}

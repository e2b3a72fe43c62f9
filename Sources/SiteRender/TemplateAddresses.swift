import Content
import ContentSchema
import Diagnostics
import SiteModel
import SiteSettings
import SiteViews
import SourceFormats
import Templates
import Text
import Web

// An address that a template writes out, as in href="/contact/", is checked like a link in a text. Where the site lies below a
// path, or its addresses are relative, it would lead out of the site: there it has to go through url().

extension Site {
  /// Reports addresses that templates have written out and that lead nowhere, or to another place from each page.
  var mistakesInTemplateAddresses: [Diagnostic] {
    // What could not be read may be what an address leads to.
    guard let home = sections.homes.compactMap(\.self).first else { return [] }
    return templates.writtenTexts.filter { $0.source.file.hasSuffix(".html") }.flatMap { template in
      let written = attributes(writtenIn: template.ranges, of: template.source.bytes)
      return written.misquoted.map { misquoted($0, of: template.source) }
        + written.addresses.compactMap { range in
          template.source.bytes.isFromRoot(range)
            ? mistake(inAddress: range, of: template.source, from: self[home])
            : mistake(inRelativeAddress: range, of: template.source, from: self[home])
        }
    }
  }

  private func misquoted(_ value: Range<Int>, of source: SourceText) -> Diagnostic {
    .error(
      SyntaxCode.typographicQuotes,
      "the quotation marks around this attribute are typographic ones, and so part of it",
      at: source.location(of: value), help: "write straight ones: \"…\"")
  }

  /// An address is meant from the page that shows it, and most templates make many pages.
  private func mistake(
    inRelativeAddress range: Range<Int>, of source: SourceText, from home: Page
  ) -> Diagnostic? {
    let written = resolved(source.bytes[range], isAttribute: true)
    guard isRelativeAddress(written) else { return nil }
    let location = source.location(of: range)
    let target = resolve(link: written, from: home)
    if source.file.hasSuffix("/home.html") || source.file.hasSuffix(":home.html") {
      guard case .dead(let message, let help) = target else { return nil }
      return .error(ViewCode.linkDead, message, at: location, help: help)
    }
    let name = written.prefix { $0 != "#" && $0 != "?" }
    let meant =
      if case .page(let id, _) = target {
        "write {{ url(\"\(self[id].permalink.path)\") }}"
      } else if assets[String(name)] != nil {
        "write {{ asset(\"\(name)\") }}"
      } else {
        "begin it with / and the folder, or write {{ asset(\"…\") }} for a file of the design"
      }
    return .error(
      ViewCode.linkDead,
      "'\(written)' is meant from the page that shows it, so it leads elsewhere from each",
      at: location,
      help: meant)
  }

  /// The addresses of the site that templates have written out, below its root, and where.
  var addressesWrittenInTemplates: [(address: String, location: SourceLocation)] {
    let basePath = configuration.baseURL.path
    return templates.writtenTexts.filter { $0.source.file.hasSuffix(".html") }.flatMap { template in
      attributes(writtenIn: template.ranges, of: template.source.bytes).addresses.compactMap {
        range in
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
          ViewCode.linkDead, "\(message)", at: location,
          help: assets[name] == nil ? help : "write {{ asset(\"\(name)\") }}")
      }
      return .error(ViewCode.linkDead, message, at: location, help: help)
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
    return templates.constantCalls(of: urlFunction).compactMap { call in
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
    let asked = templates.constantCalls(of: findPageFunction)
    let path = String(address.prefix { $0 != "#" && $0 != "?" })
    if asked.contains(where: { $0.text == path }) { return nil }
    return .warning(
      ViewCode.linkDead,
      "there is nothing at '\(address)' now, because \(self[id].shownSource) is not on the site: \(self[id].liveness.reason)",
      at: location, help: "ask before: {% if find_page(\"\(path)\") %}")
  }
}

/// Of the attributes of tags of which templates print each byte as it is written: the addresses, and the values that
/// typographic quotation marks stand around.
private func attributes(
  writtenIn texts: [Range<Int>], of bytes: [UInt8]
) -> (addresses: [Range<Int>], misquoted: [Range<Int>]) {
  var tokenizer = HTMLTokenizer(bytes)
  var addresses: [Range<Int>] = []
  var misquoted: [Range<Int>] = []
  while let token = tokenizer.next() {
    guard case .startTag(let element) = token else { continue }
    for attribute in tokenizer.attributes where bytes.beginsWithTypographicQuote(attribute.value) {
      if isWithin(texts, attribute.value) { misquoted.append(attribute.value) }
    }
    if tokenizer.isNamed(element, "base") { continue }
    for name in ["href", "src", "poster"] as [StaticString] {
      guard let value = tokenizer.value(of: name), isWithin(texts, value) else { continue }
      addresses.append(value)
    }
    if let candidates = tokenizer.value(of: "srcset"), isWithin(texts, candidates) {
      addresses += sourceSetAddresses(in: bytes, candidates)
    }
  }
  return (addresses.filter { !bytes.beginsWithTypographicQuote($0) }, misquoted)
}

extension [UInt8] {
  /// Whether an address begins at the site's root.
  fileprivate func isFromRoot(_ address: Range<Int>) -> Bool {
    address.count > 1 && self[address.lowerBound] == UInt8(ascii: "/")
      && self[address.lowerBound + 1] != UInt8(ascii: "/")
  }

  fileprivate func beginsWithTypographicQuote(_ value: Range<Int>) -> Bool {
    guard value.count > 2, self[value.lowerBound] >= 0xC2,
      !"\"'".utf8.contains(self[value.lowerBound - 1])
    else { return false }
    let first = String(decoding: self[value].prefix(4), as: UTF8.self).unicodeScalars.first
    return first.map(typographicQuotes.contains) ?? false
  }
}

/// Whether an address is meant from the page that it stands on (RFC 3986, section 4.2: a reference with a relative path).
private func isRelativeAddress(_ address: String) -> Bool {
  guard let first = address.unicodeScalars.first, !"/#?{".unicodeScalars.contains(first) else {
    return false
  }
  return !address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }.contains(":")
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

import Text

/// The host that a browser asks for an address on a page of the web, in lower case and without a port; `nil`
/// if the address leads to the page's own host or asks none (`mailto:`, `data:`).
///
/// Reads as the URL Standard does (section 4.4): spaces and control characters around an address are left
/// out, tabs and line breaks anywhere, a backslash is a slash, and any number of them may follow the scheme.
/// `https:/a/b` counts as `https://a/b`, which it is on pages that come by another scheme.
package func host(of address: ArraySlice<UInt8>) -> String? {
  // Most addresses are the site's own, and their first bytes say so.
  guard let first = address.first(where: { $0 > 0x20 }), !first.isSlash || mayHaveHost(address)
  else { return nil }
  var rest = address.drop { $0 <= 0x20 }
  while let last = rest.last, last <= 0x20 { rest = rest.dropLast() }
  if rest.contains(where: \.isLeftOutOfAddresses) {
    rest = rest.filter { !$0.isLeftOutOfAddresses }[...]
  }
  if let scheme = scheme(of: rest) {
    guard webSchemes.contains(scheme) else { return nil }
    rest = rest.dropFirst(scheme.utf8.count + 1)
  } else {
    guard rest.prefix(2).count(where: \.isSlash) == 2 else { return nil }
  }
  let authority = String(
    decoding: rest.drop(while: \.isSlash).prefix { !$0.isSlash && !"?#".utf8.contains($0) },
    as: UTF8.self)
  let host = authority.split(separator: "@").last ?? ""
  let name = host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
  return name.isEmpty ? nil : (percentDecoded(String(name)) ?? String(name)).lowercased()
}

/// Whether a byte after the first slash may begin a host.
private func mayHaveHost(_ address: ArraySlice<UInt8>) -> Bool {
  guard let first = address.firstIndex(where: { $0 > 0x20 }) else { return false }
  let next = address[(first + 1)...].first
  return next.map { $0.isSlash || $0.isLeftOutOfAddresses } ?? false
}

private let webSchemes = ["https", "http", "wss", "ws", "ftp"]

/// The scheme of an address without its colon, in lower case (URL Standard, section 4.4).
private func scheme(of address: ArraySlice<UInt8>) -> String? {
  guard address.first?.isASCIILetter == true else { return nil }
  let name = address.prefix { byte in
    byte.isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || "+-.".utf8.contains(byte)
  }
  guard address.dropFirst(name.count).first == UInt8(ascii: ":") else { return nil }
  return String(decoding: name, as: UTF8.self).lowercased()
}

extension UInt8 {
  fileprivate var isSlash: Bool { self == UInt8(ascii: "/") || self == UInt8(ascii: "\\") }
}

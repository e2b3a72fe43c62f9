extension SiteConfiguration {
  /// Whether pages may load something from a host.
  package func mayLoad(from host: String) -> Bool {
    host == baseURL.host || allowedHosts.contains(host)
  }
}

/// The host of an address, in lower case and without a port; `nil` if it has none.
package func host(of address: ArraySlice<UInt8>) -> String? {
  let slash = UInt8(ascii: "/")
  // Most addresses are the site's own, and their second byte says so.
  guard address.count > 2, let start = address.firstIndex(of: slash) else { return nil }
  let scheme = address[..<start]
  guard start + 1 < address.endIndex, address[start + 1] == slash else { return nil }
  guard scheme.isEmpty || scheme.last == UInt8(ascii: ":") else { return nil }
  let authority = String(
    decoding: address[(start + 2)...].prefix { !"/?#\\".utf8.contains($0) }, as: UTF8.self)
  let host = authority.split(separator: "@").last ?? ""
  return String(host.prefix { $0 != ":" }).lowercased()
}

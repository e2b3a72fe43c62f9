import Text
import Web

/// Whether two versions of a page differ in nothing but the addresses of style sheets, which each version's site has
/// by their names.
///
/// The address of an asset has its fingerprint in it, so a page changes when its style sheet does; the
/// browser then needs the new style sheet and not the page again.
func differOnlyInStyleSheets(
  _ old: [UInt8], _ oldSheets: [String: String], _ new: [UInt8], _ newSheets: [String: String]
) -> Bool {
  withoutStyleSheets(old, oldSheets) == withoutStyleSheets(new, newSheets)
}

/// The style sheets that have another address now, with the old one and the new one.
func movedStyleSheets(
  from old: [String: String], to new: [String: String]
) -> [(from: String, to: String)] {
  old.sorted { $0.key < $1.key }.compactMap { name, path in
    new[name].flatMap { $0 == path ? nil : (path, $0) }
  }
}

/// A page with the names of style sheets in place of their addresses.
private func withoutStyleSheets(_ html: [UInt8], _ sheets: [String: String]) -> [UInt8] {
  let known = sheets.map { (name: Array($0.key.utf8), path: Array($0.value.utf8)) }
  var result: [UInt8] = []
  result.reserveCapacity(html.count)
  var position = 0
  for address in loadedAddresses(in: html) where address.range.lowerBound >= position {
    let written = html[address.range]
    guard let sheet = known.first(where: { written.reversed().starts(with: $0.path.reversed()) })
    else { continue }
    result += html[position..<address.range.upperBound - sheet.path.count]
    result += sheet.name
    position = address.range.upperBound
  }
  return result + html[position...]
}

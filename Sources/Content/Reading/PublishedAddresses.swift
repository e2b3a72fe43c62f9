package import Diagnostics
import SourceFormats
import Text

/// An address that has been published, as `content/_addresses.tsv` remembers it.
package struct PublishedAddress: Hashable, Sendable {
  /// From the site's root, as people type it: `/news/opening/`.
  package var path: String
  /// The file that it came from, from the site's folder, and the title that it had. `nil` if that isn't known.
  package var source: String?
  package var title: String?
  package var location: SourceLocation

  package init(path: String, source: String?, title: String?, location: SourceLocation) {
    self.path = path
    self.source = source
    self.title = title
    self.location = location
  }
}

/// The addresses that have been published: one a line, with the file and the title that each had, by tabs. What begins
/// with `#` is a comment.
package struct PublishedAddresses: Sendable {
  package static let file = "content/_addresses.tsv"

  package var all: [PublishedAddress] = []

  package init(_ all: [PublishedAddress] = []) { self.all = all }

  package static func read(_ source: SourceText) -> Diagnosed<PublishedAddresses> {
    var addresses = PublishedAddresses()
    var diagnostics: [Diagnostic] = []
    for line in source.recordLines {
      let (cells, location) = (line.cells.map(\.trimmed), line.location)
      guard cells[0].hasPrefix("/"), !cells[0].contains(where: \.isWhitespace) || cells.count > 1
      else {
        diagnostics.append(
          .error(
            ContentCode.invalidAddressLine, "this line has no address from the site's root",
            at: location, help: "write one like /news/opening/, or delete the line"))
        continue
      }
      let others = cells.dropFirst().map { $0.isEmpty ? nil : $0 } + [nil, nil]
      addresses.all.append(
        PublishedAddress(path: cells[0], source: others[0], title: others[1], location: location))
    }
    return Diagnosed(addresses, diagnostics)
  }

  /// The file with these addresses, each once, in order.
  package var fileText: String {
    var text = """
      # Addresses that have been published. `lectern check` and `lectern build` warn when one of them would be gone.
      # `lectern addresses --record` adds those of the site. Delete a line if its address is meant to be gone.

      """
    var earlier: String?
    for address in all.sorted(by: { $0.path < $1.path }) where address.path != earlier {
      earlier = address.path
      var cells = [address.path, address.source ?? "", address.title ?? ""]
      while cells.last == "" { cells.removeLast() }
      text +=
        cells.map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        .joined(separator: "\t") + "\n"
    }
    return text
  }
}

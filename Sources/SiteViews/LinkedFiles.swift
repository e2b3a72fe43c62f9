// Who follows a link to a document waits for it, and needs a program for it. So a link in a text says of which type
// and how large the file is, unless its words do.

import CivilTime
import Content
import Markdown
import Prose
import SiteModel
import Text
import Web

extension PageFiller {
  /// Writes what the words of a link to a file of the site don't say: `(PDF, 340 kB)`.
  func writeFacts(
    ofFileAt link: MarkdownDocument.Link, _ words: ArraySlice<UInt8>, to buffer: inout ByteBuffer
  ) {
    guard let type = documentType(ofAddress: link.destination),
      case .file(let path, _) = site.resolve(link: link.destination, from: page)
    else { return }
    let said = SaidOfFile(in: plainText(ofInline: words), type: type)
    let size = site.index.facts[path].map {
      fileSize($0.size, site.formats[site.textLanguage(of: id)])
    }
    let facts = [said.type ? nil : type, said.size ? nil : size].compactMap(\.self)
    guard !facts.isEmpty else { return }
    buffer.append(" <span class=\"file-facts\">(")
    buffer.append(escaping: facts.joined(separator: ", "), as: .markdown)
    buffer.append(")</span>")
  }
}

/// `340 kB`, or `5,2 MB`: whole kilobytes, or tenths of megabytes, and no break before the unit.
func fileSize(_ bytes: Int, _ format: LanguageFormat?) -> String {
  let isLarge = bytes >= 1_000_000
  let number = Double(bytes) / (isLarge ? 1_000_000 : 1000)
  let digits = isLarge ? 0...1 : 0...0
  let written =
    format?.format(max(number, isLarge ? 0 : 1), fractionDigits: digits) ?? "\(Int(number))"
  let language = format?.language.prefix { $0 != "-" } ?? ""
  let units = byteUnits[String(language)] ?? ("kB", "MB")
  return written + "\u{A0}" + (isLarge ? units.mega : units.kilo)
}

/// Languages with names of their own for kilobytes and megabytes.
private let byteUnits: [String: (kilo: String, mega: String)] = [
  "fi": ("kt", "Mt"), "fr": ("ko", "Mo"),
]
